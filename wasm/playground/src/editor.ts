import { closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { colors, dark, look } from './editor-look.js';

export interface EditorOptions {
  parent: HTMLElement;
  label: string;
  describedBy?: string;
  text: string;
  placeholder: string;
  /** `whole`: nothing is left of the text before but, perhaps, its last character. */
  changed: (whole: boolean) => void;
}

/** An editor, with the places where the page puts in what comes later. */
export interface Editor {
  view: EditorView;
  text(): string;
  /** Replaces the text as one step that can be undone; what both texts have in common at their ends is not touched. */
  replace(text: string): void;
  /** Puts in what needs the validator, as soon as there is one. */
  extend(extension: Extension): void;
  setDark(on: boolean): void;
}

/** Makes an editor for YAML and JSON. Escape and then Tab leave it, as in every CodeMirror editor. */
export function makeEditor(o: EditorOptions): Editor {
  const late = new Compartment();
  const shade = new Compartment();
  const view = new EditorView({
    parent: o.parent,
    state: EditorState.create({
      doc: o.text,
      extensions: [
        lintGutter(),
        lineNumbers(),
        foldGutter({ openText: '▾', closedText: '▸' }),
        highlightSpecialChars(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of('    '),
        bracketMatching(),
        closeBrackets(),
        search({ top: true }),
        highlightSelectionMatches(),
        yaml(),
        syntaxHighlighting(colors),
        look,
        shade.of(dark(false)),
        late.of([]),
        placeholder(o.placeholder),
        EditorView.contentAttributes.of({
          'aria-label': o.label,
          ...(o.describedBy ? { 'aria-describedby': o.describedBy } : {}),
          spellcheck: 'false',
          autocorrect: 'off',
          autocapitalize: 'off',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) o.changed(update.changes.touchesRange(1, update.startState.doc.length - 2) === 'cover');
        }),
        Prec.highest(keymap.of([{ key: 'Escape', run: letTabLeave }])),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab]),
      ],
    }),
  });
  return {
    view,
    text: () => view.state.doc.toString(),
    replace: (text) => replace(view, text),
    extend: (extension) => view.dispatch({ effects: late.reconfigure(extension) }),
    setDark: (on) => view.dispatch({ effects: shade.reconfigure(dark(on)) }),
  };
}

/** After Escape the next Tab moves on, also when Escape has a selection to undo first. */
function letTabLeave(view: EditorView): boolean {
  if (completionStatus(view.state) === null) view.setTabFocusMode(2000);
  return false;
}

function replace(view: EditorView, text: string): void {
  const old = view.state.doc.toString();
  const now = text.replace(/\r\n?/g, '\n');
  if (old === now) return;
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === now.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && old.charCodeAt(old.length - 1 - end) === now.charCodeAt(now.length - 1 - end)) end++;
  view.dispatch({ changes: { from: start, to: old.length - end, insert: now.slice(start, now.length - end) }, userEvent: 'input', scrollIntoView: false });
}

