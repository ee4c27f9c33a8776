// Compares the page's days with the device's: a page that was not built again, or a saved copy, may have grown old.
(() => {
  const page = hb.page;
  if (!page?.built) return;
  const today = hb.today();
  const since = day => day && page.built < day && day <= today; // came after the build
  const passed = day => day && page.built <= day && day < today;
  if (page.decided && passed(page.validTo)) {
    hb.notice("retired", hb.words(`Prosedyren gjaldt til ${hb.day(page.validTo)} og gjelder ikke lenger.`,
      `Prosedyren galdt til ${hb.day(page.validTo)} og gjeld ikkje lenger.`));
  }
  if (since(page.nextFrom)) {
    hb.notice("retired", hb.words(`En ny versjon gjelder fra ${hb.day(page.nextFrom)}.`, `Ein ny versjon gjeld frå ${hb.day(page.nextFrom)}.`),
      hb.words("Dette er den gamle. Last siden på nytt med nett, eller spør lederen din.", "Dette er den gamle. Last sida på nytt med nett, eller spør leiaren din."));
  }
  if (page.decided && since(page.validFrom)) {
    hb.notice("coming", hb.words(`Prosedyren gjelder fra ${hb.day(page.validFrom)}.`, `Prosedyren gjeld frå ${hb.day(page.validFrom)}.`),
      hb.words("Siden er laget før det.", "Sida er laga før det."));
  }
  if (passed(page.reviewBy)) {
    hb.notice("overdue", hb.words(`Fristen for ny vurdering var ${hb.day(page.reviewBy)}.`, `Fristen for ny vurdering var ${hb.day(page.reviewBy)}.`),
      hb.words("Innholdet kan være utdatert.", "Innhaldet kan vere utdatert."));
  }
})();
