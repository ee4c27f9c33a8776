// The menu on narrow screens, light and dark, and where in the page the reader is.
(() => {
  const menu = document.getElementById("hb-menu");
  const button = document.querySelector(".hb-menu-button");
  const open = state => {
    menu.classList.toggle("hb-menu--open", state);
    button.setAttribute("aria-expanded", state);
  };
  button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    open(false);
    button.focus();
  });

  const scheme = document.querySelector(".hb-scheme");
  scheme.addEventListener("click", () => {
    const page = document.documentElement.dataset;
    page.hbScheme = page.hbScheme === "dark" ? "light" : "dark";
    hb.setText("hb-scheme", page.hbScheme);
    hb.say(page.hbScheme === "dark" ? "Mørk visning" : "Lys visning");
  });

  const links = new Map([...document.querySelectorAll(".hb-toc a")].map(each => [each.hash.slice(1), each]));
  if (!links.size || !("IntersectionObserver" in window)) return;
  const headings = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const passed = headings.filter(each => each.getBoundingClientRect().top < 120);
    for (const link of links.values()) link.removeAttribute("aria-current");
    if (passed.length) links.get(passed.at(-1).id).setAttribute("aria-current", "true");
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
})();
