// Filters the list of changes, and tells what is new since the last visit. What is remembered never leaves this device.
(() => {
  const form = document.getElementById("hb-filter");
  if (!form) return;
  const rows = [...document.querySelectorAll(".hb-news")];
  const count = form.querySelector(".hb-filter__count");

  const show = () => {
    const { service, group, major } = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const row of rows) {
      const { services, group: owner, level } = row.dataset;
      const fits = (!service || services.split(" ").includes(service)) && (!group || owner === group)
        && (!major || level === "major" || level === "first");
      row.hidden = !fits;
      shown += fits;
    }
    for (const day of document.querySelectorAll(".hb-day")) day.hidden = !day.querySelector(".hb-news:not([hidden])");
    count.textContent = `${shown} av ${rows.length} endringer vises.`;
  };

  const tellNews = () => {
    const told = document.getElementById("hb-visit");
    if (!document.querySelector("a[href$='feeds/endringer.xml']")) return; // a page of one month says nothing of visits
    try {
      const before = localStorage.getItem("hb-last-visit");
      localStorage.setItem("hb-last-visit", new Date().toLocaleDateString("sv-SE"));
      if (!before) return;
      const fresh = rows.filter(row => row.dataset.day >= before);
      for (const row of fresh) row.classList.add("hb-news--fresh");
      told.textContent = fresh.length
        ? `${fresh.length} endret siden sist du var her (${before.split("-").reverse().join(".")}). Dette huskes bare på denne enheten.`
        : `Ingen endringer siden sist du var her (${before.split("-").reverse().join(".")}). Dette huskes bare på denne enheten.`;
      told.hidden = false;
    } catch { /* the browser keeps nothing */ }
  };

  form.addEventListener("input", show);
  form.addEventListener("submit", event => event.preventDefault());
  show();
  tellNews();
})();
