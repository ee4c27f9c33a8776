// What is the reader's own, kept on the device only: service, role, favourites, last read.
(() => {
  const FAVOURITES = "hb-favourites", READ = "hb-read", MOST = 6;
  const here = () => location.pathname.slice(hb.top.pathname.length - 1);
  const list = key => (hb.get(key) || []).filter(each => each?.address && each?.title);

  hb.reset = async () => {
    if (hb.offline.possible) {
      for (const name of await caches.keys()) if (name.startsWith("hb-")) await caches.delete(name);
      for (const each of await navigator.serviceWorker.getRegistrations()) if (each.scope === hb.top.href) await each.unregister();
    }
    for (const store of [localStorage, sessionStorage]) {
      for (const key of Object.keys(store)) if (key.startsWith("hb-")) store.removeItem(key);
    }
  };

  // A procedure's own page: remember that it was read, and offer to keep it among the favourites.
  const tools = document.querySelector("[data-hb-tools]");
  if (tools && hb.page) {
    const own = { address: here(), title: document.querySelector("h1").textContent };
    hb.set(READ, [own, ...list(READ).filter(each => each.address !== own.address)].slice(0, MOST));
    const is = () => list(FAVOURITES).some(each => each.address === own.address);
    const star = hb.make("button", { type: "button", className: "hb-button" });
    const show = () => {
      star.setAttribute("aria-pressed", is());
      star.textContent = `${is() ? "★" : "☆"} ${hb.words("Favoritt", "Favoritt")}`;
    };
    star.addEventListener("click", () => {
      const others = list(FAVOURITES).filter(each => each.address !== own.address);
      hb.set(FAVOURITES, is() ? others : [own, ...others]);
      show();
    });
    show();
    const paper = hb.make("button", { type: "button", className: "hb-button" }, "Skriv ut");
    paper.addEventListener("click", () => print());
    tools.append(star, paper);
  }

  // The front page.
  const mine = document.querySelector("[data-hb-mine]");
  if (mine) {
    for (const key of ["hb-service", "hb-role"]) {
      const choice = mine.querySelector(`[name=${key}]`);
      choice.value = hb.text(key);
      if (choice.selectedIndex < 0) choice.value = "";
      choice.addEventListener("change", () => { hb.setText(key, choice.value); document.documentElement.dataset.hbKnown = ""; show(); });
    }
    const role = () => mine.querySelector("[name=hb-role]").selectedOptions[0];
    const summary = mine.querySelector("summary");
    const place = mine.querySelector(".hb-mine__columns");
    const links = (heading, rows) => rows.length ? [hb.make("div", {}, hb.make("h3", {}, heading),
      hb.make("ul", { className: "hb-links" }, ...rows.map(each => hb.make("li", {},
        hb.make("a", { href: hb.offline.at(each.address) }, each.title)))))] : [];
    const show = () => {
      const service = mine.querySelector("[name=hb-service]").selectedOptions[0];
      const own = service?.value ? [{ address: `/tjenester/${service.value}/`, title: service.textContent }] : [];
      place.replaceChildren(...links("Min tjeneste", own), ...links("Favoritter", list(FAVOURITES)), ...links("Sist lest", list(READ)));
      const chosen = [service, role()].filter(each => each?.value).map(each => each.textContent);
      summary.textContent = chosen.length ? `Endre valget (${chosen.join(", ")})` : "Velg min tjeneste og rolle";
    };
    show();
  }

  for (const button of document.querySelectorAll("[data-hb-reset]")) {
    button.addEventListener("click", async () => {
      await hb.reset();
      hb.say("Alt som var lagret på denne enheten, er slettet.");
      document.getElementById("hb-reset-said").textContent = "Alt som var lagret på denne enheten, er slettet.";
      document.documentElement.dataset.hbScheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      dispatchEvent(new Event("hb-reset"));
    });
  }
})();
