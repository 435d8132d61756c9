import { element, find, icon } from './dom.js';

export type NoticeKind = 'info' | 'warning' | 'error' | 'done';

export interface NoticeAction {
  label: string;
  press: () => void;
}

/**
 * Shows a line above the panes. A notice of the same subject replaces the one before; what is done goes away by itself,
 * everything else stays until it is closed.
 */
export function notice(subject: string, kind: NoticeKind, text: string, action?: NoticeAction): void {
  dismiss(subject);
  const close = element('button', { type: 'button', class: 'button icon quiet', 'aria-label': 'Close this message' }, icon('close'));
  const line = element(
    'div',
    { class: `notice ${kind}`, role: kind === 'error' ? 'alert' : 'status', 'data-subject': subject },
    icon(kind === 'done' ? 'check' : kind),
    element('p', {}, text),
  );
  if (action) {
    const act = element('button', { type: 'button', class: 'button' }, action.label);
    act.addEventListener('click', () => {
      line.remove();
      action.press();
    });
    line.append(act);
  }
  close.addEventListener('click', () => line.remove());
  line.append(close);
  find('notices').append(line);
  if (kind === 'done') setTimeout(() => line.remove(), 5000);
}

export function dismiss(subject: string): void {
  for (const line of find('notices').querySelectorAll(`[data-subject="${subject}"]`)) line.remove();
}

/** Tells a screen reader, politely and only what is new. */
export function announce(text: string, subject: 'file' | 'plan' = 'file'): void {
  const line = find(`announce-${subject}`);
  if (line.textContent !== text) line.textContent = text;
}
