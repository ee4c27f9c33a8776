// Serves saved copies when there is no network, always marked as copies. What is saved is chosen in site/60-offline.js.
//
// The network comes first. A copy is used when there is no answer, a server fault, or none within 4 seconds. An answer
// that the page is gone (404, 410) deletes the copy. A page without a copy waits for the network as long as it takes.
const PAGES = "hb-pages", FILES = "hb-files", WAIT = 4000, OLD_DAYS = 7;
const UNSAVED = new URL("ikke-lagret/", self.registration.scope).href;
const FOREVER = /\.[0-9a-f]{8}\.min\.(css|js)$/; // named by its content

self.addEventListener("install", event => event.waitUntil((async () => {
  const files = await caches.open(FILES);
  const answer = await fetch(UNSAVED, { cache: "no-cache" });
  const html = await answer.clone().text();
  await files.put(UNSAVED, answer);
  const linked = [...html.matchAll(/(?:<link rel="(?:stylesheet|icon|manifest)" href|<script src)="([^"]+)"/g)];
  await Promise.all(linked.map(each => files.add(new URL(each[1], UNSAVED).href)));
  await self.skipWaiting();
})()));

self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("x-hb-save")) return;
  const isPage = request.mode === "navigate" || url.pathname.endsWith("/") || url.pathname.endsWith(".html");
  event.respondWith(isPage ? page(event, url.origin + url.pathname) : file(request));
});

// The answer, or nothing when the wait is over before it comes.
const within = (answer, wait) => Promise.race([answer, new Promise(end => setTimeout(end, wait))]);

async function page(event, key) {
  const pages = await caches.open(PAGES);
  const copy = await pages.match(key);
  const asked = fetch(event.request).then(async answer => {
    if (answer.status === 404 || answer.status === 410) await pages.delete(key);
    else if (copy && answer.ok && answer.type === "basic") {
      const body = await answer.clone().text();
      // Only if it is still kept: the reader may have removed it meanwhile.
      if (await pages.match(key)) await pages.put(key, stamped(answer, body));
    }
    return answer.status >= 500 ? null : answer;
  }, () => null);
  event.waitUntil(asked);
  const answer = await (copy ? within(asked, WAIT) : asked);
  if (answer) return answer;
  const still = await pages.match(key);
  return still ? marked(still) : unsaved();
}

const stamped = (answer, body) => new Response(body, {
  headers: { "Content-Type": answer.headers.get("Content-Type") || "text/html", "x-hb-saved": new Date().toISOString() } });

async function marked(copy) {
  const saved = new Date(copy.headers.get("x-hb-saved"));
  const days = Math.floor((Date.now() - saved) / 864e5);
  const when = saved.toLocaleString("nb-NO", { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }).replace(" ", "\u00a0");
  const old = days >= OLD_DAYS || Number.isNaN(days);
  const hard = old ? ` Kopien er ${Number.isNaN(days) ? "av ukjent alder" : `${days} dager gammel`}. Prosedyren kan være endret eller trukket tilbake. Spør en leder eller en kollega med nett før du følger den.`
    : " Den kan være endret siden.";
  const banner = `<div class="hb-banner hb-banner--offline${old ? "-old" : ""}"><p><strong>Frakoblet kopi hentet ${when}.</strong>${hard}</p></div>`;
  const html = await copy.text();
  const place = /(<div id="hb-notices"[^>]*?)(?: hidden(?:="")?)?>/;
  const body = place.test(html) ? html.replace(place, (_, start) => `${start}>${banner}`)
    : html.replace(/<body[^>]*>/, start => `${start}${banner}`);
  return new Response(body, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

// The page that says that this page is not saved. Its links go up one folder; here they must start from the top.
async function unsaved() {
  const kept = await (await caches.open(FILES)).match(UNSAVED);
  if (!kept) return Response.error();
  const top = new URL(self.registration.scope).pathname;
  const body = (await kept.text()).replace(/="\.\.\/(?!\.)/g, `="${top}`).replace(/="\.\."/g, `="${top}"`);
  return new Response(body, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function file(request) {
  const files = await caches.open(FILES);
  const copy = await files.match(request, { ignoreSearch: true });
  if (copy && FOREVER.test(new URL(request.url).pathname)) return copy;
  const asked = fetch(request).then(async answer => {
    if (copy && answer.ok) await files.put(request.url, answer.clone());
    return answer.status >= 500 ? null : answer;
  }, () => null);
  return (await (copy ? within(asked, WAIT) : asked)) || copy || Response.error();
}
