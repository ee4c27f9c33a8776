/* A search field with suggestions while one types: in the header of every page, and large on the front page.
   Follows the ARIA pattern of a combobox with a list. Without JavaScript the pages link to the list of all procedures. */
"use strict";

(() => {
  const { base, ask, warm, link, element, labels, found, LONGEST } = HandbookSearch;
  const MOST = 8;
  const PAUSE = 60; /* ms without typing before a search */
  let fields = 0;

  function makeField(large) {
    const id = `hb-search-${++fields}`;
    const input = element("input", {
      class: "hb-search__input", type: "search", name: "q", id, placeholder: "Søk", maxlength: LONGEST, role: "combobox",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
      "aria-label": large ? "Søk i hele håndboka" : "Søk i håndboka", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": `${id}-list`,
    });
    const list = element("ul", { class: "hb-search__list", id: `${id}-list`, role: "listbox", "aria-label": "Forslag", hidden: "" });
    const status = element("p", { class: "hb-hidden", role: "status" });
    const note = element("p", { class: "hb-search__note", hidden: "" });
    const button = element("button", { class: "hb-search__button", type: "submit" }, "Søk");
    const form = element("form", { class: `hb-search${large ? " hb-search--large" : ""}`, role: "search", "aria-label": large ? "Hele håndboka" : "Håndboka", action: new URL("sok/", base).href }, input, button,
      element("div", { class: "hb-search__panel", hidden: "" }, note, list), status);
    behave({ form, input, list, status, note, panel: form.querySelector(".hb-search__panel") });
    return form;
  }

  function behave(parts) {
    const { form, input, list, status, note, panel } = parts;
    const owner = {};
    let timer = 0;
    let active = -1;
    let dismissed = false; /* closed by the reader: an answer that comes later must not open it again */

    const options = () => [...list.children];

    function open(isOpen) {
      panel.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen && !list.hidden));
      if (!isOpen) choose(-1);
    }

    function dismiss() {
      dismissed = true;
      clearTimeout(timer);
      open(false);
    }

    function choose(place) {
      active = place;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
      if (place < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", options()[place].id);
        options()[place].scrollIntoView({ block: "nearest" });
      }
    }

    function show(query, answer) {
      note.replaceChildren();
      if (answer.failed) note.append("Søket virker ikke nå. ", allProcedures());
      else if (!answer.total) note.append(`Ingen treff på «${query}». `, element("a", { href: form.action + "?q=" + encodeURIComponent(query) }, "Se råd og nære ord"));
      else if (answer.corrections.length) note.append(correction(answer.corrections));
      note.hidden = !note.childNodes.length;
      const before = active;
      list.replaceChildren(...(answer.hits || []).filter((hit) => !hit.weak).map((hit, at) => option(hit, at, query)));
      list.hidden = !list.children.length;
      open(true);
      if (answer.complete && before >= 0 && before < list.children.length) choose(before);
      else active = -1;
      if (!answer.complete) status.textContent = answer.failed ? note.textContent : told(answer);
    }

    function option(hit, at, query) {
      const made = element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false", class: "hb-hit", "data-href": link(hit, query) },
        element("span", { class: "hb-hit__title" }, hit.title, " ", ...labels(hit)), found(hit));
      made.addEventListener("mousedown", (event) => event.preventDefault());
      made.addEventListener("click", (event) => go(made, event.ctrlKey || event.metaKey));
      return made;
    }

    function go(option, apart) {
      if (apart) window.open(option.dataset.href, "_blank", "noopener");
      else location.assign(option.dataset.href);
    }

    function search() {
      const query = input.value;
      if (!query.trim()) {
        open(false);
        return;
      }
      const tell = (answer) => !dismissed && input.value === query && show(query, answer);
      tell.owner = owner;
      ask(query, {}, MOST, tell);
    }

    input.addEventListener("focus", warm, { once: true });
    input.addEventListener("input", () => {
      dismissed = false;
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      const last = list.children.length - 1;
      if (event.key === "ArrowDown" && last >= 0) choose(panel.hidden || active >= last ? 0 : active + 1);
      else if (event.key === "ArrowUp" && last >= 0) choose(active <= 0 ? last : active - 1);
      else if (event.key === "Enter" && active >= 0 && !panel.hidden) go(options()[active], event.ctrlKey || event.metaKey);
      else if (event.key === "Escape" && !panel.hidden) dismiss();
      else return;
      if (event.key.startsWith("Arrow") && panel.hidden) open(true), choose(active);
      event.preventDefault();
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) dismiss();
    });
    form.addEventListener("submit", (event) => {
      if (!input.value.trim()) event.preventDefault();
    });
  }

  const told = ({ total, hits }) => total ? `${total} treff. ${hits.filter((hit) => !hit.weak).length} vises. Bruk piltastene.` : "Ingen treff.";

  function correction(corrections) {
    const words = corrections.map(({ word, terms }) => `«${word}» finnes ikke i håndboka. Viser treff på ord som ligner: ${terms.join(", ")}.`);
    return words.join(" ");
  }

  const allProcedures = () => element("a", { href: new URL("prosedyrer/", base).href }, "Se listen over alle prosedyrer");

  /* ---- keys and places ---- */

  const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!["/", "s", "f"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const field = document.querySelector(".hb-search__input, [data-hb-results] [name=q]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  function mount() {
    const header = document.querySelector("[data-hb-search-small]");
    if (header && !header.querySelector(".hb-search")) header.append(makeField(false));
    for (const place of document.querySelectorAll("[data-hb-search]"))
      if (!place.children.length) place.append(makeField(true));
  }

  if (window.document$) window.document$.subscribe(mount);
  else mount();
})();
