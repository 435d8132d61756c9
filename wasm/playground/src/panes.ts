import { find } from './dom.js';

export type PaneName = 'file' | 'problems' | 'live' | 'plan';

const narrow = matchMedia('(max-width: 760px)');

/** On a narrow screen one part of the page shows at a time; on a wide one all do, and the row of tabs is not there. */
export function panes(shown: (name: PaneName) => void): (name: PaneName) => void {
  const main = document.querySelector<HTMLElement>('main.panes');
  const tabs = [...document.querySelectorAll<HTMLButtonElement>('.tabs button')];
  const show = (name: PaneName): void => {
    if (!main || main.dataset['pane'] === name) return;
    main.dataset['pane'] = name;
    for (const tab of tabs) {
      if (tab.dataset['pane'] === name) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    }
    if (narrow.matches) shown(name);
  };
  for (const tab of tabs) tab.addEventListener('click', () => show(tab.dataset['pane'] as PaneName));
  return show;
}

/** The number beside the name of a tab. */
export function tabCount(name: 'problems' | 'plan', n: number, kind: string): void {
  const badge = find(`tab-${name}`);
  badge.hidden = n === 0;
  badge.textContent = String(n);
  badge.dataset['kind'] = kind;
}
