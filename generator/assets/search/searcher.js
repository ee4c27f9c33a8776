/* Answers a query from the index. Runs in the browser's worker, on the command line and in the tests. Needs `Norwegian`.
   Defines the global `Searcher`. It fetches nothing: `plan` says which shards a query needs, `search` is given them. */
"use strict";

const Searcher = (() => {
  const FIELD_WEIGHTS = [10, 7, 4, 3.5, 1.2]; /* title, keywords, summary, headings, text: as in indexer.js */
  const PARTIAL = FIELD_WEIGHTS.length;
  const PARTIAL_WEIGHT = 0.5;
  const OFTEN = 2 * FIELD_WEIGHTS.length;
  const OFTEN_WEIGHT = 0.35;

  /* How much a word counts when it is not the very word that was asked for. */
  const QUALITY = { exact: 1, synonym: 0.85, joined: 0.95, parts: 0.8, prefix: 0.6, typo: 0.55 };
  const COVERAGE = 1.6; /* how hard it counts that some of the words were not found */
  const LENIENCE = 0.6; /* a long question has words that no page need have */
  const ALL_IN_TITLE = 1.25;
  const WHOLE_TITLE = 1.8;
  const WORD_WEIGHT = 2; /* what a word counts, however common it is */
  const LEAST_COVERED = 0.34; /* of what the best page covers; what covers less is no answer */
  const TITLE_SHARE = 0.8;
  const WEAK = 0.15; /* of the best hit's score; below, a page only brushes the matter */
  const OWN = 1.3; /* a page for the reader's own service or role */
  const KIND_WEIGHTS = { procedure: 1, service: 0.95, municipality: 0.9, term: 0.45, page: 0.6, group: 0.5, source: 0.25 };

  const LONGEST_QUERY = 300;
  const MOST_WORDS = 12;
  const MOST_COMPLETIONS = 8;
  const MOST_CORRECTIONS = 3;
  const SHORTEST_PREFIX = 3;
  const LONGEST_PHRASE = 6;

  function open(core) {
    const terms = core.terms ? core.terms.split(" ") : [];
    const important = new Set();
    const places = new Map();
    terms.forEach((term, place) => {
      if (term.endsWith("*")) {
        terms[place] = term.slice(0, -1);
        important.add(place);
      }
      places.set(terms[place], place);
    });
    const synonyms = new Map();
    for (const [from, to] of core.synonyms) {
      if (!synonyms.has(from)) synonyms.set(from, []);
      synonyms.get(from).push(to.split(" "));
    }
    return { core, terms, important, places, synonyms, letters: null, written: null };
  }

  /* ---- understanding a query ---- */

  /** What a query asks for: `slots`, one a word, each with `ways` ({terms, quality, kind}) to meet it. */
  function understand(index, query) {
    const text = query.slice(0, LONGEST_QUERY);
    const all = [...Norwegian.words(text)].filter((word) => !word.joined);
    const meant = all.filter((word) => !Norwegian.isStop(word.folded));
    const words = (meant.length ? meant : all).slice(0, MOST_WORDS);
    const slots = words.map((word) => ({
      word: text.slice(word.at, word.at + word.length), folded: word.folded, stem: Norwegian.stem(word.folded), ways: [],
    }));
    slots.forEach((slot, at) => {
      const typing = at === slots.length - 1 && !/\s$/.test(text);
      addOwnWays(index, slot, typing);
    });
    addJoined(index, slots);
    addSynonyms(index, slots);
    for (const slot of slots) if (!slot.ways.some((way) => way.kind !== "prefix")) addCorrections(index, slot);
    return { slots, corrections: correctionsOf(index, slots) };
  }

  const way = (terms, kind, quality = QUALITY[kind]) => ({ terms, kind, quality });

  function addOwnWays(index, slot, typing) {
    const isWord = (stem) => index.places.has(stem);
    if (isWord(slot.stem)) slot.ways.push(way([slot.stem], "exact"));
    const parts = Norwegian.parts(slot.folded, isWord);
    if (parts.length) slot.ways.push(way(parts, "parts"));
    if (!isWord(slot.stem) || typing) for (const term of completions(index, slot)) slot.ways.push(way([term], "prefix"));
  }

  /** Terms that begin with what was typed, those that stand in titles first. */
  function completions(index, slot) {
    if (slot.folded.length < SHORTEST_PREFIX) return [];
    const found = [];
    for (const start of new Set([slot.stem, slot.folded])) {
      for (let place = firstAtLeast(index.terms, start); place < index.terms.length; place++) {
        const term = index.terms[place];
        if (!term.startsWith(start)) break;
        if (term !== slot.stem) found.push(place);
      }
    }
    const rank = (place) => (index.important.has(place) ? 0 : 100) + index.terms[place].length;
    return [...new Set(found)].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_COMPLETIONS).map((place) => index.terms[place]);
  }

  function firstAtLeast(terms, wanted) {
    let low = 0;
    let high = terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (terms[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Two neighbouring words written apart that the handbook writes as one: each is met by the joined word. */
  function addJoined(index, slots) {
    for (let at = 0; at + 1 < slots.length; at++) {
      for (const link of ["", "s", "e"]) {
        const joined = Norwegian.stem(slots[at].folded + link + slots[at + 1].folded);
        if (!index.places.has(joined)) continue;
        slots[at].ways.push(way([joined], "joined"));
        slots[at + 1].ways.push(way([joined], "joined"));
      }
    }
  }

  /** Words and phrases that mean the same, from vocabulary/synonyms.yml and the abbreviations in terms.yml. */
  function addSynonyms(index, slots) {
    for (let from = 0; from < slots.length; from++) {
      for (let to = from + 1; to <= Math.min(slots.length, from + LONGEST_PHRASE); to++) {
        const phrase = slots.slice(from, to).map((slot) => slot.stem).join(" ");
        for (const terms of index.synonyms.get(phrase) || [])
          for (const slot of slots.slice(from, to)) slot.ways.push(way(terms, "synonym"));
      }
    }
    for (const slot of slots) addSynonymsOfParts(index, slot);
  }

  /** A compound whose part has a synonym: «fallulykke» by way of «fall», when the handbook lacks the compound. */
  function addSynonymsOfParts(index, slot) {
    if (index.places.has(slot.stem)) return;
    const isWord = (stem) => index.places.has(stem) || index.synonyms.has(stem);
    const parts = Norwegian.parts(slot.folded, isWord);
    if (!parts.length) return;
    const terms = parts.flatMap((part) => (index.synonyms.get(part) || [[part]])[0]);
    slot.ways.push(way(terms, "synonym", QUALITY.synonym * QUALITY.parts));
  }

  const mostEdits = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : word.length < 14 ? 2 : 3);

  /** Words like the one that the handbook does not know. They are told to the reader, never exchanged in silence. */
  function addCorrections(index, slot) {
    const most = mostEdits(slot.folded);
    if (!most) return;
    const near = [];
    index.letters ||= index.terms.map(lettersOf);
    const letters = lettersOf(slot.stem);
    index.terms.forEach((term, place) => {
      if (Math.abs(term.length - slot.stem.length) > most || bits(index.letters[place] ^ letters) > 2 * most) return;
      const edits = Norwegian.distance(slot.stem, term, most);
      if (edits <= most && edits < term.length / 2) near.push({ term, cost: edits + (index.important.has(place) ? 0 : 0.4) + (term[0] === slot.stem[0] ? 0 : 0.5) });
    });
    near.sort((a, b) => a.cost - b.cost || (a.term < b.term ? -1 : 1));
    for (const { term, cost } of near.slice(0, MOST_CORRECTIONS)) slot.ways.push(way([term], "typo", QUALITY.typo / (1 + 0.25 * (cost - 1))));
    if (!near.length) addCorrectedParts(index, slot);
  }

  /** A compound with a slip in one part: «legemidelsamstemming» by its parts, one of them corrected. */
  function addCorrectedParts(index, slot) {
    const word = slot.folded;
    for (let cut = 4; cut <= word.length - 4; cut++) {
      for (const [known, odd] of [[word.slice(0, cut), word.slice(cut)], [word.slice(cut), word.slice(0, cut)]]) {
        const sure = Norwegian.stem(known.replace(/s$/, ""));
        if (!index.places.has(sure) && !index.places.has(Norwegian.stem(known))) continue;
        const most = mostEdits(odd);
        const stem = Norwegian.stem(odd);
        const found = index.terms.find((term, place) => index.important.has(place) && Norwegian.distance(stem, term, most) <= most);
        if (found) {
          slot.ways.push(way([index.places.has(sure) ? sure : Norwegian.stem(known), found], "typo"));
          return;
        }
      }
    }
  }

  function lettersOf(word) {
    let mask = 0;
    for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) % 31);
    return mask;
  }

  function bits(mask) {
    let count = 0;
    for (let left = mask; left; left &= left - 1) count++;
    return count;
  }

  function correctionsOf(index, slots) {
    const corrected = slots.map((slot) => [slot.word, slot.ways.filter((each) => each.kind === "typo")]).filter(([, ways]) => ways.length);
    return corrected.map(([word, ways]) => ({ word, terms: [...new Set(ways.map((each) => each.terms.map((term) => shown(index, term)).join(" ")))] }));
  }

  /** A stem as people write it, where a title has it. */
  function shown(index, term) {
    index.written ||= new Map(index.core.pages.flatMap(([title]) =>
      [...Norwegian.words(title)].map((word) => [Norwegian.stem(word.folded), title.substr(word.at, word.length).toLowerCase()])));
    return index.written.get(term) || term;
  }

  /* ---- which files it takes ---- */

  const shardOf = (core, place) => {
    let low = 0;
    let high = core.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (core.starts[middle] <= place) low = middle;
      else high = middle;
    }
    return low;
  };

  /** What a query asks for, and the numbers of the shards that it takes to answer. */
  function plan(index, query) {
    const asked = understand(index, query);
    const shards = new Set();
    for (const slot of asked.slots)
      for (const each of slot.ways)
        for (const term of each.terms)
          if (index.places.has(term)) shards.add(shardOf(index.core, index.places.get(term)));
    return { ...asked, shards: [...shards].sort((a, b) => a - b) };
  }

  /* ---- ranking ---- */

  function postings(index, shards, term) {
    const place = index.places.get(term);
    if (place === undefined) return new Map();
    const number = shardOf(index.core, place);
    const row = shards[number][place - index.core.starts[number]];
    const found = new Map();
    let page = 0;
    for (let i = 0; i < row.length; i += 2) found.set(page += row[i], row[i + 1]);
    return found;
  }

  function fieldScore(mask) {
    let score = 0;
    FIELD_WEIGHTS.forEach((weight, bit) => {
      if (mask & 1 << bit) score += weight;
      else if (mask & 1 << bit + PARTIAL) score += weight * PARTIAL_WEIGHT;
    });
    return score + OFTEN_WEIGHT * (mask >> OFTEN);
  }

  const rarity = (total, pages) => Math.log(1 + (total - pages + 0.5) / (pages + 0.5));

  /** How well each page meets one slot: page → {score, title}. The best way counts, not the sum of all. */
  function meet(index, shards, slot) {
    const total = index.core.pages.length;
    const best = new Map();
    let weight = 0;
    for (const each of slot.ways) {
      const rows = each.terms.map((term) => postings(index, shards, term));
      const rarest = Math.max(...rows.map((row) => rarity(total, row.size)));
      if (each.kind === "exact" || !weight) weight = Math.max(weight, rarest);
      const [least, ...others] = [...rows].sort((a, b) => a.size - b.size);
      for (const [page, mask] of least) {
        if (!others.every((row) => row.has(page))) continue;
        const sum = rows.reduce((score, row) => score + fieldScore(row.get(page)) * rarity(total, row.size), 0);
        const score = each.quality * sum / rows.length;
        const title = rows.every((row) => row.get(page) & (1 | 1 << PARTIAL)) ? (each.terms.length > 1 || mask & 1 ? 1 : 0.5) : 0;
        const before = best.get(page);
        if (!before || before.score < score) best.set(page, { score, title, words: each.terms.length });
      }
    }
    return { best, weight: WORD_WEIGHT + (weight || rarity(total, 0)) };
  }

  /** The pages that answer a query, best first, each told to be weak or not. `choice`: {service, role, own: {service, role}, status, retired}. */
  function search(index, asked, shards, choice = {}) {
    const met = asked.slots.map((slot) => meet(index, shards, slot));
    met.forEach(({ weight }, at) => { asked.slots[at].weight = weight; }); /* rare words choose the excerpt */
    const whole = met.reduce((sum, each) => sum + each.weight, 0) || 1;
    const scores = new Map();
    met.forEach(({ best, weight }) => best.forEach(({ score, title, words }, page) => {
      const sum = scores.get(page) || { score: 0, covered: 0, title: 0, slots: 0 };
      sum.score += score;
      sum.covered += weight;
      sum.title += title * Math.max(1, Math.min(words, 2));
      sum.slots += title > 0 ? 1 : 0;
      scores.set(page, sum);
    }));
    const coverage = COVERAGE / (1 + LENIENCE * Math.max(0, asked.slots.length - 2));
    const most = Math.max(0, ...[...scores.values()].map((sum) => sum.covered));
    const hits = [];
    for (const [number, sum] of scores) {
      if (sum.covered < LEAST_COVERED * most) continue;
      const page = index.core.pages[number];
      const share = Math.min(1, sum.title / Math.max(1, index.core.lengths[number]));
      let score = sum.score * Math.pow(sum.covered / whole, coverage) * (1 + TITLE_SHARE * share);
      if (sum.slots === asked.slots.length) score *= share === 1 && page[KIND] !== "term" ? WHOLE_TITLE : ALL_IN_TITLE;
      score *= KIND_WEIGHTS[page[KIND]] || 0.5;
      if (isOwn(page, choice.own)) score *= OWN;
      hits.push({ number, score });
    }
    hits.sort((a, b) => b.score - a.score || a.number - b.number);
    const fitting = hits.filter(({ number }) => fits(index.core.pages[number], choice));
    for (const hit of fitting) hit.weak = hit.score < WEAK * fitting[0].score;
    return { hits: fitting, facets: facetsOf(index, hits) };
  }

  /* A page in the core: [title, address, kind, status, services, roles, municipality]. */
  const [KIND, STATUS, SERVICES, ROLES] = [2, 3, 4, 5];

  const isOwn = (page, own) => Boolean(own) && (page[SERVICES].includes(own.service) || page[ROLES].includes(own.role));

  function fits(page, { service, role, status, retired }) {
    if (page[STATUS] === "retired" && !retired && status !== "retired") return false;
    if (status && page[STATUS] !== status) return false;
    if (service !== undefined && service !== null && !page[SERVICES].includes(service)) return false;
    return role === undefined || role === null || page[ROLES].includes(role);
  }

  /** How many hits each service, role and status has: what it is worth to choose among. */
  function facetsOf(index, hits) {
    const count = (place) => {
      const found = {};
      for (const { number } of hits)
        for (const value of [index.core.pages[number][place]].flat()) if (value !== "") found[value] = (found[value] || 0) + 1;
      return found;
    };
    return { services: count(SERVICES), roles: count(ROLES), statuses: count(STATUS) };
  }

  /* ---- where in the page ---- */

  const EXCERPT = 160;

  /** The section of a page that answers best: {anchor, heading, pieces}; pieces alternate plain and marked text. */
  function excerpt(asked, sections) {
    const wanted = new Map();
    asked.slots.forEach((slot, number) => {
      const own = slot.ways.filter((each) => each.kind === "exact");
      for (const each of own.length ? own : slot.ways)
        for (const term of each.terms) {
          const worth = (slot.weight || 1) * each.quality / each.terms.length;
          if (!(wanted.get(term)?.worth >= worth)) wanted.set(term, { worth, number });
        }
    });
    let best = null;
    sections.forEach(([anchor, heading, text], order) => {
      const marks = marksIn(text, wanted);
      const inHeading = marksIn(heading, wanted);
      const slots = new Map();
      for (const { number, worth } of [...marks, ...inHeading.map((each) => ({ ...each, worth: each.worth * 1.5 }))])
        slots.set(number, Math.max(slots.get(number) || 0, worth));
      const score = [...slots.values()].reduce((sum, worth) => sum + worth, 0) + (order ? 0 : 0.01);
      if (!best || score > best.score) best = { score, anchor, heading, text, marks };
    });
    if (!best) return { anchor: "", heading: "", pieces: [] };
    return { anchor: best.score > 0.02 ? best.anchor : "", heading: best.heading, pieces: cut(best.text, best.marks) };
  }

  function marksIn(text, wanted) {
    const found = [];
    const isWord = (stem) => wanted.has(stem);
    for (const word of Norwegian.words(text)) {
      if (word.joined) continue;
      const hit = wanted.get(Norwegian.stem(word.folded)) || wanted.get(partIn(word.folded, wanted));
      if (hit) found.push({ at: word.at, length: word.length, ...hit });
    }
    return found;
  }

  /** A term that a longer word begins or ends with, so that compounds are marked too. */
  function partIn(folded, wanted) {
    if (folded.length < 7) return "";
    for (const term of wanted.keys())
      if (term.length > 3 && (folded.startsWith(term) || Norwegian.stem(folded).endsWith(term))) return term;
    return "";
  }

  function cut(text, marks) {
    const first = marks.length ? marks[0].at : 0;
    let from = Math.max(0, first - EXCERPT / 3);
    if (from > 0) from = text.indexOf(" ", from) + 1 || from;
    let to = Math.min(text.length, from + EXCERPT);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), first + 1);
    const pieces = [(from > 0 ? "… " : "") ];
    let at = from;
    for (const { at: start, length } of marks) {
      if (start < at || start + length > to) continue;
      pieces[pieces.length - 1] += text.slice(at, start);
      pieces.push(text.slice(start, start + length), "");
      at = start + length;
    }
    pieces[pieces.length - 1] += text.slice(at, to) + (to < text.length ? " …" : "");
    return pieces;
  }

  const MOST_NEAR = 8;

  /** When nothing was found: words of titles and keywords that begin or end like those that were asked for. */
  function near(index, asked) {
    const found = [];
    for (const { stem } of asked.slots)
      for (const place of index.important) {
        const term = index.terms[place];
        if (stem.length > 3 && term.length > 3 && (term.startsWith(stem.slice(0, 4)) || term.endsWith(stem.slice(-4)))) found.push(term);
      }
    return [...new Set(found)].sort((a, b) => a.length - b.length).slice(0, MOST_NEAR).map((term) => shown(index, term));
  }

  return { open, plan, search, excerpt, near };
})();
