// The validator in Monaco: markers, hover, completion, code actions and formatting for the models of a page.

import { fixes, fixKinds } from './monaco-actions.js';
import { completion } from './monaco-complete.js';
import { formatting } from './monaco-format.js';
import { hover } from './monaco-hover.js';
import { languages, type Monaco, type RegisterOptions, Watches } from './monaco-watch.js';
import type { Validator } from './types.js';

export type { Asked, EditorOptions } from './edits-options.js';
export type { Monaco, RegisterOptions } from './monaco-watch.js';

/** What {@link register} gives: the way to end it, and to check again when an option has changed. */
export interface Registration {
  /** Checks every model again, at once. */
  refresh(): void;
  /** Removes everything: providers, listeners, markers and requests under way. */
  dispose(): void;
}

/**
 * Checks the models of Monaco while they are written, those that exist and those to come:
 *
 * ```ts
 * import * as monaco from 'monaco-editor';
 * register(monaco, await load(), { mode: 'update', select: (uri) => uri.path.endsWith('/deployment.yaml') });
 * ```
 *
 * To Monaco a half-written key of YAML is a string: suggestions come by themselves in an editor that was created with
 * `quickSuggestions: { other: true, comments: false, strings: true }`.
 */
export function register(monaco: Monaco, validator: Validator, options: RegisterOptions = {}): Registration {
  const watches = new Watches(monaco, validator, options);
  const all = [
    watches,
    monaco.languages.registerHoverProvider(languages, hover(watches)),
    monaco.languages.registerCompletionItemProvider(languages, completion(watches)),
    monaco.languages.registerCodeActionProvider(languages, fixes(watches), { providedCodeActionKinds: fixKinds }),
    monaco.languages.registerDocumentFormattingEditProvider(languages, formatting(watches)),
  ];
  return {
    refresh: () => watches.refresh(),
    dispose() {
      for (const each of all) {
        each.dispose();
      }
    },
  };
}
