// The validator in CodeMirror 6: findings, hover, completion, quick fixes and formatting for one editor.

import { autocompletion } from '@codemirror/autocomplete';
import { linter } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { hoverTooltip, keymap } from '@codemirror/view';

import { astrofileKeymap } from './codemirror-commands.js';
import { complete } from './codemirror-complete.js';
import { hover } from './codemirror-hover.js';
import { check, refreshed } from './codemirror-lint.js';
import { type AstrofileOptions, sessions, settings } from './codemirror-session.js';
import { theme } from './codemirror-theme.js';
import type { Validator } from './types.js';

export { applyFix, astrofileKeymap, fixAll, formatDocument, reveal } from './codemirror-commands.js';
export { complete as completionSource } from './codemirror-complete.js';
export { refresh } from './codemirror-lint.js';
export type { AstrofileOptions } from './codemirror-session.js';
export type { Asked, EditorOptions } from './edits-options.js';

/**
 * Returns the extension that checks the document while it is written. It goes beside any language and any setup:
 *
 * ```ts
 * new EditorView({ parent, extensions: [basicSetup, yaml(), astrofile(await load(), { mode: 'update' })] });
 * ```
 *
 * Options may be functions; when their answer changes, call {@link refresh}. One extension may serve several editors.
 * An editor that sets `override` of `autocompletion` has to name `completionSource` there.
 */
export function astrofile(validator: Validator, options: AstrofileOptions = {}): Extension {
  return [
    settings.of({ validator, options }),
    sessions,
    linter(check, { delay: options.delay ?? 250, needsRefresh: refreshed }),
    hoverTooltip(hover),
    autocompletion(),
    EditorState.languageData.of(() => [{ autocomplete: complete }]),
    keymap.of(astrofileKeymap),
    theme,
  ];
}
