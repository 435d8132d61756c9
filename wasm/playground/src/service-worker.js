// The build writes VERSION and FILES in front of this. Every version has a cache of its own: an open page goes on with the
// files it was loaded from, and the next version takes over when the person says so, or when no page is open.

const PREFIX = `astrofile-playground ${self.registration.scope} `;
const CACHE = PREFIX + VERSION;
const address = (file) => new URL(file, self.registration.scope).href;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) =>
      // Names with a hash may come from the HTTP cache; the others may have an older text there.
      cache.addAll(FILES.map((file) => new Request(address(file), { cache: file.startsWith('assets/') ? 'default' : 'reload' }))),
    ),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const pages = (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(({ url }) => url.startsWith(self.registration.scope));
      for (const name of pages.length > 1 ? [] : await caches.keys()) { // the pages beside the one that reloads still need theirs
        if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  const url = new URL(request.url);
  url.search = url.hash = '';
  const page = url.href === address('index.html') ? address('./') : url.href;
  const kept = (await cache.match(page)) ?? (await caches.match(page)); // the second: a page of an earlier version
  return kept ?? fetch(request);
}
