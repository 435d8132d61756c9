// The types of what the validator is asked and what it answers. The answers are the JSON of the Go package wasm/bridge;
// a test holds these interfaces against the Go structs.

/** A document: a string as editors hold it, or bytes as files hold it. */
export type Text = string | Uint8Array;

/** What a file is meant for; `any` reports only what is wrong in every purpose. */
export type Mode = 'any' | 'create' | 'update' | 'template';

export type Severity = 'error' | 'warning' | 'info';

/** A place in a text. `line` and `column` start at 1, columns count UTF-16 units; `offset` counts bytes of UTF-8 from 0. */
export interface Position {
  line: number;
  column: number;
  offset: number;
}

/** The half-open span from `start` to `end`. */
export interface Range {
  start: Position;
  end: Position;
}

/** Replaces the bytes from `start` to `end` with `text`. {@link Positions} turns bytes into indexes of a string. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface Fix {
  title: string;
  edits: Edit[];
}

export interface Related {
  path?: string;
  range?: Range;
  message: string;
}

/** One finding. `code` is stable, `message` may improve; a finding about a missing thing may have no range. */
export interface Diagnostic {
  severity: Severity;
  code: string;
  path: string;
  range?: Range;
  message: string;
  hint?: string;
  url?: string;
  fix?: Fix;
  /** Other places that take part. */
  related: Related[];
  /** The reason of the comment that silences the finding. */
  ignored?: string;
  /** How many findings the note `findings-capped` stands for. */
  more?: Counts & { ignored?: number };
}

export interface Counts {
  error: number;
  warning: number;
  info: number;
}

/** What every answer has: the findings about the document, in version 1 of their wire form. */
export interface Answer {
  version: 1;
  file: string;
  mode: Mode;
  valid: boolean;
  counts: Counts;
  diagnostics: Diagnostic[];
}

export interface Rewritten extends Answer {
  /** The new text; null when the document cannot be read, for the reasons in `diagnostics`. */
  text: string | null;
}

/** The text with every fix that needs no judgement; the findings are those that remain. */
export interface Fixed extends Rewritten {
  applied: number;
}

/** The text without what should not leave the machine; null when that cannot be told apart. */
export interface Shared extends Rewritten {
  removed: { values: number; comments: number };
}

export interface Edited extends Rewritten {
  /** The same as byte edits of the old text; everything outside of them stays as it was. */
  edits: Edit[];
}

export interface Hover extends Answer {
  hover: { path: string; range: Range; markdown: string } | null;
}

export interface Completion {
  label: string;
  kind: 'key' | 'value' | 'snippet';
  detail?: string;
  /** Markdown. */
  documentation?: string;
  required?: boolean;
  /** With `placeholders` in the snippet syntax of the Language Server Protocol. */
  insert: string;
  placeholders?: boolean;
  /** The same in plain text, in place of what stands at the cursor. */
  edit: Edit;
  /** Edits elsewhere that belong to it. */
  also?: Edit[];
}

export interface Completions extends Answer {
  completions: Completion[];
}

export interface Schema extends Answer {
  /** A JSON Schema, draft-07, that refers to nothing outside of itself; null when an option was wrong. */
  schema: Record<string, unknown> | null;
}

/** The plan of an update, in version 1 of its wire form; `astrofile plan -format json` writes the same. */
export interface Plan {
  version: 1;
  deployment: { name: string; id?: string; workspace?: string };
  /** The state that the plan starts from. */
  base: { updatedAt?: string };
  /** There is no live Deployment yet. */
  creation?: boolean;
  summary: PlanSummary;
  changes: PlanChange[];
  blocked: PlanBlocked[];
  kept: PlanKept[];
  notes: PlanNote[];
  scale: PlanScale;
  /** By the key of a variable, what tells its secret value from others; only in plans that were made with a key for it. */
  fingerprints?: Record<string, string>;
  digest: string;
}

export interface PlanSummary {
  create: number;
  update: number;
  delete: number;
  /** What stays although the file does not say so. */
  keep: number;
  /** Differences that no update can make. */
  blocked: number;
  destructive: boolean;
}

export type Impact =
  | 'restart'
  | 'scale'
  | 'queue-created'
  | 'queue-deleted'
  | 'queue-replaced'
  | 'data-loss'
  | 'cost-up'
  | 'schedule-off'
  | 'irreversible';

export interface PlanChange {
  action: 'create' | 'update' | 'delete';
  path: string;
  /** `before` and `after` do not show the value. */
  secret?: boolean;
  /** It happens because the file leaves something out. */
  omitted?: boolean;
  impact: Impact[];
  before: unknown;
  after: unknown;
  /** For `cost-up`: the largest capacity after the change, divided by that before. */
  factor?: number;
  /** What the change does, in one line. */
  reason: string;
}

export interface PlanBlocked {
  code: string;
  path: string;
  before: unknown;
  after: unknown;
  message: string;
  /** The way that works. */
  hint: string;
}

export interface PlanKept {
  path: string;
  secret?: boolean;
  reason: string;
}

export interface PlanNote {
  code: string;
  path: string;
  message: string;
  hint?: string;
}

