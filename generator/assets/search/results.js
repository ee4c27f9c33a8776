/* The page /sok/: all hits, what to choose among, and what to do when there is no hit. */
"use strict";

(() => {
  const { base, ask, link, element, labels, found, own, remember } = HandbookSearch;
  const STEP = 20;
  const STATUS_NAMES = { approved: "Vedtatt", draft: "Utkast", proposal: "Forslag", hearing: "På høring", retired: "Trukket tilbake" };

  function mount() {
    const page = document.querySelector("[data-hb-results]");
    if (!page || page.dataset.ready) return;
    page.dataset.ready = "true";
    const form = page.querySelector("form");
    const heading = page.querySelector(".hb-results__told");
    const list = page.querySelector(".hb-results__list");
    const help = page.querySelector(".hb-results__help");
    const more = page.querySelector(".hb-results__more");
    const asked = new URLSearchParams(location.search);
    form.hidden = false;
    for (const name of ["q", "status"]) form.elements[name].value = asked.get(name) || "";
    form.elements.retired.checked = asked.get("retired") === "1";
    let shown = STEP;
    const wanted = { service: asked.get("service") || "", role: asked.get("role") || "" };

    function run() {
      const query = form.elements.q.value;
      if (!query.trim()) {
        heading.textContent = "Skriv hva du leter etter.";
        list.replaceChildren();
        help.hidden = true;
        more.hidden = true;
        return;
      }
      const choice = {
        service: wanted.service, role: wanted.role, status: form.elements.status.value, retired: form.elements.retired.checked,
      };
      ask(query, choice, shown, Object.assign((answer) => show(query, answer), { owner: form }));
    }

    function show(query, answer) {
      if (answer.failed) {
        heading.textContent = "Søket virker ikke nå. Indeksen kan ikke leses. Prøv igjen, eller bruk listen over alle prosedyrer.";
        help.hidden = false;
        return;
      }
      heading.replaceChildren(...headline(query, answer));
      list.replaceChildren(...answer.hits.map((hit) => row(hit, query)));
      more.hidden = answer.total <= answer.hits.length;
      help.hidden = answer.total > 0;
      if (!answer.complete) {
        facet(form.elements.service, "Alle tjenester", answer.facets.services, wanted.service);
        facet(form.elements.role, "Alle roller", answer.facets.roles, wanted.role);
        facet(form.elements.status, "Alle", Object.entries(answer.facets.statuses).map(([key, count]) => [key, STATUS_NAMES[key] || key, count]), form.elements.status.value);
        if (!answer.total) nearWords(help.querySelector(".hb-results__near"), answer.near);
      }
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      shown = STEP;
      remembered();
      run();
    });
    form.addEventListener("change", ({ target }) => {
      if (target.name === "service" || target.name === "role") wanted[target.name] = target.value;
      form.requestSubmit();
    });
    more.addEventListener("click", () => {
      shown += STEP;
      run();
    });

    /** The address tells what is shown, so that it can be sent on and the back button works. */
    function remembered() {
      const address = new URL(location.href);
      const values = { q: form.elements.q.value.trim(), ...wanted, status: form.elements.status.value, retired: form.elements.retired.checked ? "1" : "" };
      for (const [name, value] of Object.entries(values))
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      history.replaceState(history.state, "", address);
    }

    run();
  }

  function headline(query, { total, corrections, words }) {
    const made = [total ? `${total} treff på «${query}».` : `Ingen treff på «${query}».`];
    if (!total) made.push(` Vi søkte etter: ${words.join(", ")}.`);
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

  function facet(select, all, rows, chosen) {
    const options = rows.sort((a, b) => b[2] - a[2]).map(([id, name, count]) => element("option", { value: id }, `${name} (${count})`));
    if (chosen && !rows.some(([id]) => id === chosen)) options.unshift(element("option", { value: chosen }, chosen));
    select.replaceChildren(element("option", { value: "" }, all), ...options);
    select.value = chosen;
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
