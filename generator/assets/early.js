// Runs before the page is painted, so that colours and places are right from the start.
(() => {
  const page = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const paint = () => { page.dataset.hbScheme = kept("hb-scheme") || (dark.matches ? "dark" : "light"); };
  page.dataset.hbScript = "";
  if (kept("hb-service") || kept("hb-role") || kept("hb-favourites") || kept("hb-read")) page.dataset.hbKnown = "";
  dark.addEventListener("change", paint);
  paint();
})();
