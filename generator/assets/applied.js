// Answers which version applied on a day, from a list that the build made. Nothing is asked of a server.
(() => {
  const form = document.getElementById("hb-applied");
  const list = document.getElementById("hb-applied-list");
  if (!form || !list) return;
  const count = form.querySelector(".hb-filter__count");
  // The list's own address is written from the top; the page's scripts know where the top is.
  const top = new URL("..", document.currentScript?.src ?? document.querySelector('script[src*="applied.js"]').src);
  const inSite = path => new URL(path.replace(/^\//, ""), top).href;
  const why = { none: "Ingen vedtatt versjon.", ended: "Ingen versjon gjaldt.", retired: "Trukket tilbake.",
    removed: "Fjernet fra håndboka." };
  const FEW = 5; // so many that did not apply are not folded away when nothing did
  const procedures = count => count === 1 ? "1 prosedyre" : `${count} prosedyrer`;
  let items = [];

  const on = (spans, day) => {
    let found = ["", "", 0, "absent", []];
    for (const span of spans) if (span[0] <= day) found = span; else break;
    return found;
  };

  const entry = (item, [from, version, text, reason], day) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.className = "hb-list__title";
    link.textContent = item.title;
    const last = item.latest[version] === text;
    link.href = inSite(version ? `${item.address}v/${version}/${last ? "" : `${text}/`}` : `${item.address}historikk/`);
    const told = document.createElement("p");
    told.textContent = version ? `Versjon ${version} gjaldt ${hb.day(day)}.` : why[reason];
    row.append(link, told);
    return row;
  };

  const show = () => {
    const { day, service, words } = Object.fromEntries(new FormData(form));
    if (!day) return;
    const group = form.elements.service.selectedOptions[0].dataset.also;
    const wanted = words.toLowerCase().trim();
    const inForce = [], ended = [], undecided = [];
    for (const item of items) {
      const answer = on(item.spans, day);
      if (wanted && !item.title.toLowerCase().includes(wanted)) continue;
      const services = answer[1] ? answer[4] : item.services;
      if (service && !services.some(each => each === service || each === group || each === "all")) continue;
      if (answer[1]) inForce.push(entry(item, answer, day));
      else if (answer[3] !== "absent") (answer[3] === "none" ? undecided : ended).push(entry(item, answer, day));
    }
    list.replaceChildren();
    if (inForce.length) list.append(hb.make("h2", {}, "Gjaldt denne dagen"), hb.make("ul", { className: "hb-list" }, ...inForce));
    const open = !inForce.length && ended.length + undecided.length <= FEW;
    for (const [rows, told] of [[ended, "gjaldt ikke lenger"], [undecided, "var ikke vedtatt denne dagen"]]) {
      if (!rows.length) continue;
      list.append(hb.make("details", { className: "hb-more", open },
        hb.make("summary", {}, `${procedures(rows.length)} ${told}`), hb.make("ul", { className: "hb-list" }, ...rows)));
    }
    count.textContent = inForce.length ? `${procedures(inForce.length)} gjaldt ${hb.day(day)}.`
      : ended.length + undecided.length ? `Ingen prosedyrer gjaldt ${hb.day(day)}.`
      : `Ingen av prosedyrene sto i håndboka ${hb.day(day)}.`;
  };

  fetch(inSite(form.dataset.source)).then(answer => answer.json()).then(told => {
    items = told.items.sort((a, b) => a.title.localeCompare(b.title, "nb"));
    form.addEventListener("input", show);
    form.addEventListener("submit", event => event.preventDefault());
    const given = new URLSearchParams(location.search);
    for (const name of ["day", "service", "words"]) if (given.get(name)) form.elements[name].value = given.get(name);
    show();
  }).catch(() => {
    count.textContent = "Svaret kan ikke hentes nå. Bruk historikken til prosedyren.";
    document.querySelector(".hb-applied__all").classList.add("hb-applied__all--shown");
  });
})();
