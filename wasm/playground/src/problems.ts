import type { Answer, Diagnostic } from '@astrofile/validator';
import { applyFix, reveal } from '@astrofile/validator/codemirror';
import type { EditorView } from '@codemirror/view';
import { button, count, element, find, icon } from './dom.js';
import { announce } from './notices.js';
import { tabCount, type PaneName } from './panes.js';
import { visible } from './plan-model.js';

/** What each mode is for, in words. */
export const PURPOSE = { any: 'any use', create: 'a new Deployment', update: 'an update', template: 'a template' };

/** The list of what is wrong. Enter and the mouse jump to the place, the arrow keys walk through the list. */
export class Problems {
  private answer: Answer | undefined;
  private readonly body = find('problems-body');

  constructor(
    private readonly view: EditorView,
    private readonly showPane: (name: PaneName) => void,
  ) {
    this.body.append(element('p', { class: 'empty' }, 'The list appears as soon as the validator is loaded.'));
    this.body.addEventListener('keydown', (event) => this.walk(event));
  }

  /** The findings now; none while no answer has come yet. */
  findings(): Diagnostic[] {
    return this.answer?.diagnostics ?? [];
  }

  show(answer: Answer): void {
    this.answer = answer;
    const { error, warning, info } = answer.counts;
    const words = [error > 0 && count(error, 'error'), warning > 0 && count(warning, 'warning'), info > 0 && `${info} info`].filter((w) => w !== false);
    find('counts').replaceChildren(...this.chips());
    tabCount('problems', error + warning + info, error > 0 ? 'error' : warning > 0 ? 'warning' : 'info');
    announce(words.length > 0 ? `Problems: ${words.join(', ')}.` : 'No problems.');
    const index = this.focused();
    if (answer.diagnostics.length === 0) {
      this.body.replaceChildren(element('p', { class: 'empty good' }, icon('check'), `No problems: the file is fine for ${PURPOSE[answer.mode]}.`));
      if (index !== undefined) find('problems').focus();
      return;
    }
    const list = element('ul', { class: 'problem-list' });
    list.append(...answer.diagnostics.map((d) => this.item(d)));
    this.body.replaceChildren(list);
    if (index !== undefined) this.jumps()[Math.min(index, answer.diagnostics.length - 1)]?.focus();
  }

  private chips(): HTMLElement[] {
    const { error, warning, info } = this.answer?.counts ?? { error: 0, warning: 0, info: 0 };
    const chip = (kind: 'error' | 'warning' | 'info', n: number, words: string): HTMLElement | undefined =>
      n > 0 ? element('span', { class: `chip ${kind}`, title: words }, icon(kind), String(n), element('span', { class: 'sr' }, ` ${words}`)) : undefined;
    return [chip('error', error, error === 1 ? 'error' : 'errors'), chip('warning', warning, warning === 1 ? 'warning' : 'warnings'), chip('info', info, 'info')].filter((c) => c !== undefined);
  }

  private item(d: Diagnostic): HTMLElement {
    const jump = button(
      [
        icon(d.severity, d.severity),
        element('span', { class: 'message' }, visible(d.message)),
        d.range && element('span', { class: 'sr' }, `, line ${d.range.start.line}, column ${d.range.start.column}`),
      ],
      { class: 'problem-jump' },
      () => this.jump(d),
    );
    const code = d.url ? element('a', { class: 'code', href: d.url, target: '_blank', rel: 'noopener noreferrer', title: 'What this means' }, d.code) : element('span', { class: 'code' }, d.code);
    const hint = d.hint && d.hint.replace(' it ', ' ') !== d.fix?.title ? element('span', { class: 'hint' }, visible(d.hint)) : undefined;
    const more = element('div', { class: 'problem-more' }, d.range && element('span', { class: 'place', 'aria-hidden': 'true' }, `${d.range.start.line}:${d.range.start.column}`), code, hint);
    const line = element('li', { class: `problem ${d.severity}` }, element('div', { class: 'problem-text' }, jump, more));
    if (d.fix) {
      const { title } = d.fix;
      line.append(button(title.charAt(0).toUpperCase() + title.slice(1), { class: 'button fix', 'aria-label': `Fix: ${title}` }, () => void this.fix(d)));
    }
    return line;
  }

  /** Goes to the place of a finding, wherever later changes have moved it. */
  jump(d: Diagnostic): void {
    this.showPane('file');
    if (!reveal(this.view, d)) this.view.focus();
  }

  private async fix(d: Diagnostic): Promise<void> {
    if (!(await applyFix(this.view, d))) announce('There is nothing to fix there any more.');
  }

  private jumps(): HTMLButtonElement[] {
    return [...this.body.querySelectorAll<HTMLButtonElement>('.problem-jump')];
  }

  private focused(): number | undefined {
    const line = document.activeElement?.closest('.problem');
    if (!line || !this.body.contains(line)) return undefined;
    return [...(line.parentElement?.children ?? [])].indexOf(line);
  }

  private walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const index = this.focused();
    if (!step || index === undefined) return;
    event.preventDefault();
    this.jumps()[index + step]?.focus();
  }
}
