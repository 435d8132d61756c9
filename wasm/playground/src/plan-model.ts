import type { Plan, PlanBlocked, PlanChange } from '@astrofile/validator';
import { steps } from './path.js';

/** A change of one field, or of a whole entry of a list. */
export interface Row {
  action: PlanChange['action'];
  name: string;
  before: string | undefined;
  after: string | undefined;
  /** The texts are words about a value that must not be shown. */
  secret: boolean;
  impact: string[];
  omitted: boolean;
  reason: string;
}

/** A setting, or an entry of a list with what changes in it. */
export interface Entry extends Row {
  rows: Row[];
}

export interface Section {
  title: string;
  entries: Entry[];
}

const SECTIONS: [key: string, title: string, identity: string][] = [
  ['configuration', 'Configuration', ''],
  ['worker_queues', 'Worker queues', 'name'],
  ['environment_variables', 'Environment variables', 'key'],
  ['alert_emails', 'Alert e-mails', ''],
  ['hibernation_schedules', 'Hibernation schedules', ''],
];

const DESTROYS = new Set(['queue-deleted', 'queue-replaced', 'data-loss', 'irreversible']);

export function destroys(change: { action: string; impact: readonly string[] }): boolean {
  return change.action === 'delete' || change.impact.some((impact) => DESTROYS.has(impact));
}

/** Sorts the changes into sections and entries, in the order of the file. */
export function sections(changes: PlanChange[]): Section[] {
  const found = new Map<string, { section: Section; entries: Map<string, Entry> }>();
  for (const change of changes) {
    const place = placeOf(change.path);
    let at = found.get(place.title);
    if (!at) found.set(place.title, (at = { section: { title: place.title, entries: [] }, entries: new Map() }));
    if (place.entry === undefined) {
      at.section.entries.push({ ...rowOf(change, place.field), rows: [] });
      continue;
    }
    let entry = at.entries.get(place.entry);
    if (!entry) {
      entry = { action: 'update', name: place.entry, before: undefined, after: undefined, secret: false, impact: [], omitted: false, reason: '', rows: [] };
      at.entries.set(place.entry, entry);
      at.section.entries.push(entry);
    }
    if (place.field) entry.rows.push(rowOf(change, place.field));
    else Object.assign(entry, whole(change, place));
  }
  const titles = [...SECTIONS.map(([, title]) => title), 'Elsewhere'];
  const sorted = [...found.values()].map((f) => f.section).sort((a, b) => titles.indexOf(a.title) - titles.indexOf(b.title));
  for (const section of sorted) section.entries.forEach(settle);
  return sorted;
}

interface Place {
  title: string;
  entry: string | undefined;
  field: string;
  identity: string;
}

function placeOf(path: string): Place {
  const elsewhere: Place = { title: 'Elsewhere', entry: undefined, field: path, identity: '' };
  const [root, section, first, ...rest] = steps(path) ?? [];
  const known = SECTIONS.find(([key]) => key === section?.key);
  if (root?.key !== 'deployment' || !known) return elsewhere;
  const [key, title, identity] = known;
  if (!first) return { title, entry: undefined, field: 'the whole section', identity };
  if (key === 'configuration') {
    return { title, entry: undefined, field: [first, ...rest].map((step) => (step.element ? JSON.stringify(step.key) : step.key)).join('.'), identity };
  }
  return { title, entry: nameOf(first.match, identity) ?? first.key, field: rest.map((step) => step.key).join('.'), identity };
}

function nameOf(match: [string, string][], identity: string): string | undefined {
  if (match.length === 0) return undefined;
  const [only] = match;
  if (match.length === 1 && only && only[0] === identity) return only[1];
  return match.map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(', ');
}

function rowOf(change: PlanChange, name: string): Row {
  const secret = change.secret === true;
  const before = change.action === 'create' ? undefined : shown(change.before, secret);
  const after = change.action === 'delete' ? undefined : shown(change.after, secret);
  return { action: change.action, name, before, after, secret, impact: impacts(change), omitted: change.omitted === true, reason: change.reason };
}

/** An entry that comes or goes as a whole: its members become rows. */
function whole(change: PlanChange, place: Place): Partial<Entry> {
  const { impact, omitted, reason, secret, ...row } = rowOf(change, place.entry ?? '');
  const common = { action: change.action, impact, omitted, reason };
  const members = change.action === 'delete' ? change.before : change.after;
  if (members === null || typeof members !== 'object' || Array.isArray(members)) {
    return members === place.entry ? common : { ...common, before: row.before, after: row.after, secret };
  }
  const rows: Row[] = [];
  const entry: Partial<Entry> = { ...common, rows };
  for (const [key, value] of Object.entries(members)) {
    if (key === place.identity || value === null || place.entry?.includes(`${key} ${JSON.stringify(value)}`)) continue;
    if (key === 'is_secret' && (value === false || secret)) continue;
    const text = shown(value, secret);
    if (key === 'value') {
      entry.secret = secret;
      if (change.action === 'delete') entry.before = text;
      else entry.after = text;
      continue;
    }
    rows.push({ action: change.action, name: key, before: undefined, after: text, secret: false, impact: [], omitted: false, reason: '' });
  }
  return entry;
}

