// Beside each step: a tick and a link to copy. Ticks are kept nowhere: ward computers are shared. They are gone when
// the page is left, and half an hour after the last tick.
(() => {
  const steps = [...document.querySelectorAll(".hb-step")].filter(each => each.querySelector(".hb-step__tools"));
  if (!hb.page || !steps.length) return;
  const HALF_HOUR = 30 * 60 * 1000;
  const told = document.querySelector(".hb-ticks");
  const over = document.querySelector(".hb-banner--retired"); // nobody shall follow these steps
  const boxes = [];
  let last = 0;

  const show = () => {
    if (over) return;
    const done = boxes.filter(each => each.checked).length;
    for (const box of boxes) box.closest(".hb-step").classList.toggle("hb-step--done", box.checked);
    told.textContent = done
      ? hb.words(`${done} av ${boxes.length} trinn er merket. Merkene blir borte når du forlater siden, eller etter 30 minutter.`,
        `${done} av ${boxes.length} steg er merkte. Merka blir borte når du forlèt sida, eller etter 30 minutt.`)
      : hb.words("Du kan merke trinn som gjort. Merkene lagres ikke.", "Du kan merkje steg som gjorde. Merka blir ikkje lagra.");
  };
  const clear = () => { for (const box of boxes) box.checked = false; last = 0; show(); };
  const forget = () => { if (last && Date.now() - last >= HALF_HOUR) clear(); };

  steps.forEach((step, index) => {
    const number = index + 1;
    const name = hb.words("trinn", "steg");
    const box = hb.make("input", { type: "checkbox", autocomplete: "off" });
    box.addEventListener("change", () => { last = Date.now(); show(); setTimeout(forget, HALF_HOUR); });
    boxes.push(box);
    const copy = hb.make("button", { type: "button", className: "hb-button" },
      hb.words("Kopier lenke", "Kopier lenkje"), hb.hidden(` til ${name} ${number}`));
    copy.addEventListener("click", async () => {
      const link = new URL(`#${step.id}`, location.href).href;
      try {
        await navigator.clipboard.writeText(link);
        hb.say(hb.words(`Lenken til ${name} ${number} er kopiert.`, `Lenkja til ${name} ${number} er kopiert.`));
        copy.firstChild.textContent = hb.words("Kopiert", "Kopiert");
        setTimeout(() => { copy.firstChild.textContent = hb.words("Kopier lenke", "Kopier lenkje"); }, 3000);
      } catch { location.hash = step.id; hb.say(hb.words("Kopier adressen fra adressefeltet.", "Kopier adressa frå adressefeltet.")); }
    });
    const label = hb.make("label", {}, box, hb.words("Merk som gjort", "Merk som gjort"), hb.hidden(` ${name} ${number}`));
    step.querySelector(".hb-step__tools").append(...over ? [copy] : [label, copy]);
  });
  show();
  addEventListener("pagehide", clear); // also when the browser keeps the page for "back"
  document.addEventListener("visibilitychange", forget); // timers sleep in a sleeping computer
})();
