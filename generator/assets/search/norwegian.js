/* How Norwegian words are made comparable. The same code runs when the index is built (in Python, by mini-racer), on the
   command line and in the browser, so the sides cannot drift apart. Classic script: defines the global `Norwegian`. */
"use strict";

const Norwegian = (() => {
  const STOP = new Set(
    ("og i jeg det at en et den til er som på de med han av ikke der så var meg seg men ett har om vi min mitt ha hadde " +
     "hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv sjøl her alle vil bli ble blitt " +
     "kunne inn når være kom noen noe ville dere deg mot for denne dette disse hvorfor hvordan hvem hvilken hvilke bare " +
     "må gjør gjøre gjør gjere etter hos ei eit ein ikkje eg dei korleis kva kven kvar korfor nokon noko vera vere vart " +
     "skulle skal blir får få gi gir skjer hvis dersom min mine sine sitt hennes dere gang å burde bør trenger treng måtte " +
     "mange mye lang lenge ofte fort raskt finnes gjelder går gå vet vite heter hender først også noen ingen andre slik sånn the of in").split(" ").map(fold));

  /* Written forms that no rule below brings together. Left: folded form or beginning of it; right: what it counts as. */
  const IRREGULAR = new Map(Object.entries({
    innlagt: "innlegg", innlagd: "innlegg", innlagte: "innlegg", lagt: "legg", utskrevet: "utskriv", utskreven: "utskriv",
    skrevet: "skriv", dode: "dod", dodd: "dod", doe: "dod", dor: "dor", falt: "fall", fallt: "fall", tatt: "ta", funnet: "finn",
    fotter: "fot", hender: "hand", tenner: "tann", oyne: "oye", oyner: "oye", foreldre: "forelder", brodre: "bror",
    sostre: "soster", dotre: "datter", barna: "barn", bestilt: "bestill", stukket: "stikk", stakk: "stikk",
    avlost: "avlos", flyttet: "flytt", bedt: "be", varslet: "varsl", varsel: "varsl", varsler: "varsl", varsle: "varsl",
    sykdom: "sykdom", forlop: "forlop", rusa: "rus", ruset: "rus", rusen: "rus", pille: "pill", brutt: "brudd",
    drept: "drep", tvinge: "tvang", tvinges: "tvang", tvunget: "tvang", tvungen: "tvang", tvungne: "tvang",
    gjennomga: "gjennomgang", gjennomgas: "gjennomgang", gjennomgar: "gjennomgang", mistenke: "mistank", mistenker: "mistank",
    velge: "valg", velger: "valg", tilby: "tilbud", tilbyr: "tilbud", tilbys: "tilbud", brukt: "bruk", nekte: "nekt", nektet: "nekt", satt: "sett", glemt: "glem", solgt: "selg", sokt: "sok", soker: "sok", soke: "sok", soknad: "soknad",
  }));

  /* From nynorsk and other spellings to one spelling. On folded words. */
  const SPELLINGS = [
    [/^kv(?=[aei])/, "hv"], [/sjuk/g, "syk"], [/heim/g, "hjem"], [/tenest/g, "tjenest"], [/skule/g, "skole"],
    [/^born/, "barn"], [/hoyr/g, "hor"], [/([a-z]{3})leik(en|ar)?$/, "$1het"], [/heit(a|er)?$/, "het"], [/nemn/g, "nevn"],
    [/^daud/, "dod"], [/fodd/g, "fodt"], [/utbrot/g, "utbrudd"], [/([lg])gj/g, "$1g"], [/sjolv/g, "selv"], [/^fram/, "frem"], [/eigen/g, "egen"],
    [/kjeld/g, "kild"], [/^naud/, "nod"], [/rettlei/g, "veiled"], [/rettleiing/g, "veiledning"], [/mogleg/g, "mulig"],
    [/([a-z]{3})leg(t)?$/, "$1lig"], [/auge/g, "oye"], [/oyre/g, "ore"], [/gjennomgong/g, "gjennomgang"],
    [/gong/g, "gang"], [/vekers/g, "ukers"], [/^veke/, "uke"], [/arbeidar/g, "arbeider"], [/kyrkj/g, "kirk"], 
    [/middle(ne|r|t)?$/, "middel"], [/midl(er|ene|a|ar|ane)$/, "middel"], [/forelder?(ene|a|s)$/, "forelder"],
    [/koyr/g, "kjor"], [/tryggje/g, "trygge"], 
    [/mottaking/g, "mottak"], [/vaksin[ae]sjon(er|en)?/g, "vaksin"], [/vaksiner(ing|e|t)/g, "vaksin"],
    [/epileptisk/g, "epilepsi"], [/psykiatrisk/g, "psykiatri"], 
  ];

  const SPELLED = new RegExp(SPELLINGS.map(([from]) => from.source).join("|"));

  const ENDINGS = ("ningenes ningene ningane ningens ningen ninger ningar nings ninga ning ingenes ingene ingane ingens ingen " +
    "inger ingar ings inga ing elsenes elsene elsen elser elsar else hetenes hetene hetens heten heter hets het " +
    "andes ande endes ende edes ede enes ene anes ane ens en ers er ars ar ets et ast est erte ert ete es as e a s")
    .split(" ").sort((a, b) => b.length - a.length);
  const LONG_ENDING = /^(n?ing|else|het)/;

  /** Lower case, without accents, and with one way of writing æ, ø and å, whatever the keyboard had. */
  function fold(text) {
    return text.normalize("NFC").toLowerCase()
      .replace(/[æä]/g, "e").replace(/[øö]/g, "o").replace(/å/g, "a")
      .normalize("NFD").replace(/\p{M}/gu, "")
      .replace(/ae/g, "e").replace(/oe(?!ng)/g, "o").replace(/aa/g, "a");
  }

  const MOST_KEPT = 50000;

  /** A function that remembers what it made of a word: a handbook says the same words over and over. */
  function remembering(make) {
    const known = new Map();
    return (word) => {
      let made = known.get(word);
      if (made === undefined) {
        made = make(word);
        if (known.size > MOST_KEPT) known.clear();
        known.set(word, made);
      }
      return made;
    };
  }

  /** The part of a folded word that its inflections share. */
  const stem = remembering((folded) => {
    if (/\d/.test(folded)) return folded;
    let word = folded;
    if (word.length > 3 && SPELLED.test(word)) for (const [from, to] of SPELLINGS) word = word.replace(from, to);
    word = IRREGULAR.get(word) || withoutEnding(word);
    return word.length > 4 ? word.replace(/(.)\1$/, "$1") : word;
  });

  function withoutEnding(word) {
    for (const ending of ENDINGS) {
      if (!word.endsWith(ending)) continue;
      const least = LONG_ENDING.test(ending) || ending === "s" ? 4 : 3;
      if (word.length - ending.length < least) continue;
      const left = word.slice(0, -ending.length);
      if (ending === "s" && left.endsWith("s")) return word;
      return left.length > 4 ? left.replace(/midl$/, "middel") : left;
    }
    return word.length > 4 ? word.replace(/([dlrn])t$/, "$1") : word;
  }

  const WORD = /[\p{L}\p{N}]+(?:[-–.'’/][\p{L}\p{N}]+)*/gu;
  const MARK = /[-–.'’/]/;

  /** What is searched for in a word as written. One with a hyphen gives its parts and, last, the whole. */
  const taken = remembering((word) => {
    const pieces = word.split(MARK);
    let at = 0;
    const found = pieces.map((piece) => {
      const part = { at, length: piece.length, folded: fold(piece), whole: pieces.length === 1, joined: false };
      at += piece.length + 1;
      return part;
    });
    if (pieces.length > 1) found.push({ at: 0, length: word.length, folded: fold(pieces.join("")), whole: true, joined: true });
    return found;
  });

  /** The words of a text as they are written. */
  const written = (text) => text.match(WORD) || [];

  /** The words of a text: where they stand, and what they are folded to. */
  function* words(text) {
    for (const match of text.matchAll(WORD))
      for (const { at, length, folded, whole, joined } of taken(match[0]))
        yield { at: match.index + at, length, folded, whole, joined };
  }

  const SHORTEST_PART = 3;
  /* Taken apart, these would be found by words that have little to do with them. */
  const WHOLE = new Set(["legemiddel", "sykepleier", "pleier", "helsestasjon", "fastleg", "oppfolg", "opphold", "vedtak", "utskriv", "overfor", "samtykk", "avtal"]);
  const LINKS = ["", "s", "e"];

  /** The parts of a compound, as stems, when all of them are words that `isWord` knows; else nothing. */
  function parts(folded, isWord, depth = 2) {
    if (folded.length < 2 * SHORTEST_PART + 1 || /\d/.test(folded) || WHOLE.has(stem(folded))) return [];
    let best = [];
    let worth = 0;
    for (let cut = SHORTEST_PART; cut <= folded.length - SHORTEST_PART; cut++) {
      const head = headOf(folded.slice(0, cut), isWord);
      if (!head) continue;
      const rest = folded.slice(cut);
      const tail = isWord(stem(rest)) ? [stem(rest)] : depth > 1 ? parts(rest, isWord, depth - 1) : [];
      if (!tail.length) continue;
      const value = Math.min(cut, ...tail.map((each) => each.length)) - 2 * (tail.length - 1);
      if (value > worth) [best, worth] = [[head, ...tail], value];
    }
    return best;
  }

  function headOf(text, isWord) {
    for (const link of LINKS) {
      if (!text.endsWith(link)) continue;
      const bare = link ? text.slice(0, -link.length) : text;
      if (bare.length >= SHORTEST_PART && isWord(stem(bare))) return stem(bare);
    }
    return "";
  }

  /** Edits (letters added, lost, changed or swapped) from a to b; more than `most` is told as `most + 1`. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  return { fold, stem, taken, written, words, parts, distance, isStop: (folded) => STOP.has(folded) };
})();
