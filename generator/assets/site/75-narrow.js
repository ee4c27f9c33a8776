// Narrows a long list to the rows that have the words. Without scripts the whole list stands there.
(() => {
  const plain = text => text.toLowerCase().normalize("NFC");
  for (const form of document.querySelectorAll("[data-hb-narrow]")) {
    const place = form.parentElement;
    const rows = [...place.querySelectorAll(".hb-list > li")].map(row => [row, plain(row.textContent)]);
    const count = form.querySelector("[role=status]");
    const narrow = () => {
      const words = plain(form.elements.words.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every(word => text.includes(word));
        shown += !row.hidden;
      }
      for (const list of place.querySelectorAll(".hb-list")) {
        const empty = !list.querySelector(":scope > li:not([hidden])");
        list.hidden = empty;
        if (list.previousElementSibling?.matches("h3")) list.previousElementSibling.hidden = empty;
      }
      count.textContent = words.length ? `${shown} av ${rows.length} vises.` : "";
    };
    form.addEventListener("input", narrow);
    form.addEventListener("submit", event => event.preventDefault());
    if (form.elements.words.value) narrow(); // the browser keeps what was typed when one comes back
  }
})();
