// The models that are checked, and what each has under way.

import type * as monaco from 'monaco-editor';

import { type EditorOptions, validateOptions } from './edits-options.js';
import { failure, markers, owner } from './monaco-markers.js';
import type { Answer, Diagnostic as Finding, Validator } from './types.js';

type Model = monaco.editor.ITextModel;

/** What is used of the module `monaco-editor`, however a page has come by it. */
export type Monaco = Pick<typeof monaco, 'editor' | 'languages' | 'Uri' | 'MarkerSeverity' | 'MarkerTag'>;

export interface RegisterOptions extends EditorOptions<Model> {
  /** Which models of the languages `yaml` and `json` are Deployment files. Without it: all of `yaml`. */
  select?: (uri: monaco.Uri, model: Model) => boolean;
  /** Milliseconds between the last change and the next check; 250 if not given. */
  delay?: number;
  /** Gets every answer that is shown, for a list of problems beside the editor. */
  onAnswer?: (answer: Answer, model: Model) => void;
  /** Gets what made a request fail, such as an `AstrofileError`. Without it a failed check is shown in the first line. */
  onError?: (error: unknown, model: Model) => void;
}

export const languages = ['yaml', 'json'];

/** All watched models of one registration. */
export class Watches {
  readonly options: RegisterOptions;
  readonly #watched = new Map<Model, Watch>();
  readonly #listeners: monaco.IDisposable[];

  constructor(
    readonly monaco: Monaco,
    readonly validator: Validator,
    options: RegisterOptions,
  ) {
    const { editor } = monaco;
    this.options = { ...options, name: options.name ?? nameOf };
    this.#listeners = [
      editor.onDidCreateModel((model) => this.#look(model)),
      editor.onDidChangeModelLanguage(({ model }) => this.#look(model)),
      editor.onWillDisposeModel((model) => this.#drop(model)),
    ];
    for (const model of editor.getModels()) {
      this.#look(model);
    }
  }

  of(model: Model): Watch | undefined {
    return this.#watched.get(model);
  }

  refresh(): void {
    for (const watch of this.#watched.values()) {
      watch.check();
    }
  }

  dispose(): void {
    for (const listener of this.#listeners) {
      listener.dispose();
    }
    for (const model of [...this.#watched.keys()]) {
      this.#drop(model);
    }
  }

  #look(model: Model): void {
    const language = model.getLanguageId();
    const { select } = this.options;
    this.#drop(model);
    if (select ? languages.includes(language) && select(model.uri, model) : language === 'yaml') {
      this.#watched.set(model, new Watch(this, model));
    }
  }

  #drop(model: Model): void {
    this.#watched.get(model)?.dispose();
    this.#watched.delete(model);
  }
}

/** One model: its checks, one at a time, and the findings that it shows. */
export class Watch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | undefined;
  #answered: { version: number; findings: readonly Finding[] } | undefined;
  readonly #listener: monaco.IDisposable;

  constructor(
    readonly watches: Watches,
    readonly model: Model,
  ) {
    this.#listener = model.onDidChangeContent(() => {
      this.#cancel();
      this.#timer = setTimeout(() => this.check(), watches.options.delay ?? 250);
    });
    this.check();
  }

  /** Checks the model as it is now; an earlier check that has not answered yet never will. */
  check(): void {
    this.#cancel();
    const stop = new AbortController();
    this.#stop = stop;
    void this.#run(stop.signal);
  }

  /** The findings of the model as it is now. */
  async findings(signal: AbortSignal): Promise<readonly Finding[]> {
    const { model, watches } = this;
    if (this.#answered?.version === model.getVersionId()) {
      return this.#answered.findings;
    }
    const answer = await watches.validator.validate(model.getValue(), validateOptions(watches.options, model, signal));
    return answer.diagnostics;
  }

  /** Runs a request for Monaco that its token cancels; undefined when it was cancelled or failed. */
  async ask<T>(token: monaco.CancellationToken, request: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const { model, watches } = this;
    const stop = new AbortController();
    const listener = token.onCancellationRequested(() => stop.abort());
    try {
      const answer = await request(stop.signal);
      return stop.signal.aborted || model.isDisposed() ? undefined : answer;
    } catch (error) {
      if (!stop.signal.aborted) {
        watches.options.onError?.(error, model);
      }
      return undefined;
    } finally {
      listener.dispose();
    }
  }

  /** The same for an answer that is only good for the text that was asked about. */
  async askOfNow<T>(token: monaco.CancellationToken, request: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const version = this.model.getVersionId();
    const answer = await this.ask(token, request);
    return this.model.isDisposed() || this.model.getVersionId() !== version ? undefined : answer;
  }

  dispose(): void {
    this.#cancel();
    this.#listener.dispose();
    if (!this.model.isDisposed()) {
      this.watches.monaco.editor.setModelMarkers(this.model, owner, []);
    }
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#stop?.abort();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { model, watches } = this;
    const { monaco, options, validator } = watches;
    const version = model.getVersionId();
    const text = model.getValue();
    try {
      const answer = await validator.validate(text, validateOptions(options, model, signal));
      if (signal.aborted || model.isDisposed() || model.getVersionId() !== version) {
        return;
      }
      this.#answered = { version, findings: answer.diagnostics };
      monaco.editor.setModelMarkers(model, owner, markers(monaco, model, text, answer.diagnostics));
      options.onAnswer?.(answer, model);
    } catch (error) {
      if (signal.aborted || model.isDisposed()) {
        return;
      }
      options.onError?.(error, model);
      monaco.editor.setModelMarkers(model, owner, options.onError ? [] : [failure(monaco, model, error)]);
    }
  }
}

/** A name that tells YAML from JSON. */
function nameOf(model: Model): string {
  const name = model.uri.path.slice(model.uri.path.lastIndexOf('/') + 1);
  return model.getLanguageId() === 'json' && !name.endsWith('.json') ? `${name}.json` : name;
}
