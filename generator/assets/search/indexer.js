/* Makes the search index. Runs in the build only, in mini-racer. Needs `Norwegian`. Defines the global `Indexer`.

   Postings: for each stem, the pages it stands in and a mask that says where: a bit for each field (title, keywords,
   summary, headings, text), the same again for parts of compounds, and two bits for how often it stands in the text. */
"use strict";

const Indexer = (() => {
  const FIELDS = ["title", "keywords", "summary", "headings", "text"];
  const PARTIAL = FIELDS.length;
  const OFTEN = 2 * FIELDS.length;
  const MOST_OFTEN = 3;
  const SHARD = 10000; /* characters of postings in one file */

  /* The index in the making: pages come some at a time, and shards leave one at a time, so that all are never held. */
  let found; /* every stem, with its masks by page */
  let compounds; /* a folded word for each stem */
  let known; /* written words, and the postings that they belong to */
  let lengths; /* words in the title of each page */
  let shards; /* as JSON */

  function begin() {
    [found, compounds, known, lengths, shards] = [new Map(), new Map(), new Map(), [], []];
  }

  function placeOf({ folded }) {
    const stem = Norwegian.stem(folded);
    if (!found.has(stem)) {
      found.set(stem, new Map());
      compounds.set(stem, folded);
    }
    return found.get(stem);
  }

  function placesOf(written) {
    const places = Norwegian.taken(written).filter((word) => !Norwegian.isStop(word.folded)).map(placeOf);
    known.set(written, places);
    return places;
  }

  /** Take in a page: {title, keywords, summary, headings, text}, texts. */
  function addPage(page) {
    const number = lengths.length;
    lengths.push(new Set([...Norwegian.words(page.title)]
      .filter((word) => !Norwegian.isStop(word.folded) && word.whole).map((word) => Norwegian.stem(word.folded))).size);
    FIELDS.forEach((field, bit) => {
      for (const written of Norwegian.written(page[field]))
        for (const place of known.get(written) || placesOf(written)) add(place, number, 1 << bit, field === "text");
    });
  }

  function add(pages, number, bits, counts) {
    const before = pages.get(number) || 0;
    let often = before >> OFTEN;
    if (counts && often < MOST_OFTEN) often++;
    pages.set(number, (before & ((1 << OFTEN) - 1)) | bits | often << OFTEN);
  }

  /** A compound is also found by its parts, where these are words that the handbook uses by themselves. */
  function addParts() {
    const isWord = (stem) => found.has(stem) && compounds.has(stem);
    const whole = [...found].map(([stem, pages]) => [Norwegian.parts(compounds.get(stem), isWord), pages]);
    for (const [parts, pages] of whole)
      for (const part of parts)
        for (const [number, mask] of pages) {
          const bits = (mask & ((1 << PARTIAL) - 1)) << PARTIAL;
          if (found.get(part)) add(found.get(part), number, bits, false);
        }
  }

  /** The core of the index. Terms are in order, so each of the shards of postings, which are now made, is a range of them. */
  function build(meta, synonyms) {
    addParts();
    known = compounds = null; /* so that the postings of a term can go when its row is made */
    const terms = [...found.keys()].sort();
    const starts = [];
    let rows = [];
    let size = 0;
    const told = terms.map((term, place) => {
      const pages = found.get(term);
      found.delete(term);
      if (!rows.length) starts.push(place);
      const row = encode(pages);
      rows.push(row);
      size += row.length * 3;
      if (size > SHARD || place === terms.length - 1) {
        shards.push(JSON.stringify(rows));
        rows = [];
        size = 0;
      }
      return isImportant(pages) ? `${term}*` : term;
    });
    return { ...meta, terms: told.join(" "), starts, lengths, synonyms: prepare(synonyms) };
  }

  /** Page numbers as steps from the one before, each followed by its mask. */
  function encode(pages) {
    const row = [];
    let before = 0;
    for (const [number, mask] of [...pages].sort((a, b) => a[0] - b[0])) {
      row.push(number - before, mask);
      before = number;
    }
    return row;
  }

  /** Whether a stem stands in a title, among keywords or in a heading: such words are offered first while one types. */
  const isImportant = (pages) => [...pages.values()].some((mask) => mask & 0b01011);

  /** Synonyms as rows of stems: [phrase, phrase it also counts as, 1 when both say the same]. */
  function prepare(synonyms) {
    const stems = (phrase) => [...Norwegian.words(phrase)].filter((word) => !word.joined && !Norwegian.isStop(word.folded))
      .map((word) => Norwegian.stem(word.folded)).join(" ");
    const rows = synonyms.map(([from, to]) => [stems(from), stems(to)]).filter(([from, to]) => from && to && from !== to);
    return [...new Set(rows.map((row) => row.join("|")))].map((row) => row.split("|"));
  }

  return {
    begin,
    add: (pages) => JSON.parse(pages).forEach(addPage),
    build: (meta, synonyms) => JSON.stringify(build(JSON.parse(meta), JSON.parse(synonyms))),
    shard: () => shards.shift(),
  };
})();
