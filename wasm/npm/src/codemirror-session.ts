// What one editor has under way, and the answer that it shows.

import { type Diagnostic, setDiagnosticsEffect } from '@codemirror/lint';
import { Facet, type Text as Document } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

import type { EditorOptions } from './edits-options.js';
import type { Answer, Diagnostic as Finding, Validator } from './types.js';

export interface AstrofileOptions extends EditorOptions<EditorView> {
  /** Milliseconds between the last change and the next check; 250 if not given. */
  delay?: number;
  /** Gets every answer that is shown, for a list of problems beside the editor. */
  onAnswer?: (answer: Answer, view: EditorView) => void;
  /** Gets what made a request fail, such as an `AstrofileError`. Without it a failed check is shown in the first line. */
  onError?: (error: unknown, view: EditorView) => void;
}

interface Settings {
  validator: Validator;
  options: AstrofileOptions;
}

/** The validator of an editor. */
export const settings = Facet.define<Settings, Settings | undefined>({ combine: (values) => values[0] });

/** Ends requests that nobody waits for any more: a change of the document makes every one of them outdated. */
class Session {
  /** Ends the check that was asked for last. */
  check: AbortController | undefined;
  /** What the check that was asked for last is going to show. */
  latest: Promise<readonly Diagnostic[]> | undefined;
  /** The last answer and the document that it is about. */
  answered: { doc: Document; findings: readonly Finding[] } | undefined;
  readonly #running = new Set<AbortController>();

  constructor(readonly view: EditorView) {}

  /** Runs a request that ends when the document changes, the editor closes or `stop` aborts. */
  async run<T>(request: (signal: AbortSignal) => Promise<T>, stop = new AbortController()): Promise<T | undefined> {
    this.#running.add(stop);
    try {
      const answer = await request(stop.signal);
      return stop.signal.aborted ? undefined : answer;
    } catch (error) {
      if (stop.signal.aborted) {
        return undefined;
      }
      throw error;
    } finally {
      this.#running.delete(stop);
    }
  }

  update(update: ViewUpdate): void {
    if (update.docChanged) {
      this.#cancel();
    }
  }

  /** A gutter of the page keeps its markers when the linter goes: they are taken away as soon as the update is over. */
  destroy(): void {
    this.#cancel();
    queueMicrotask(() => this.view.dispatch({ effects: setDiagnosticsEffect.of([]) }));
  }

  #cancel(): void {
    for (const request of this.#running) {
      request.abort();
    }
    this.#running.clear();
  }
}

export const sessions = ViewPlugin.fromClass(Session);

/** Everything that a request of an editor needs; undefined in an editor without the extension. */
export function connect(view: EditorView): (Settings & { session: Session }) | undefined {
  const session = view.plugin(sessions);
  const given = view.state.facet(settings);
  return session && given ? { ...given, session } : undefined;
}

export type Connection = NonNullable<ReturnType<typeof connect>>;

/** Reports a failure to the page; true when the page takes it. */
export function report(error: unknown, { options, session }: Connection): boolean {
  options.onError?.(error, session.view);
  return options.onError !== undefined;
}
