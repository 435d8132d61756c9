import type { Answer, Diagnostic, Planned, Validator } from '@astrofile/validator';
import { button, count, element, find, icon } from './dom.js';
import { copy } from './files.js';
import { announce } from './notices.js';
import { tabCount } from './panes.js';
import { PURPOSE } from './problems.js';
import { findingsList, planCounts, planSentence, planView } from './plan-view.js';

export interface PlanSource {
  live: () => string;
  file: () => string;
  name: () => string;
  validator: () => Validator | undefined;
  useExample: () => void;
  fixAll: () => void;
  jumpFile: (finding: Diagnostic) => void;
  jumpLive: (finding: Diagnostic) => void;
  answered: (live: Diagnostic[]) => void;
}

const DELAY = 250;

/** Keeps the plan up to date with both texts. Only the newest request counts. */
export class PlanPane {
  private readonly body = find('plan-body');
  private readonly copy = find('plan-copy');
  private creation = false;
  private text = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;

  constructor(private readonly source: PlanSource) {
    this.copy.addEventListener('click', () => void copy(this.text, 'Plan'));
    this.invite();
  }

  /** Asks for a new plan, a moment after the last change. */
  changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), DELAY);
  }

  private async ask(): Promise<void> {
    this.running?.abort();
    const live = this.source.live();
    const validator = this.source.validator();
    if (live.trim() !== '') this.creation = false;
    else if (!this.creation) {
      this.source.answered([]);
      this.invite();
      return;
    }
    if (!validator) return;
    const mine = (this.running = new AbortController());
    this.body.setAttribute('aria-busy', 'true');
    try {
      const answer = await validator.plan(this.creation ? '' : live, this.source.file(), { name: this.source.name(), signal: mine.signal });
      if (this.running === mine) this.show(answer);
    } catch {
      if (this.running === mine && !mine.signal.aborted) this.empty('The validator gave no plan for these texts.', ['It was started again. Change one of them to try once more.']);
    } finally {
      if (this.running === mine) this.body.removeAttribute('aria-busy');
    }
  }

  private show(answer: Planned): void {
    this.source.answered(answer.live);
    if (!answer.plan) {
      this.refuse(answer, answer.live);
      return;
    }
    const plan = answer.plan;
    this.text = answer.text;
    const view = planView(plan);
    if (this.creation) view.prepend(this.back());
    this.swap(view);
    this.copy.hidden = false;
    find('plan-counts').replaceChildren(...planCounts(plan));
    tabCount('plan', plan.changes.length + plan.blocked.length, plan.blocked.length > 0 || plan.summary.destructive ? 'error' : 'info');
    announce(planSentence(plan), 'plan');
  }

  /** Replaces the plan; what was in view stays there. */
  private swap(view: HTMLElement): void {
    const { scrollTop } = this.body;
    this.body.replaceChildren(view);
    this.body.scrollTop = scrollTop;
  }

  private back(): HTMLElement {
    return element(
      'p',
      { class: 'mode-line' },
      'As if no Deployment existed yet. ',
      button('Compare with a live one', { class: 'button link' }, () => {
        this.creation = false;
        this.invite();
      }),
    );
  }

  private clear(): void {
    this.text = '';
    this.copy.hidden = true;
    find('plan-counts').replaceChildren();
    tabCount('plan', 0, 'info');
  }

  private empty(title: string, text: (Node | string)[], ...actions: HTMLElement[]): void {
    this.clear();
    this.body.replaceChildren(element('div', { class: 'empty' }, element('p', { class: 'empty-title' }, title), element('p', {}, ...text), element('div', { class: 'empty-actions' }, ...actions)));
  }

  private invite(): void {
    this.empty(
      'What would an update change?',
      ['Paste what ', element('code', {}, 'astro deployment inspect'), ' prints into “Live Deployment”. The plan shows what the file would create, change and delete, secrets included.'],
      button('Use an example', { class: 'button primary' }, this.source.useExample),
      button('Plan a new Deployment', {}, () => {
        this.creation = true;
        void this.ask();
      }),
    );
  }

  private refuse(answer: Answer, live: Diagnostic[]): void {
    const errors = answer.diagnostics.filter((d) => d.severity === 'error');
    const wrongLive = live.filter((d) => d.severity === 'error');
    const fixable = errors.some((d) => d.fix);
    this.clear();
    const parts: HTMLElement[] = [];
    if (errors.length > 0) {
      parts.push(
        element('p', { class: 'empty-title' }, icon('error'), `No plan yet: for ${PURPOSE[answer.mode]}, the file has ${count(errors.length, 'error')}`),
        findingsList(errors, this.source.jumpFile),
      );
      if (fixable) parts.push(element('div', { class: 'empty-actions' }, button([icon('wand'), 'Fix all'], { class: 'button primary' }, this.source.fixAll)));
    }
    if (wrongLive.length > 0) {
      parts.push(
        element('p', { class: 'empty-title' }, icon('error'), 'The live Deployment cannot be read'),
        findingsList(wrongLive, this.source.jumpLive),
      );
    }
    if (parts.length === 0) parts.push(element('p', { class: 'empty-title' }, 'No plan can be made of these two texts.'));
    if (this.creation) parts.push(this.back());
    this.body.replaceChildren(element('div', { class: 'refused' }, ...parts));
    announce(wrongLive.length > 0 ? 'No plan: the live Deployment cannot be read.' : `No plan yet: the file has ${count(errors.length, 'error')}.`, 'plan');
  }
}
