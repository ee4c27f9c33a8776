/* Marks the words that were searched for on the page that a hit opened (`?q=`). */
"use strict";

(() => {
  const { base } = HandbookSearch;
  const LONGEST_PAGE = 200000;

  function language() {
    return new Promise((done, failed) => {
      if (typeof Norwegian !== "undefined") return done();
      const script = document.createElement("script");
      script.src = new URL("assets/search/norwegian.js", base).href;
      script.onload = () => done();
      script.onerror = failed;
      document.head.append(script);
    });
  }

  async function mark() {
    const content = document.querySelector(".md-content__inner");
    const query = new URLSearchParams(location.search).get("q");
    if (!query || !content || document.querySelector("[data-hb-results]") || content.textContent.length > LONGEST_PAGE) return;
    await language();
    const wanted = [...Norwegian.words(query.slice(0, 300))].filter((word) => !Norwegian.isStop(word.folded)).map((word) => Norwegian.stem(word.folded));
    if (!wanted.length) return;
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("script, style, form, mark, svg, nav")) nodes.push(walker.currentNode);
    for (const node of nodes) markIn(node, wanted);
  }

  function markIn(node, wanted) {
    const hits = [...Norwegian.words(node.data)].filter((word) => !word.joined && isWanted(word.folded, wanted));
    for (const { at, length } of hits.reverse()) {
      const rest = node.splitText(at);
      rest.splitText(length);
      const made = document.createElement("mark");
      made.className = "hb-mark";
      rest.replaceWith(made);
      made.append(rest);
    }
  }

  const isWanted = (folded, wanted) => {
    const stem = Norwegian.stem(folded);
    return wanted.some((term) => stem === term || (term.length > 3 && folded.length > 6 && (folded.startsWith(term) || stem.endsWith(term))));
  };

  mark().catch(() => { /* the page reads as well without */ });
})();
