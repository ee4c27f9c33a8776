"""The real handbook in a real browser: every kind of page, narrow and wide."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = [
    "/", "/tjenester/", "/tjenestegrupper/hjemmetjenester/", "/tjenester/hjemmetjenesten/", "/prosedyrer/",
    "/prosedyrer/utskrivningsklar-pasient/", "/prosedyrer/legemiddelsamstemming/", "/prosedyrer/selvmordsfare/", "/faggrupper/",
    "/faggrupper/saksbehandling/", "/kommuner/", "/kommuner/trondheim/", "/revisjon/", "/kilder/", "/begreper/", "/om/",
    "/om/personvern/", "/bidra/", "/bidra/regler/", "/finnes-ikke/", "/dekning/", "/overleveringer/", "/om/uten-nett/",
    "/om/komponenter/", "/om/tilgjengelighet/", "/utskrift/", "/ikke-lagret/", "/sok/", "/sok/?q=legemidler",
]  # fmt: skip
PROCEDURE = "/prosedyrer/utskrivningsklar-pasient/"


class Watch:
    """Notes what goes wrong while pages are open."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.strangers: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: self.request(request.url))

    def request(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.strangers.append(url)

    def open(self, path: str) -> None:
        """Open a page, and let its scripts come to rest."""
        self.page.goto(self.address + path)
        if not path.startswith("/kommuner/5"):
            self.page.evaluate("new Promise(rest => requestIdleCallback(rest))")


@pytest.fixture
def watch(page, address):
    return Watch(page, address)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_cleanly(watch, path, width):
    """No sideways scrolling, no errors in the console, nothing asked of another host; one visible heading."""
    watch.page.set_viewport_size({"width": width, "height": 800})
    watch.open(path)
    scroll, seen = watch.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert scroll <= seen
    assert [each for each in watch.errors if not (path == "/finnes-ikke/" and "404" in each)] == []
    assert watch.strangers == []
    expect(watch.page.locator("main h1")).to_be_visible()
    assert watch.page.evaluate("document.documentElement.lang") in ("nb", "no", "nn")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_draft_says_so_where_it_is_seen_at_once(watch, width):
    watch.page.set_viewport_size({"width": width, "height": 800})
    watch.open(PROCEDURE)
    banner = watch.page.get_by_text("Dette er et utkast. Ingen har vedtatt det, og det gjelder ikke.")
    expect(banner).to_be_visible()
    expect(banner).to_be_in_viewport()


def test_an_unverified_municipality_says_so(watch):
    watch.open("/kommuner/")
    watch.page.get_by_role("row", name=re.compile("Står i en plan")).first.get_by_role("link").click()
    expect(watch.page.get_by_text("Ikke bekreftet.")).to_be_visible()


def test_breadcrumbs_lead_back(watch):
    watch.open("/tjenester/hjemmetjenesten/")
    trail = watch.page.get_by_role("navigation", name="Brødsmulesti")
    assert trail.get_by_role("listitem").all_inner_texts() == [
        "Forside",
        "Tjenester",
        "Hjemmetjenester",
        "Hjemmetjenesten",
    ]
    trail.get_by_role("link", name="Hjemmetjenester").click()
    expect(watch.page).to_have_url(re.compile("/tjenestegrupper/hjemmetjenester/$"))
    watch.page.get_by_role("navigation", name="Brødsmulesti").get_by_role("link", name="Forside").click()
    assert urlsplit(watch.page.url).path in ("/", "/index.html")


def test_the_address_of_a_step_leads_to_it(watch):
    watch.open(PROCEDURE)
    steps = watch.page.locator("li[id^=steg-]")
    assert steps.count() >= 5
    last = steps.last
    last.locator("h3 a").click()
    name = last.get_attribute("id")
    assert urlsplit(watch.page.url).fragment == name
    watch.page.set_viewport_size({"width": 360, "height": 800})
    watch.page.goto("about:blank")
    watch.open(f"{PROCEDURE}#{name}")
    expect(watch.page.locator(f"#{name} h3")).to_be_in_viewport()


def test_from_the_front_page_to_a_procedure_by_the_service(watch):
    watch.open("/")
    watch.page.locator("main").get_by_role("link", name="Hjemmetjenesten", exact=True).click()
    expect(watch.page.locator("main h1")).to_have_text("Hjemmetjenesten")
    watch.page.locator("a.hb-list__title").first.click()
    expect(watch.page).to_have_url(re.compile("/prosedyrer/[a-z-]+/$"))


def test_a_page_that_is_not_there_says_so_in_norwegian(watch):
    """Also deep down, where relative links would go wrong."""
    answer = watch.page.goto(f"{watch.address}/finnes/ikke/her/")
    assert answer is not None
    assert answer.status == 404
    main = watch.page.locator("main")
    expect(main).to_contain_text(re.compile("finnes ikke|fant ikke", re.IGNORECASE))
    assert "not found" not in watch.page.content().lower()
    link = main.get_by_role("link").first
    assert urlsplit(link.evaluate("each => each.href")).path.startswith("/")


def test_a_number_of_a_municipality_leads_to_its_page(watch):
    watch.open("/kommuner/5001/")
    expect(watch.page).to_have_url(re.compile("/kommuner/trondheim/$"))


def test_a_reader_with_a_keyboard_sees_where_they_are(watch):
    watch.open(PROCEDURE)
    watch.page.keyboard.press("Tab")
    focused = watch.page.evaluate("document.activeElement.textContent.trim()")
    assert focused, "the first stop is a link with words"
    watch.page.keyboard.press("Enter")
    assert urlsplit(watch.page.url).fragment


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_can_be_told_from_the_ground(browser, address, scheme):
    """Contrast of the main text and the banner at least 4.5 to 1 (WCAG 1.4.3)."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address + PROCEDURE)
    low = page.evaluate(CONTRAST)
    context.close()
    assert low == []


CONTRAST = """() => {
  const parse = text => { const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    c.clearRect(0, 0, 1, 1); c.fillStyle = text; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
  const luminance = rgb => { const [r, g, b] = rgb.slice(0, 3).map(v => v / 255).map(
    v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] / 255 + under[i] * (1 - top[3] / 255)).concat(255);
  const ground = node => { const chain = []; for (let n = node; n; n = n.parentElement) chain.push(n);
    return chain.reverse().reduce((found, n) => over(parse(getComputedStyle(n).backgroundColor), found), [255, 255, 255, 255]); };
  return [...document.querySelectorAll('main .hb p, main .hb li, main .hb dd, main .hb dt, main .hb a, main .hb h1, main h2, main h3')]
    .filter(n => n.offsetParent && n.innerText.trim() && !n.closest('.hb-hidden')).map(n => {
      const back = ground(n), style = getComputedStyle(n), front = over(parse(style.color), back);
      const [a, b] = [luminance(front), luminance(back)].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), parseFloat(style.fontSize), n.className, n.innerText.slice(0, 40)]; })
    .filter(([ratio, size]) => ratio < (size >= 24 ? 3 : 4.5)).map(row => row.join(' ')); }"""