/** A variable whose value is all that changes takes one line. A reason and impacts that all rows share stand once. */
function settle(entry: Entry): void {
  const [only] = entry.rows;
  if (entry.rows.length === 1 && only?.name === 'value' && entry.impact.length === 0) {
    Object.assign(entry, only, { name: entry.name, rows: [] });
    return;
  }
  const reasons = new Set(entry.rows.map((row) => row.reason));
  if (!entry.reason && reasons.size === 1) {
    entry.reason = only?.reason ?? '';
    for (const row of entry.rows) row.reason = '';
  }
  if (entry.rows.length > 1 && entry.impact.length === 0) {
    entry.impact = (only?.impact ?? []).filter((impact) => entry.rows.every((row) => row.impact.includes(impact)));
    for (const row of entry.rows) row.impact = row.impact.filter((impact) => !entry.impact.includes(impact));
  }
}

function impacts(change: PlanChange): string[] {
  return change.impact.map((impact) => (impact === 'cost-up' && change.factor ? `cost-up ${decimal(change.factor)}×` : impact));
}

const LONG = 240;

/** A value as people read it; a redacted one as the words that the plan has for it. */
export function shown(value: unknown, secret: boolean): string {
  if (value === null || value === undefined) return 'none';
  const words = typeof value === 'string' && secret ? /^\((.*)\)$/.exec(value)?.[1] : undefined;
  if (words !== undefined) return words;
  const text = JSON.stringify(value);
  return visible(text.length > LONG ? `${text.slice(0, LONG - 40)}…${text.slice(-20)} (${text.length.toLocaleString('en')} characters)` : text);
}

/** Shows characters that would be invisible, or turn the direction of the line, as what they are. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The path without what every path begins with. */
export function shortPath(path: string): string {
  const place = placeOf(path);
  const noun = { 'Worker queues': 'worker queue', 'Environment variables': 'variable', 'Alert e-mails': 'alert e-mail', 'Hibernation schedules': 'hibernation schedule' }[place.title];
  if (place.entry === undefined || !noun) return visible(place.field);
  return visible(place.field && !(place.field === 'value' && noun === 'variable') ? `${place.field} of ${noun} ${place.entry}` : `${noun} ${place.entry}`);
}

/** Blocked differences show a step only between two plain values. */
export function blockedStep(blocked: PlanBlocked): { before: string; after: string } | undefined {
  const plain = (value: unknown): boolean => value !== undefined && value !== null && typeof value !== 'object';
  if (!plain(blocked.before) || !plain(blocked.after)) return undefined;
  return { before: shown(blocked.before, true), after: shown(blocked.after, true) };
}

/** What the workers may use, before and after; empty when it stays. */
export function scaleLines(plan: Plan): string[] {
  const { before: b, after: a } = plan.scale;
  const words = (cpu: number, memory: number): string => `${decimal(cpu)} vCPU and ${decimal(memory)} GiB`;
  const factor = (was: number, is: number): string => (was > 0 && was !== is ? ` (${decimal(is / was)}×)` : '');
  if (plan.creation) {
    if (a.maxCPU === 0) return [];
    return [`workers: from ${words(a.minCPU, a.minMemoryGiB)} to ${words(a.maxCPU, a.maxMemoryGiB)}`];
  }
  const lines: string[] = [];
  if (b.maxCPU !== a.maxCPU || b.maxMemoryGiB !== a.maxMemoryGiB) {
    lines.push(`workers: at most ${words(b.maxCPU, b.maxMemoryGiB)} → ${words(a.maxCPU, a.maxMemoryGiB)}${factor(b.maxCPU, a.maxCPU)}`);
  }
  if (b.minCPU !== a.minCPU || b.minMemoryGiB !== a.minMemoryGiB) {
    lines.push(`workers: at least ${words(b.minCPU, b.minMemoryGiB)} → ${words(a.minCPU, a.minMemoryGiB)}${factor(b.minCPU, a.minCPU)}`);
  }
  const unknown = [...new Set([...(b.unknown ?? []), ...(a.unknown ?? [])])].sort();
  if (unknown.length > 0) lines.push(`not counted, because the size of their workers is not known: ${unknown.map(visible).join(', ')}`);
  return lines;
}

function decimal(n: number): string {
  return String(Math.round(n * 100) / 100);
}
