// On paper every sheet says what it is, from where and when. Fold-outs are opened.
hb.print = (() => {
  let sheet;
  let sheets = [];
  const quoted = lines => lines.map(each => `"${each.replace(/["\\]/g, "")}"`).join(' "\\A" ');
  const told = (page, address, title) => {
    const past = !page && document.querySelector(".hb-banner--retired") ? hb.words("IKKE GJELDENDE. ", "GJELD IKKJE. ") : "";
    const age = document.querySelector(".hb-banner--offline, .hb-banner--offline-old")
      ? hb.words(" Laget av en frakoblet kopi.", " Laga av ein fråkopla kopi.") : "";
    const printed = hb.words(`Skrevet ut ${hb.day(hb.today())}. Utskrifter kan være utdatert.`,
      `Skrive ut ${hb.day(hb.today())}. Utskrifter kan vere utdaterte.`);
    return [past + title, page?.paper, address, printed + age].filter(Boolean);
  };
  const dress = () => {
    const style = "font: 8pt/1.35 system-ui, sans-serif; vertical-align: top; padding-top: 2mm;";
    const rule = (name, lines) => `@page ${name} { margin: 16mm 16mm 22mm;
      @bottom-left { content: ${quoted(lines)}; white-space: pre; width: 85%; ${style} }
      @bottom-right { content: counter(page) " / " counter(pages); ${style} } }`;
    // In a booklet each page has sheets of its own kind.
    const parts = sheets.map(({ name, page, address, title }) => `${rule(name, told(page, address, title))} #${name}-sheet { page: ${name}; }`);
    sheet.replaceSync([rule("", told(hb.page, hb.address(document, location.href), document.querySelector("h1").textContent)), ...parts].join("\n"));
    for (const each of document.querySelectorAll("article details:not([open]):not(.hb-flow-more)")) {
      each.open = true;
      each.dataset.hbOpened = "";
    }
  };
  try { sheet = new CSSStyleSheet(); document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; } catch { return { parts() {} }; } // an old browser
  addEventListener("beforeprint", dress);
  addEventListener("afterprint", () => {
    for (const each of document.querySelectorAll("[data-hb-opened]")) {
      each.open = false;
      delete each.dataset.hbOpened;
    }
  });
  return { parts(list) { sheets = list; } };
})();
