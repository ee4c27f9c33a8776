// Puts chosen procedures together as one booklet to print. The pages are fetched and joined here, so that nothing is
// stored twice, and a booklet always holds what the pages say.
(() => {
  const form = document.getElementById("hb-booklet");
  if (!form) return;
  const place = document.getElementById("hb-booklet-pages");
  const told = form.querySelector("[role=status]");
  const boxes = [...form.querySelectorAll("input[name=p]")];
  const service = form.elements.service;
  const asked = new URLSearchParams(location.search);

  const choose = () => {
    for (const box of boxes) box.checked = Boolean(service.value) && box.dataset.services.split(" ").includes(service.value);
  };

  // Ids and links of several pages in one: each gets the number of its page before it.
  const joined = (html, number, url) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const article = page.getElementById("innhold");
    const about = JSON.parse(page.getElementById("hb-page")?.textContent || "null");
    for (const each of article.querySelectorAll(".hb-trail, .hb-toc, .hb-actions, .hb-history, .hb-suggest, .hb-print, .hb-flow-more, .hb-outline, .hb-step__tools, .hb-ticks, script")) each.remove();
    for (const each of article.querySelectorAll("[href]")) {
      const to = each.getAttribute("href");
      each.setAttribute("href", to.startsWith("#") ? `#b${number}-${to.slice(1)}` : new URL(to, url).href);
    }
    for (const each of article.querySelectorAll("[src]")) each.src = new URL(each.getAttribute("src"), url).href;
    for (const each of article.querySelectorAll("[id]")) each.id = `b${number}-${each.id}`;
    for (const each of article.querySelectorAll("details")) each.open = true;
    // The booklet's name is the only first heading: each procedure begins at the second.
    for (let level = 5; level >= 1; level -= 1) {
      for (const each of article.querySelectorAll(`h${level}`)) {
        const lower = page.createElement(`h${level + 1}`);
        for (const { name, value } of each.attributes) lower.setAttribute(name, value);
        lower.append(...each.childNodes);
        each.replaceWith(lower);
      }
    }
    const section = hb.make("section", { className: "hb-sheet", id: `b${number}-sheet` });
    section.append(...document.importNode(article, true).childNodes);
    section.querySelector("h2").id = `b${number}`;
    return { section, about, address: hb.address(page, url) };
  };

  const build = async () => {
    const chosen = boxes.filter(each => each.checked);
    const name = service.selectedOptions[0].value ? service.selectedOptions[0].textContent : "Utvalgte prosedyrer";
    place.replaceChildren();
    if (!chosen.length) { told.textContent = "Velg minst én prosedyre."; return; }
    told.textContent = "Henter sidene …";
    const contents = hb.make("ol");
    document.querySelector("#innhold h1").textContent = `Hefte: ${name}`;
    document.title = `Hefte: ${name}`; // a saved PDF gets its name from it
    const cover = hb.make("section", { className: "hb-cover" }, hb.make("h2", {}, "Innhold"),
      hb.make("p", {}, `Satt sammen ${hb.day(hb.today())}. Utskrifter kan være utdatert.`), contents);
    const sections = [], sheets = [];
    let missing = 0;
    for (const [index, box] of chosen.entries()) {
      const url = hb.offline.at(box.value);
      try {
        const answer = await fetch(url);
        if (!answer.ok) throw new Error(url);
        const { section, about, address } = joined(await answer.text(), index + 1, url);
        const title = section.querySelector("h2").textContent;
        contents.append(hb.make("li", {}, hb.make("a", { href: `#b${index + 1}` }, title)));
        sections.push(section);
        sheets.push({ name: `b${index + 1}`, page: about, address, title });
      } catch { missing += 1; }
    }
    place.append(cover, ...sections);
    hb.print.parts(sheets);
    told.textContent = `${sections.length} prosedyrer i heftet.${missing ? ` ${missing} kunne ikke hentes.` : ""}`;
    form.querySelector("[data-hb-print]").hidden = false;
    document.documentElement.dataset.hbBooklet = "ready";
  };

  service.addEventListener("change", choose);
  form.addEventListener("submit", event => { event.preventDefault(); build(); });
  form.querySelector("[data-hb-print]").addEventListener("click", () => print());
  form.hidden = false;
  if (asked.has("tjeneste") || asked.has("p")) {
    service.value = asked.get("tjeneste") || "";
    if (asked.get("tjeneste") && service.selectedIndex < 0) service.value = "";
    choose();
    for (const name of asked.getAll("p")) for (const box of boxes) if (box.value === `/prosedyrer/${name}/`) box.checked = true;
    build();
  }
})();
