// The page where the reader chooses what to keep for use without network.
(() => {
  const place = document.querySelector("[data-hb-offline]");
  if (!place) return;
  const told = place.querySelector(".hb-offline__state");
  const save = place.querySelector("[data-hb-save]"), remove = place.querySelector("[data-hb-remove]");
  const choice = place.querySelector("select"), bar = place.querySelector("progress");
  const size = bytes => `${(bytes / 1e6).toLocaleString("nb-NO", { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;
  const named = what => [...choice.options].find(each => each.value === what)?.textContent || what;

  const show = async () => {
    const kept = await hb.offline.state();
    if (!kept) {
      told.textContent = "Denne nettleseren kan ikke lagre sider.";
      save.disabled = remove.disabled = true;
      return;
    }
    remove.hidden = !kept.pages;
    const days = kept.when ? Math.floor((Date.now() - Date.parse(kept.when)) / 864e5) : 0;
    told.textContent = kept.pages
      ? `Lagret: ${named(kept.what)}. ${kept.pages} sider, ${size(kept.size)}. Sist oppdatert ${hb.day(kept.when)}${days > 0 ? ` (${days} ${days === 1 ? "dag" : "dager"} siden)` : ""}.`
      : "Ingenting er lagret på denne enheten.";
    save.textContent = kept.pages ? "Lagre på nytt" : "Lagre";
  };

  const estimate = async () => {
    const note = place.querySelector(".hb-offline__size");
    try {
      const all = await hb.offline.listing();
      const rows = all.pages.filter(each => choice.value === "all" || !each[3] || each[3].includes(choice.value));
      note.textContent = `${rows.length} sider, om lag ${size(rows.reduce((sum, each) => sum + each[2], 0))}.`;
    } catch { note.textContent = "Du er uten nett nå. Da kan ingenting lagres."; }
  };

  save.addEventListener("click", async () => {
    save.disabled = true;
    bar.hidden = false;
    told.textContent = "Lagrer …";
    try {
      const failed = await hb.offline.save(choice.value, (done, all) => { bar.max = all; bar.value = done; });
      await show();
      if (failed) told.textContent += ` ${failed} sider eller filer kunne ikke hentes. Prøv igjen senere.`;
    } catch { told.textContent = "Det gikk ikke. Er du uten nett, eller er enheten full?"; }
    bar.hidden = true;
    save.disabled = false;
  });
  remove.addEventListener("click", async () => { await hb.offline.remove(); await show(); });
  choice.addEventListener("change", estimate);
  addEventListener("hb-reset", show);
  const kept = hb.get("hb-offline")?.what || hb.text("hb-service");
  if (kept) choice.value = kept;
  if (choice.selectedIndex < 0) choice.value = "all";
  place.hidden = false;
  show();
  estimate();
})();
