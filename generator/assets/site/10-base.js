// What the parts of this script share. Everything kept on the device is named hb-…, and can be removed by the reader.
const hb = (() => {
  "use strict";
  const script = document.currentScript;
  const top = new URL("..", script.src); // the site's own first page, whatever address it lies under
  const head = document.querySelector(".hb-head[lang]");
  const nn = head?.lang === "nn";
  return {
    top,
    nn,
    words: (nb, nynorsk) => (nn ? nynorsk : nb),
    page: JSON.parse(document.getElementById("hb-page")?.textContent || "null"),
    today: () => new Date().toLocaleDateString("sv-SE"),
    // 24. november 2026, with a space after the day that does not break
    day: text => new Date(text.length === 10 ? `${text}T12:00` : text)
      .toLocaleDateString("nb-NO", { day: "numeric", month: "long", year: "numeric" }).replace(" ", "\u00a0"),
    say(text) {
      const place = document.getElementById("hb-said");
      place.textContent = "";
      setTimeout(() => { place.textContent = text; }, 50); // the same words again are told again
    },
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* the browser keeps nothing */ } },
    text(key) { try { return localStorage.getItem(key) || ""; } catch { return ""; } },
    setText(key, value) {
      try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch { /* keeps nothing */ }
    },
    make(tag, given = {}, ...inside) {
      const node = document.createElement(tag);
      for (const [name, value] of Object.entries(given)) {
        if (name in node && name !== "form") node[name] = value; else node.setAttribute(name, value);
      }
      node.append(...inside);
      return node;
    },
    // Where a page is published. On the machine that builds it, or in a folder of files, there is no address to give:
    // then the handbook's name and the page's place in it.
    address(page, url) {
      const { protocol, hostname, origin, pathname } = new URL(page.querySelector("link[rel=canonical]")?.getAttribute("href") || url, url);
      const published = protocol.startsWith("http") && !["localhost", "127.0.0.1", "[::1]"].includes(hostname);
      if (published) return origin + pathname;
      const place = new URL(url).pathname.slice(top.pathname.length - 1).replace(/index\.html$/, "");
      return `${document.querySelector(".hb-brand").textContent.trim()}: ${place}`;
    },
    hidden: text => hb.make("span", { className: "hb-hidden" }, text),
    // A banner above the title.
    notice(kind, strong, more = "") {
      const place = document.getElementById("hb-notices");
      const told = hb.make("p", {}, hb.make("strong", {}, strong), ` ${more}`);
      place.append(hb.make("div", { className: `hb-banner hb-banner--${kind}` }, told));
      place.hidden = false;
    },
  };
})();
