import type { Diagnostic, Plan } from '@astrofile/validator';
import { append, button, count, element, icon } from './dom.js';
import { blockedStep, destroys, scaleLines, sections, shortPath, visible, type Entry, type Row } from './plan-model.js';

const SIGNS = {
  create: ['+', 'create'],
  update: ['~', 'update'],
  delete: ['−', 'delete'],
  blocked: ['!', 'blocked'],
  kept: ['=', 'kept'],
  note: ['i', 'note'],
} as const;

type Sign = keyof typeof SIGNS;

/** Writes a plan as a list that is grouped as the file is. */
export function planView(plan: Plan): HTMLElement {
  const view = element('div', { class: 'plan' });
  view.append(subject(plan));
  const destroyed = plan.changes.filter(destroys);
  if (destroyed.length > 0) view.append(warning(plan, destroyed.map((change) => shortPath(change.path))));
  if (plan.blocked.length > 0) view.append(blocked(plan));
  if (plan.changes.length === 0 && plan.blocked.length === 0) {
    view.append(element('p', { class: 'nothing' }, icon('check'), plan.creation ? 'Nothing to create.' : 'No changes: the Deployment already is what the file says.'));
  }
  for (const section of sections(plan.changes)) {
    view.append(group(section.title, section.entries.map(entryItem)));
  }
  if (plan.kept.length > 0) {
    view.append(group('Kept', plan.kept.map((kept) => item('kept', [name(shortPath(kept.path)), kept.secret && secretWords('secret, kept')], kept.reason))));
  }
  if (plan.notes.length > 0) {
    view.append(group('Notes', plan.notes.map((note) => item('note', [name(shortPath(note.path)), badge(note.code)], note.message, note.hint))));
  }
  const scale = scaleLines(plan);
  if (scale.length > 0) view.append(group('Scale', scale.map((line) => element('li', { class: 'scale-line' }, line))));
  return view;
}

/** The figures beside the title. */
export function planCounts(plan: Plan): HTMLElement[] {
  const { create, update, delete: gone, keep } = plan.summary;
  const chip = (sign: Sign, n: number, words: string): HTMLElement | undefined =>
    n > 0 ? element('span', { class: `chip ${sign}`, title: `${n} ${words}` }, element('span', { 'aria-hidden': 'true' }, SIGNS[sign][0]), `${n} `, element('span', { class: 'chip-words' }, words)) : undefined;
  return [
    chip('blocked', plan.blocked.length, 'blocked'),
    chip('create', create, 'to create'),
    chip('update', update, 'to update'),
    chip('delete', gone, 'to delete'),
    chip('kept', keep, 'kept'),
  ].filter((made) => made !== undefined);
}

/** The plan in a sentence, for a screen reader. */
export function planSentence(plan: Plan): string {
  const { create, update, delete: gone, destructive } = plan.summary;
  if (plan.changes.length === 0 && plan.blocked.length === 0) return 'Plan: no changes.';
  const parts = [
    plan.blocked.length > 0 && `${plan.blocked.length} blocked`,
    create > 0 && `${create} to create`,
    update > 0 && `${update} to update`,
    gone > 0 && `${gone} to delete`,
  ].filter(Boolean);
  return `Plan: ${parts.join(', ')}${destructive ? '; destructive' : ''}.`;
}

function subject(plan: Plan): HTMLElement {
  const { deployment, base } = plan;
  const line = element('p', { class: 'subject' }, plan.creation ? 'Creates Deployment ' : 'Updates Deployment ');
  append(line, [element('strong', {}, visible(deployment.name || 'without a name'))]);
  if (deployment.workspace) append(line, [' in Workspace ', element('strong', {}, visible(deployment.workspace))]);
  const facts = [deployment.id && `ID ${visible(deployment.id)}`, base.updatedAt && `compared with its state of ${visible(base.updatedAt)}`].filter(Boolean).join(' · ');
  if (facts) append(line, [element('span', { class: 'facts' }, facts)]);
  return line;
}

const NAMED = 6;

function warning(plan: Plan, names: string[]): HTMLElement {
  const more = names.length - NAMED;
  const named = names.slice(0, NAMED);
  if (more > 0) named.push(`${more} more`);
  const last = named.pop() ?? '';
  const list = named.length > 0 ? `${named.join(', ')} and ${last}` : last;
  const title = plan.blocked.length > 0 ? 'Would destroy' : 'Destructive';
  return element('div', { class: 'callout danger' }, icon('warning'), element('p', {}, element('strong', {}, `${title}: `), `it deletes or replaces ${list}.`));
}

