/* Searches in a thread of its own, so that typing never waits. Fetches the core once, and shards when a query needs them. */
"use strict";

importScripts("norwegian.js", "searcher.js");

const folder = new URL("../../search/", self.location.href);
let opening = null;
let shards = new Map();
let texts = new Map();

async function read(name, options) {
  const answer = await fetch(new URL(name, folder), options);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** The index; asked for again when it could not be read, or when the site has been published anew meanwhile. */
function index() {
  opening ||= read("core.json", { cache: "no-cache" }).then((core) => Searcher.open(core)).catch((error) => {
    opening = null;
    throw error;
  });
  return opening;
}

class Outdated extends Error {}

/** What a file holds, unless it is of another build: it begins with what `mark` must be. */
async function part(kept, name, number, mark, options) {
  if (!kept.has(number)) {
    const [made, rows] = await read(name, options);
    if (made !== mark) throw new Outdated();
    kept.set(number, rows);
  }
  return kept.get(number);
}

async function needed(asked, stamp) {
  const rows = await Promise.all(asked.shards.map(async (number) => [number, await part(shards, `s/${number}.json?v=${stamp}`, number, stamp)]));
  return Object.fromEntries(rows);
}

async function answer({ id, query, choice, most }) {
  const opened = await index();
  const { core } = opened;
  const asked = Searcher.plan(opened, query);
  const { hits, facets } = Searcher.search(opened, asked, await needed(asked, core.stamp), numbered(core, choice));
  const shown = hits.slice(0, most).map(({ number, weak }) => ({ ...hit(core, number), weak }));
  const told = { id, total: hits.length, strong: hits.filter(({ weak }) => !weak).length, facets: named(core, facets), corrections: asked.corrections, words: asked.slots.map((slot) => slot.word) };
  postMessage({ ...told, hits: shown, near: hits.length ? [] : Searcher.near(opened, asked) });
  await Promise.all(shown.map(async (each, place) => {
    const { number } = hits[place];
    const sections = await part(texts, `p/${number}.json`, number, core.pages[number][1], { cache: "no-cache" });
    Object.assign(each, Searcher.excerpt(asked, sections));
  }));
  postMessage({ ...told, hits: shown, near: [], complete: true });
}

function hit(core, number) {
  const [title, address, kind, status, services] = core.pages[number];
  return { title, address, kind, status, services: services.map((each) => core.services[each][1]), anchor: "", heading: "", pieces: [] };
}

/** Ids of services and roles as their places in the core. An id that no page has any more is no choice. */
function numbered(core, { service, role, own, ...rest } = {}) {
  const place = (list, id) => {
    const found = id ? list.findIndex(([each]) => each === id) : -1;
    return found < 0 ? null : found;
  };
  const both = (from) => ({ service: place(core.services, from?.service), role: place(core.roles, from?.role) });
  return { ...rest, ...both({ service, role }), own: both(own) };
}

function named(core, facets) {
  const list = (counts, names) => Object.entries(counts).map(([place, count]) => [...names[place], count]);
  return { services: list(facets.services, core.services), roles: list(facets.roles, core.roles), statuses: facets.statuses };
}

self.onmessage = async ({ data }) => {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      if (data.query === null) await index();
      else await answer(data);
      return;
    } catch (error) {
      [opening, shards, texts] = [null, new Map(), new Map()];
      if (!(error instanceof Outdated) || attempt) {
        postMessage({ id: data.id, failed: true });
        return;
      }
    }
  }
};