export interface PlanScale {
  before: PlanCapacity;
  after: PlanCapacity;
  /** Only in plans that were made with prices. */
  cost?: { currency?: string; before: PlanCost; after: PlanCost; unpriced?: string[] };
}

export interface PlanCost {
  min: number;
  max: number;
}

export interface PlanCapacity {
  minCPU: number;
  maxCPU: number;
  minMemoryGiB: number;
  maxMemoryGiB: number;
  /** Queues whose worker type is not known, left out of the figures. */
  unknown?: string[];
}

export interface Planned extends Answer {
  /** Null when one of the documents has errors that no plan can be made of. `diagnostics` is about the new file. */
  plan: Plan | null;
  /** The plan for people, as `astrofile plan` prints it. */
  text: string;
  /** Findings about the live document, when that is what is wrong. */
  live: Diagnostic[];
}

export interface VersionAnswer extends Answer {
  validator: VersionInfo;
}

export interface VersionInfo {
  /** Of this module, such as v0.3.0; `(devel)` for a build from a working copy. */
  version: string;
  /** Of the agreement between binary and loader. */
  protocol: number;
  /** Of the Go toolchain that built the binary. */
  go: string;
}

export interface CallOptions {
  /** Rejects the call with the reason of the signal. A request that waits for its turn is not run at all. */
  signal?: AbortSignal;
}

export interface FileOptions extends CallOptions {
  /** The name of the file: it stands in the answer, and its ending tells YAML from JSON. */
  name?: string;
  mode?: Mode;
}

export interface ValidateOptions extends FileOptions {
  /** Warnings become errors. */
  strict?: boolean;
  /** Also return findings that a comment silences, with the reason in `ignored`. */
  keepIgnored?: boolean;
  /** The live Deployment, as `astro deployment inspect` writes it, for the rules that compare. */
  live?: Text;
}

export interface SetOptions extends FileOptions {
  /** Removes the key or entry instead. */
  remove?: boolean;
}

export interface PlanOptions extends FileOptions {
  /** Keys of live secrets to delete, although the file leaves them out. */
  delete?: string[];
  /** Keys of live secrets that may become plain variables. */
  expose?: string[];
  /** What the file leaves out is deleted, secrets too. */
  strictSecrets?: boolean;
  /** Columns of `text`, between 40 and 1,000; 100 if not given. */
  width?: number;
}

export interface ShareOptions extends FileOptions {
  /** Keep the comments, which can hold anything. */
  comments?: boolean;
}

/** The names that exist in an Organization: what completion offers, and what a tailored schema allows. */
export interface Organization {
  /** Names. */
  workspaces?: string[];
  clusters?: { name: string; nodePools?: string[]; cloudProvider?: string; region?: string }[];
  /** That a Deployment may start with. */
  runtimeVersions?: string[];
  /** Astro machines that queues may use, such as A5. */
  workerTypes?: string[];
  /** Keys that every file has among its environment variables. */
  requiredVariables?: string[];
}

export interface CompleteOptions extends FileOptions {
  /** The names to offer, as an object or as the JSON text of an organization file. */
  organization?: string | Organization;
}

export interface SchemaOptions extends CallOptions {
  mode?: Mode;
  organization?: string | Organization;
}

/** What {@link load} gives. Every method answers; it rejects only when there is no validator to ask. */
export interface Validator {
  /** Reports everything that is wrong with a document. */
  validate(text: Text, options?: ValidateOptions): Promise<Answer>;
  /** Applies every fix that needs no judgement. */
  fix(text: Text, options?: ValidateOptions): Promise<Fixed>;
  /** Writes the canonical layout; comments stay. */
  format(text: Text, options?: FileOptions): Promise<Rewritten>;
  /** Sets one value by its path, null included, or removes it; every other byte stays as it was. */
  set(text: Text, path: string, value: string | null, options?: SetOptions): Promise<Edited>;
  /** Compares the live Deployment with what a file makes of it. An empty `live` is a Deployment that does not exist yet. */
  plan(live: Text, text: Text, options?: PlanOptions): Promise<Planned>;
  /** Makes a template of a document. */
  template(text: Text, options?: FileOptions): Promise<Rewritten>;
  /** Removes the values of variables that are, or may be, secret, and the comments. */
  share(text: Text, options?: ShareOptions): Promise<Shared>;
  /** Describes the key or value at a position, an index of the string (of the bytes, when the text is bytes). */
  hover(text: Text, position: number, options?: FileOptions): Promise<Hover>;
  /** Lists what may be written at a position. */
  complete(text: Text, position: number, options?: CompleteOptions): Promise<Completions>;
  /** Returns the JSON Schema for a mode, tailored to an Organization if one is given. */
  schema(options?: SchemaOptions): Promise<Schema>;
  /** The answer of the binary as it is: one line of JSON. The other methods are this and JSON.parse. */
  raw(request: RawRequest, options?: CallOptions): Promise<string>;
  readonly version: VersionInfo;
  /** Ends the instance or worker; later calls reject. */
  close(): void;
}

/** A request as the binary takes it. Positions are bytes. */
export interface RawRequest {
  op: 'validate' | 'fix' | 'format' | 'set' | 'plan' | 'template' | 'share' | 'hover' | 'complete' | 'schema' | 'version';
  source?: Text;
  live?: Text;
  options?: Record<string, string>;
}
