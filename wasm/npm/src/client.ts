// The methods of a validator, over whatever answers its requests.

import { AstrofileError } from './errors.js';
import { offsetOf } from './positions.js';
import { Queue } from './queue.js';
import type {
  Answer, CallOptions, CompleteOptions, Completions, Edited, FileOptions, Fixed, Hover, PlanOptions, Planned, RawRequest,
  Rewritten, Schema, SchemaOptions, SetOptions, Shared, ShareOptions, Text, ValidateOptions, Validator, VersionInfo,
} from './types.js';

type Options = Record<string, string | boolean | number | readonly string[] | object | undefined>;

/** What stands behind a {@link Client}: an instance in this thread, or a worker. */
export interface Answerer {
  readonly version: VersionInfo;
  answer(request: RawRequest): Promise<string>;
  end(): void;
}

export class Client implements Validator {
  readonly version: VersionInfo;
  readonly #answerer: Answerer;
  readonly #queue: Queue;

  constructor(answerer: Answerer) {
    this.version = answerer.version;
    this.#answerer = answerer;
    this.#queue = new Queue((request) => answerer.answer(request));
  }

  async validate(text: Text, options: ValidateOptions = {}): Promise<Answer> {
    return this.#ask<Answer>({ op: 'validate', source: text, live: options.live }, checks(options), options);
  }

  async fix(text: Text, options: ValidateOptions = {}): Promise<Fixed> {
    return this.#ask<Fixed>({ op: 'fix', source: text, live: options.live }, checks(options), options);
  }

  async format(text: Text, options: FileOptions = {}): Promise<Rewritten> {
    return this.#ask<Rewritten>({ op: 'format', source: text }, file(options), options);
  }

  async set(text: Text, path: string, value: string | null, options: SetOptions = {}): Promise<Edited> {
    const change = options.remove === true ? { remove: true } : value === null ? { null: true } : { value };
    return this.#ask<Edited>({ op: 'set', source: text }, { ...file(options), path, ...change }, options);
  }

  async plan(live: Text, text: Text, options: PlanOptions = {}): Promise<Planned> {
    const { delete: removed, expose, strictSecrets, width } = options;
    const more = { ...file(options), delete: removed, expose, strictSecrets, width };
    return this.#ask<Planned>({ op: 'plan', source: text, live }, more, options);
  }

  async template(text: Text, options: FileOptions = {}): Promise<Rewritten> {
    return this.#ask<Rewritten>({ op: 'template', source: text }, file(options), options);
  }

  async share(text: Text, options: ShareOptions = {}): Promise<Shared> {
    return this.#ask<Shared>({ op: 'share', source: text }, { ...file(options), comments: options.comments }, options);
  }

  async hover(text: Text, position: number, options: FileOptions = {}): Promise<Hover> {
    return this.#ask<Hover>({ op: 'hover', source: text }, { ...file(options), offset: offset(text, position) }, options);
  }

  async complete(text: Text, position: number, options: CompleteOptions = {}): Promise<Completions> {
    const more = { ...file(options), offset: offset(text, position), organization: options.organization };
    return this.#ask<Completions>({ op: 'complete', source: text }, more, options);
  }

  async schema(options: SchemaOptions = {}): Promise<Schema> {
    return this.#ask<Schema>({ op: 'schema' }, { mode: options.mode, organization: options.organization }, options);
  }

  async raw(request: RawRequest, options: CallOptions = {}): Promise<string> {
    check(request.source, 'source');
    check(request.live, 'live');
    checkOptions(request.options);
    return this.#queue.ask(request, options.signal);
  }

  close(): void {
    this.#queue.close(new AstrofileError('closed', 'the validator is closed: load a new one'));
    this.#answerer.end();
  }

  async #ask<T extends Answer>(
    request: { op: RawRequest['op']; source?: Text; live?: Text | undefined },
    options: Options,
    { signal }: CallOptions,
  ): Promise<T> {
    const { live, ...rest } = request;
    if (request.op !== 'schema' && request.source === undefined) {
      throw new TypeError(`${request.op}: there is no text`);
    }
    const raw = { ...rest, ...(live === undefined ? {} : { live }), options: strings(options) };
    return JSON.parse(await this.raw(raw, signal === undefined ? {} : { signal })) as T;
  }
}

function file({ name, mode }: FileOptions): Options {
  return { name, mode };
}

function checks({ name, mode, strict, keepIgnored }: ValidateOptions): Options {
  return { name, mode, strict, keepIgnored };
}

/** Options as the binary takes them. What is not given, false or empty is left out. */
function strings(options: Options): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (Array.isArray(value)) {
      written[name] = value.join('\n');
    } else {
      written[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
  }
  return written;
}

function offset(text: Text, position: number): number {
  return typeof text === 'string' ? offsetOf(text, position) : position;
}

function checkOptions(options: object | undefined): void {
  for (const [name, value] of Object.entries(options ?? {})) {
    if (typeof value !== 'string') {
      throw new TypeError(`options.${name}: the binary takes strings`);
    }
  }
}

function check(text: unknown, name: string): void {
  if (text !== undefined && typeof text !== 'string' && !ArrayBuffer.isView(text)) {
    throw new TypeError(`${name}: a document is a string or a Uint8Array`);
  }
}