function blocked(plan: Plan): HTMLElement {
  const title = plan.creation ? 'Blocked: the Deployment cannot be created like this' : 'Blocked: no update can do this';
  const items = plan.blocked.map((one) => {
    const step = blockedStep(one);
    const words = [name(shortPath(one.path)), step && change(step.before, step.after, false), one.code && badge(one.code)];
    const made = item('blocked', words, one.message);
    if (one.hint) made.querySelector('.item-body')?.append(element('p', { class: 'instead' }, element('strong', {}, 'Instead: '), visible(one.hint)));
    return made;
  });
  const made = group(title, items);
  made.classList.add('is-blocked');
  return made;
}

function group(title: string, items: HTMLElement[]): HTMLElement {
  return element('section', { class: 'group' }, element('h3', {}, title), listOf('items', items));
}

function listOf(kind: string, items: HTMLElement[]): HTMLElement {
  const list = element('ul', { class: kind });
  list.append(...items);
  return list;
}

function entryItem(entry: Entry): HTMLElement {
  const made = item(entry.action, [name(visible(entry.name)), values(entry), ...tags(entry)], entry.reason);
  if (entry.rows.length > 0) {
    const rows = entry.rows.map((row) => element('li', {}, element('span', { class: 'field' }, visible(row.name)), values(row), ...tags(row), row.reason ? element('p', { class: 'reason' }, visible(row.reason)) : undefined));
    const body = made.querySelector('.item-body');
    body?.insertBefore(listOf('fields', rows), body.querySelector('.reason'));
  }
  if (destroys({ action: entry.action, impact: entry.impact })) made.classList.add('destroys');
  return made;
}

function item(sign: Sign, words: (Node | string | false | undefined | '')[], reason?: string, hint?: string): HTMLElement {
  const [mark, word] = SIGNS[sign];
  const body = element('div', { class: 'item-body' });
  const line = element('p', { class: 'item-line' });
  append(line, words.map((w) => w || undefined));
  body.append(line);
  if (reason) body.append(element('p', { class: 'reason' }, visible(reason)));
  if (hint) body.append(element('p', { class: 'reason' }, `Hint: ${visible(hint)}`));
  return element('li', { class: `item ${sign}` }, element('span', { class: 'sign' }, element('span', { 'aria-hidden': 'true' }, mark), element('span', { class: 'sr' }, `${word}: `)), body);
}

function name(text: string): HTMLElement {
  return element('span', { class: 'name' }, text);
}

function badge(text: string): HTMLElement {
  return element('span', { class: `badge ${text.split(' ')[0] ?? ''}` }, visible(text));
}

function tags(row: Row): HTMLElement[] {
  const made = row.impact.map(badge);
  if (row.omitted) made.push(element('span', { class: 'badge omitted' }, 'left out of the file'));
  return made;
}

function values(row: Row): HTMLElement | undefined {
  if (row.before !== undefined && row.after !== undefined) {
    return row.before === row.after && row.secret ? secretWords(`${row.after}, kept`) : change(row.before, row.after, row.secret);
  }
  const only = row.after ?? row.before;
  if (only === undefined) return undefined;
  return row.secret ? secretWords(row.after === undefined ? `${only}, deleted` : only) : element('code', { class: 'value' }, only);
}

function change(before: string, after: string, secret: boolean): HTMLElement {
  if (secret) return secretWords(after === 'none' ? `${before}, deleted` : after);
  return element(
    'span',
    { class: 'change' },
    element('span', { class: 'sr' }, 'from '),
    element('code', { class: 'value before' }, before),
    element('span', { class: 'arrow', 'aria-hidden': 'true' }, ' → '),
    element('span', { class: 'sr' }, ' to '),
    element('code', { class: 'value after' }, after),
  );
}

function secretWords(text: string): HTMLElement {
  return element('span', { class: 'secret' }, icon('key'), text);
}

/** Why there is no plan: findings that one can jump to. */
export function findingsList(findings: Diagnostic[], jump: (finding: Diagnostic) => void): HTMLElement {
  const items = findings.slice(0, 50).map((finding) => {
    const place = finding.range ? `line ${finding.range.start.line}` : 'the text';
    return element('li', { class: 'finding' }, icon(finding.severity, finding.severity), button([visible(finding.message), element('span', { class: 'place' }, place), finding.hint !== undefined && element('span', { class: 'hint' }, visible(finding.hint))], { class: 'finding-jump' }, () => jump(finding)));
  });
  if (findings.length > 50) items.push(element('li', { class: 'finding' }, `and ${count(findings.length - 50, 'more finding')}`));
  return listOf('findings', items);
}

