// Pages kept for use without network. The reader chooses what; sw.js serves the copies and marks them.
// Kept: `hb-offline` = {what, when, look, pages: {address: hash}}.
hb.offline = (() => {
  const PAGES = "hb-pages", FILES = "hb-files", AT_ONCE = 6, OFTEN = 60 * 60 * 1000;
  const possible = "serviceWorker" in navigator && "caches" in window;
  const at = path => new URL(path.replace(/^\//, ""), hb.top).href;

  const stamped = (answer, body) => new Response(body, {
    headers: { "Content-Type": answer.headers.get("Content-Type") || "text/html", "x-hb-saved": new Date().toISOString() } });

  const fetched = async url => {
    const answer = await fetch(url, { cache: "no-cache", headers: { "x-hb-save": "1" } });
    if (!answer.ok) throw Object.assign(new Error(url), { status: answer.status });
    return answer;
  };

  const each = async (list, work) => {
    const left = [...list];
    await Promise.all(Array.from({ length: AT_ONCE }, async () => { while (left.length) await work(left.shift()); }));
  };

  const listing = async () => (await fetched(at("offline.json"))).json();
  const wanted = (told, what) => told.pages.filter(([, , , services]) => what === "all" || !services || services.includes(what));

  // Save or bring up to date what the reader chose. Gives the number of pages that could not be fetched.
  const save = async (what, progress = () => {}) => {
    const told = await listing();
    const before = hb.get("hb-offline");
    const known = before?.look === told.look ? before.pages : {};
    const [pages, files] = [await caches.open(PAGES), await caches.open(FILES)];
    const list = wanted(told, what);
    const keep = new Map(list.map(([address, hash]) => [at(address), hash]));
    for (const request of await pages.keys()) if (!keep.has(request.url)) await pages.delete(request);
    const there = new Set((await pages.keys()).map(request => request.url));
    const missing = [...keep].filter(([url, hash]) => known[url] !== hash || !there.has(url)).map(([url]) => url);
    let done = 0, failed = 0;
    const linked = new Set(told.files.map(at));
    for (const node of document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=manifest], script[src]")) linked.add(node.href || node.src);
    await each(linked, async url => { try { await files.put(url, await fetched(url)); } catch { failed += 1; } });
    await each(missing, async url => {
      try {
        const answer = await fetched(url);
        await pages.put(url, stamped(answer, await answer.text()));
      } catch (error) {
        keep.delete(url); // try again next time
        if (error.status === 404 || error.status === 410) await pages.delete(url); else failed += 1;
      }
      done += 1;
      progress(done, missing.length);
    });
    hb.set("hb-offline", { what, when: new Date().toISOString(), look: told.look, pages: Object.fromEntries(keep) });
    return failed;
  };

  const remove = async () => {
    await caches.delete(PAGES);
    hb.setText("hb-offline", "");
  };

  const state = async () => {
    if (!possible) return null;
    const kept = hb.get("hb-offline");
    const copies = await caches.has(PAGES) ? await (await caches.open(PAGES)).matchAll() : [];
    let size = 0;
    for (const answer of copies) size += (await answer.blob()).size;
    return { pages: copies.length, size, what: kept?.what || "", when: kept?.when || "" };
  };

  const refresh = () => {
    const kept = hb.get("hb-offline");
    if (kept && navigator.onLine && Date.now() - Date.parse(kept.when) > OFTEN) save(kept.what).catch(() => {});
  };

  // Nothing is registered where it cannot work, as on a page opened from a file.
  if (possible && location.protocol.startsWith("http")) {
    addEventListener("load", () => navigator.serviceWorker.register(at("sw.js"), { scope: hb.top.pathname, updateViaCache: "none" })
      .then(refresh, () => {}));
    addEventListener("online", refresh);
  }
  return { possible, save, remove, state, listing, at };
})();
