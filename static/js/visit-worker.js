// The service worker of 现场核查: with signal everything comes from the server; without it, the pages that were kept on this phone
// (visit.js puts them into caches named xianling-visit-…). It keeps nothing by itself and answers nothing but GET.
const WAIT = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const soon = (request) => Promise.race([
  fetch(request),
  new Promise((_resolve, reject) => setTimeout(() => reject(new Error("no signal")), WAIT)),
]);

async function kept(request) {
  const found = await caches.match(request, { ignoreVary: true });
  return found ?? Response.error();
}

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith(soon(event.request).catch(() => kept(event.request)));
});
