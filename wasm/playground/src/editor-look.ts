import { HighlightStyle } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags as t } from '@lezer/highlight';

/** Colours of the page, which follow its theme. */
export const colors = HighlightStyle.define([
  { tag: [t.definition(t.propertyName), t.propertyName], color: 'var(--code-key)' },
  { tag: [t.string, t.special(t.string)], color: 'var(--code-string)' },
  { tag: t.content, color: 'var(--ink)' },
  { tag: [t.comment, t.lineComment], color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [t.number, t.bool, t.null, t.atom], color: 'var(--code-number)' },
  { tag: [t.punctuation, t.separator, t.squareBracket, t.brace], color: 'var(--muted)' },
  { tag: [t.labelName, t.typeName, t.keyword, t.meta], color: 'var(--code-number)' },
]);

export function dark(on: boolean): Extension {
  return EditorView.darkTheme.of(on);
}

const mark = (sign: string, color: string) => ({
  content: 'normal',
  '&:before': { content: `"${sign}"`, color, fontSize: '11px', lineHeight: '1' },
});

const wave = (color: string) => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy ${color} 1.5px`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '3px',
});

/** The squiggles and marks are drawn by the font: the policy of the page allows no images in addresses. */
export const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--paper)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '10px 0' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': { backgroundColor: 'var(--selection)' },
  '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--faint)', border: 'none', paddingLeft: '4px' },
  '&:not(.cm-focused) .cm-activeLine, &:not(.cm-focused) .cm-activeLineGutter': { backgroundColor: 'transparent', color: 'inherit' },
  '.cm-activeLine': { backgroundColor: 'var(--active-line)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--active-line)', color: 'var(--ink)' },
  '.cm-foldGutter .cm-gutterElement': { color: 'var(--faint)', padding: '0 2px' },
  '.cm-gutter-lint': { width: '16px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 2px', display: 'flex', alignItems: 'center', justifyContent: 'center' },
  '.cm-lint-marker': { width: 'auto', height: 'auto', lineHeight: '1', cursor: 'pointer' },
  '.cm-lint-marker-error': mark('●', 'var(--error)'),
  '.cm-lint-marker-warning': mark('▲', 'var(--warning)'),
  '.cm-lint-marker-info': mark('■', 'var(--info)'),
  '.cm-lint-marker-hint': mark('■', 'var(--info)'),
  '.cm-lintRange': { backgroundImage: 'none' },
  '.cm-lintRange-error': wave('var(--error)'),
  '.cm-lintRange-warning': wave('var(--warning-line)'),
  '.cm-lintRange-info': wave('var(--info)'),
  '.cm-lintRange-hint': wave('var(--info)'),
  '.cm-lintRange-active': { backgroundColor: 'var(--selection)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--error)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selection)', outline: 'none' },
  '.cm-selectionMatch': { backgroundColor: 'var(--selection)' },
  '.cm-searchMatch': { backgroundColor: 'var(--match)' },
  '.cm-placeholder': { color: 'var(--muted)', whiteSpace: 'pre-wrap' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--raised)', border: '1px solid var(--line)', color: 'var(--muted)', padding: '0 4px' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '8px', fontFamily: 'var(--sans)' },
  '.cm-textfield': { backgroundColor: 'var(--paper)', border: '1px solid var(--line-strong)', borderRadius: '4px', padding: '3px 6px' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--paper)', border: '1px solid var(--line-strong)', borderRadius: '4px', color: 'var(--ink)' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--line-strong)', borderRadius: '8px', boxShadow: 'var(--shadow)' },
  '.cm-tooltip .cm-tooltip-section:not(:first-child)': { borderTop: '1px solid var(--line)' },
  '.cm-tooltip-hover': { maxWidth: 'min(34rem, calc(100vw - 2rem))', maxHeight: '22rem', overflow: 'auto', fontFamily: 'var(--sans)', fontSize: '13px', lineHeight: '1.5' },
  '.cm-completionIcon': { display: 'none' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { borderRadius: '7px', fontFamily: 'var(--mono)', fontSize: '12.5px', maxHeight: '16em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', lineHeight: '1.4' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': { padding: '10px 12px', fontFamily: 'var(--sans)', fontSize: '13px', lineHeight: '1.5', maxWidth: '26rem' },
  '.cm-diagnostic': { padding: '8px 12px', marginLeft: '0', borderLeft: '4px solid transparent', whiteSpace: 'normal' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning-line)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--info)' },
  '.cm-diagnosticAction': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)', borderRadius: '6px', padding: '3px 9px', margin: '6px 6px 0 0', font: '500 12px var(--sans)', cursor: 'pointer' },
  '.cm-diagnosticSource': { display: 'none' },
});
