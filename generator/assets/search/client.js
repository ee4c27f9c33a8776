/* The page's side of the search: one worker for all fields, and what this device remembers of its reader. */
"use strict";

const HandbookSearch = (() => {
  const script = document.currentScript.src;
  const base = new URL("../../", script);
  const LONGEST = 300;
  let worker = null;
  let last = 0;
  const waiting = new Map();

  function start() {
    if (worker) return worker;
    worker = new Worker(new URL("worker.js", script));
    worker.onmessage = ({ data }) => waiting.get(data.id)?.(data);
    worker.onerror = () => {
      worker = null;
      for (const tell of waiting.values()) tell({ failed: true });
    };
    return worker;
  }

  /** Ask, and be told twice: the hits, then the same with the places where the words were found. */
  function ask(query, choice, most, tell) {
    const id = ++last;
    for (const old of waiting.keys()) if (waiting.get(old).owner === tell.owner) waiting.delete(old);
    const told = (answer) => {
      if (answer.complete || answer.failed) waiting.delete(id);
      tell(answer);
    };
    told.owner = tell.owner;
    waiting.set(id, told);
    try {
      start().postMessage({ id, query: query.slice(0, LONGEST), choice: { own: own(), ...choice }, most });
    } catch {
      told({ failed: true });
    }
  }

  /** Read the index ahead, as soon as somebody is about to search. */
  const warm = () => {
    try {
      start().postMessage({ id: 0, query: null });
    } catch { /* the search itself will tell */ }
  };

  function remembered(key) {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  }

  function remember(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch { /* a device that keeps nothing still searches */ }
  }

  const own = () => ({ service: remembered("hb-service"), role: remembered("hb-role") });

  /** Where a hit leads: the place on the page, with the words to mark there. */
  function link(hit, query) {
    const [path, anchor] = hit.address.split("#");
    const address = new URL(path.replace(/^\//, ""), base);
    if (query) address.searchParams.set("q", query);
    address.hash = anchor || hit.anchor || "";
    return address.href;
  }

  const KINDS = { service: "Tjeneste", term: "Begrep", municipality: "Kommune", page: "Side", group: "Gruppe", source: "Kilde" };
  const STATUSES = { proposal: "Forslag", draft: "Utkast", hearing: "På høring", retired: "Trukket tilbake" };

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const tag = (text, kind) => element("span", { class: `hb-tag hb-tag--${kind}` }, text);

  function labels(hit) {
    const made = [];
    if (KINDS[hit.kind]) made.push(tag(KINDS[hit.kind], "kind"));
    if (STATUSES[hit.status]) made.push(tag(STATUSES[hit.status], hit.status));
    return made;
  }

  /** Where the words were found, with the words marked. */
  function found(hit) {
    const line = element("span", { class: "hb-hit__found" });
    if (hit.heading) line.append(element("strong", {}, hit.heading), " ");
    hit.pieces.forEach((piece, place) => line.append(place % 2 ? element("mark", { class: "hb-mark" }, piece) : piece));
    return line;
  }

  return { base, ask, warm, own, remember, remembered, link, element, labels, found, LONGEST };
})();
