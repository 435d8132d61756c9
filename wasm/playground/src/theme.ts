import { find } from './dom.js';

const KEY = 'astrofile-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark: as the person chose here, else as the system is. */
function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen ? chosen === 'dark' : system.matches;
}

/** Wires the switch. The choice is the only thing that the page keeps, and only when someone makes one. */
export function themeSwitch(changed: (dark: boolean) => void): void {
  const control = find<HTMLButtonElement>('theme');
  const show = (): void => {
    const dark = isDark();
    control.setAttribute('aria-pressed', String(dark));
    changed(dark);
  };
  control.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // It holds until the page is closed.
    }
    show();
  });
  system.addEventListener('change', show);
  show();
}
