import { notice } from './notices.js';

/** Keeps the files of this version for when there is no network, and offers the next one when it is complete. */
export async function offline(): Promise<void> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  let replacing = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (replacing) location.reload();
  });
  try {
    const registration = await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
    const offer = (worker: ServiceWorker | null): void => {
      if (!worker || !navigator.serviceWorker.controller) return;
      notice('update', 'info', 'A new version of the playground is ready. Reloading keeps nothing that is not in a file or link.', {
        label: 'Reload',
        press: () => {
          if (worker.state !== 'installed') return location.reload(); // another page has let it take over
          replacing = true;
          worker.postMessage('take over');
        },
      });
    };
    offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed') offer(worker);
      });
    });
  } catch {
    // Without it the page works as long as there is a network.
  }
}
