/* The page /sok/: all hits, what to choose among, and what to do when there is no hit. */
"use strict";

(() => {
  const { base, ask, link, element, labels, found, own, remember } = HandbookSearch;
  const STEP = 10;
  const STATUS_NAMES = { approved: "Vedtatt", draft: "Utkast", proposal: "Forslag", hearing: "På høring", retired: "Trukket tilbake" };

  function mount() {
    const page = document.querySelector("[data-hb-results]");
    if (!page || page.dataset.ready) return;
    page.dataset.ready = "true";
    const part = (name) => page.querySelector(`.hb-results__${name}`);
    const form = page.querySelector("form");
    const [heading, best, lesser, help, more, narrow, preferences] = ["told", "best", "lesser", "help", "more", "narrow", "own"].map(part);
    const asked = new URLSearchParams(location.search);
    const name = document.title;
    for (const field of ["q", "status"]) form.elements[field].value = asked.get(field) || "";
    form.elements.retired.checked = asked.get("retired") === "1";
    let shown = STEP;
    let rows = []; /* of the answer that is shown, so that the excerpts can be put in without taking away the focus */
    const wanted = { service: asked.get("service") || "", role: asked.get("role") || "", status: asked.get("status") || "" };
    tellChosen();

    function run(then) {
      const query = form.elements.q.value;
      if (!query.trim()) {
        heading.textContent = "Skriv hva du leter etter.";
        place([]);
        preferences.hidden = false;
        help.hidden = true;
        more.hidden = true;
        return;
      }
      const choice = { ...wanted, retired: form.elements.retired.checked };
      ask(query, choice, shown, Object.assign((answer) => {
        show(query, answer);
        if (!answer.complete) then?.();
      }, { owner: form }));
    }

    function show(query, answer) {
      preferences.hidden = false; /* below the hits: shown with them, so that nothing on the page moves */
      if (answer.failed) {
        heading.textContent = "Søket virker ikke nå. Indeksen kan ikke leses. Prøv igjen, eller bruk listen over alle prosedyrer.";
        if (!navigator.onLine) heading.replaceChildren("Du er uten nett, og søket er ikke lagret på denne enheten. ", element("a", { href: new URL("om/uten-nett/", base).href }, "Se hva som er lagret."));
        place([]);
        more.hidden = true;
        help.hidden = false;
        return;
      }
      if (answer.complete) {
        answer.hits.forEach((hit, at) => rows[at] && refresh(rows[at], hit, query));
        return;
      }
      heading.replaceChildren(...headline(query, answer));
      document.title = `${query} - ${name}`;
      place(answer.hits.map((hit) => row(hit, query)), answer);
      more.hidden = answer.total <= answer.hits.length;
      help.hidden = answer.total > 0;
      facet(form.elements.service, "Alle tjenester", answer.facets.services, wanted.service);
      facet(form.elements.role, "Alle roller", answer.facets.roles, wanted.role);
      facet(form.elements.status, "Alle statuser", Object.entries(answer.facets.statuses).map(([key, count]) => [key, STATUS_NAMES[key] || key, count]), wanted.status);
      if (!answer.total) nearWords(help.querySelector(".hb-results__near"), answer.near);
    }

    /** Good hits first, those that only brush the matter below a heading of their own. */
    function place(made, answer = { hits: [], strong: 0, total: 0 }) {
      rows = made;
      best.replaceChildren(...made.filter((_, at) => !answer.hits[at].weak));
      lesser.querySelector("ol").replaceChildren(...made.filter((_, at) => answer.hits[at].weak));
      lesser.querySelector("h2").textContent = `Mindre treff (${answer.total - answer.strong})`;
      lesser.hidden = answer.hits.every((hit) => !hit.weak);
    }

    function tellChosen() {
      const count = Object.values(wanted).filter(Boolean).length + (form.elements.retired.checked ? 1 : 0);
      narrow.querySelector("summary").textContent = count ? `Avgrens treffene (${count} valgt)` : "Avgrens treffene";
      return count;
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      shown = STEP;
      remembered();
      run();
    });
    form.addEventListener("change", ({ target }) => {
      if (target.name in wanted) wanted[target.name] = target.value;
      if (target.name === "q") return; /* Enter and the button ask; leaving the field does not */
      tellChosen();
      form.requestSubmit();
    });
    more.addEventListener("click", () => {
      const before = shown;
      shown += STEP;
      run(() => rows[before]?.querySelector("a").focus());
    });

    /** The address tells what is shown, so that it can be sent on and the back button works. */
    function remembered() {
      const address = new URL(location.href);
      const values = { q: form.elements.q.value.trim(), ...wanted, retired: form.elements.retired.checked ? "1" : "" };
      for (const [key, value] of Object.entries(values))
        if (value) address.searchParams.set(key, value);
        else address.searchParams.delete(key);
      history.replaceState(history.state, "", address);
    }

    run();
  }

  function headline(query, { total, strong, corrections, words }) {
    const lesser = total > strong ? (strong === 1 ? " Det beste står først." : ` De ${strong} beste står først.`) : "";
    const made = [total ? `${total} treff på «${query}».${lesser}` : `Ingen treff på «${query}».`];
    if (!total && words.join(" ") !== query.trim().toLowerCase()) made.push(` Vi søkte etter: ${words.join(", ")}.`);
    for (const { word, terms } of corrections) {
      made.push(element("br"), `«${word}» finnes ikke i håndboka. Mente du `);
      terms.forEach((term, place) => made.push(place ? " eller " : "", element("a", { href: `?q=${encodeURIComponent(query.replace(word, term))}` }, term)));
      made.push("? Treffene under er på ordene som ligner.");
    }
    return made;
  }

  function row(hit, query) {
    const services = hit.services.slice(0, 3).join(", ") + (hit.services.length > 3 ? ` og ${hit.services.length - 3} til` : "");
    return element("li", { class: "hb-hit" },
      element("a", { class: "hb-hit__title", href: link(hit, query) }, hit.title), " ", ...labels(hit), found(hit),
      ...(services ? [element("span", { class: "hb-hit__services" }, services)] : []));
  }

  /** Put the excerpt into a row. The link stays the same element: someone may stand on it. */
  function refresh(old, hit, query) {
    old.querySelector("a").href = link(hit, query);
    old.querySelector(".hb-hit__found").replaceWith(found(hit));
  }

  function facet(select, all, rows, chosen) {
    const options = rows.sort((a, b) => b[2] - a[2]).map(([id, name, count]) => element("option", { value: id }, `${name} (${count})`));
    if (chosen && !rows.some(([id]) => id === chosen)) options.unshift(element("option", { value: chosen }, `${nameOf(chosen)} (0)`));
    select.replaceChildren(element("option", { value: "" }, all), ...options);
    select.value = chosen;
  }

  /** What a choice without hits is called: the reader's own choices list all services and roles. */
  function nameOf(id) {
    const option = document.querySelector(`[data-hb-own] option[value="${CSS.escape(id)}"]`);
    return option?.textContent || STATUS_NAMES[id] || id;
  }

  function nearWords(place, near) {
    place.replaceChildren(...near.map((word) => element("li", {}, element("a", { href: `?q=${encodeURIComponent(word)}` }, word))));
    place.closest("div").hidden = !near.length;
  }

  /* ---- the reader's own service and role, kept on this device ---- */

  function mountOwn() {
    for (const select of document.querySelectorAll("select[data-hb-own]")) {
      if (select.dataset.ready) continue;
      select.dataset.ready = "true";
      const key = select.dataset.hbOwn;
      select.value = own()[key];
      select.disabled = false;
      select.addEventListener("change", () => remember(`hb-${key}`, select.value));
    }
  }

  function start() {
    mount();
    mountOwn();
  }

  if (window.document$) window.document$.subscribe(start);
  else start();
})();
