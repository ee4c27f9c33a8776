"""Three years of the invented region, commit by commit."""

import shutil
from pathlib import Path

from demo.procedures import Procedure, Step
from demo.repository import Repository

HANDBOOK = Path(__file__).resolve().parent.parent
DAY = "2026-11-25"
"""The day that the demo is built for."""
ROLES = "vocabulary/roles.yml"
PLACES = {"bjornvag": ("Bjørnvåg", "9911"), "ulvdal": ("Ulvdal", "9912"), "revneset": ("Revneset", "9913")}
NOTICE = "Alt her er oppdiktet, for å vise hvordan håndboka virker. Ingen kommune, prosedyre eller frist er ekte."

BLOOD = Procedure(
    "hjemmetjenester",
    "blodtrykk-hjemme",
    "Blodtrykk hjemme – måling og varsling",
    "Mål blodtrykket slik planen sier, og gi beskjed til fastlegen når verdien er utenfor grensene.",
    "Pasienten får rett hjelp til rett tid når blodtrykket endrer seg.",
    ("hjemmetjenesten",),
    ("sykepleier", "helsefagarbeider"),
    (
        Step("forbered", "Forbered målingen", "helsefagarbeider", "La pasienten sitte i ro.\nBruk riktig mansjett."),
        Step(
            "mal",
            "Mål to ganger",
            "helsefagarbeider",
            "Mål to ganger, med ett minutt mellom.",
            record="Begge verdiene.",
        ),
        Step(
            "varsle",
            "Varsle fastlegen",
            "sykepleier",
            "Ring fastlegen når verdien er utenfor grensene i planen.",
            "{within: PT24H, from: mal}",
        ),
    ),
    background="\n## Hvorfor to målinger\n\nDen første målingen er ofte for høy. Skriv derfor ned begge.\n",
)
FALL = Procedure(
    "hjemmetjenester",
    "fallvarsel",
    "Fallvarsel – rykk ut og undersøk",
    "Rykk ut når fallalarmen går, undersøk pasienten der han ligger, og vurder om lege må kontaktes.",
    "Den som har falt, blir undersøkt raskt og trygt.",
    ("trygghetspatroljen", "hjemmetjenesten"),
    ("sykepleier",),
    (
        Step("rykk-ut", "Rykk ut", "sykepleier", "Dra til pasienten.", "{immediately: true}"),
        Step("undersok", "Undersøk pasienten", "sykepleier", "Undersøk hode, nakke og hofter før du løfter."),
    ),
)
PHONE = Procedure(
    "legevakt-og-fastlege",
    "telefonvakt-natt",
    "Telefonvakt om natten – svar og noter",
    "Svar telefonen om natten, noter hvem som ringer, og gi saken videre til legevakten når det trengs.",
    "Alle som ringer om natten, får svar.",
    ("legevakt",),
    ("legevaktoperator",),
    (Step("svar", "Svar telefonen", "legevaktoperator", "Svar innen tre ringesignaler."),),
)
DIGITAL = Procedure(
    "legevakt-og-fastlege",
    "nattvakt-felles",
    "Nattvakt felles – svar i felles system",
    "Svar henvendelser om natten i det felles systemet, og sett saken over til legevakten når det trengs.",
    "Alle som tar kontakt om natten, får svar, uansett hvordan de tar kontakt.",
    ("legevakt",),
    ("legevaktoperator",),
    (
        Step(
            "svar",
            "Svar henvendelsen",
            "legevaktoperator",
            "Svar telefon og melding i samme kø.",
            "{immediately: true}",
        ),
        Step("sett-over", "Sett saken over", "legevaktoperator", "Sett saken over til legevakten når det haster."),
    ),
)
NUTRITION = Procedure(
    "institusjon",
    "vektkontroll-sjukeheim",
    "Vektkontroll på sjukeheim – veg og vurder",
    "Veg pasienten kvar månad, samanlikn med førre gong, og meld frå når vekta har gått mykje ned.",
    "Pasientar som går ned i vekt, blir oppdaga tidleg.",
    ("sykehjem",),
    ("helsefagarbeider",),
    (Step("veg", "Veg pasienten", "helsefagarbeider", "Veg om morgonen, før frukost."),),
    language="nn",
)


def make(folder: Path) -> None:
    """Write the invented handbook and its history into an empty folder."""
    repository = Repository(folder)
    for name in ("vocabulary", "services"):
        shutil.copytree(HANDBOOK / name, folder / name)
    repository.git("init", "--quiet")
    repository.commit("2023-11-20", "Begynn med ordlistene og tjenestene", _beginning())
    _first_year(repository)
    _second_year(repository)
    _third_year(repository)


def _beginning() -> dict[str, str | None]:
    config = (HANDBOOK / "mkdocs.yml").read_text("utf-8")
    config = config.partition("watch:")[0].replace(
        "site_name: Regional håndbok", "site_name: Øvingshåndbok (oppdiktet)"
    )
    config = config.replace("custom_dir: generator/overrides", f"custom_dir: {HANDBOOK / 'generator/overrides'}")
    found: dict[str, str | None] = {
        "mkdocs.yml": config,
        ".gitignore": "build/\nsite/\nmkdocs.yml\n",
        "docs/om/handboka.md": f"---\ntitle: Om øvingshåndboka\nsummary: {NOTICE}\n---\n{NOTICE}\n",
        "docs/om/tilgjengelighet.md": f"---\ntitle: Tilgjengelighet\nsummary: {NOTICE}\n---\n{NOTICE}\n",
        "docs/om/personvern.md": f"---\ntitle: Personvern\nsummary: {NOTICE}\n---\n{NOTICE}\n",
        "docs/bidra/index.md": "---\ntitle: Bidra\nsummary: Her er det ingenting å bidra til.\n---\nDette er en øvelse.\n",
    }
    roles = (HANDBOOK / ROLES).read_text("utf-8")
    found[ROLES] = roles.replace("name: Helsefagarbeider", "name: Hjelpepleier")
    for slug, (name, number) in PLACES.items():
        found[f"municipalities/{slug}/municipality.yml"] = (
            f'slug: {slug}\nname: {name} (oppdiktet)\nnumbers: [{{number: "{number}"}}]\ncounty: Oppdiktet fylke\n'
            'in_use_from: "2023-11"\nsource: {title: Oppdiktet, url: "https://example.org/"}\nverified: plan\n'
        )
    return found


def _first_year(to: Repository) -> None:
    """Drafts, hearing, approval, a minor version, and a correction without one."""
    to.commit("2023-12-04", "Første utkast: blodtrykk hjemme", {BLOOD.path: BLOOD.text()})
    hearing = BLOOD.with_(
        status="hearing", version="0.2", hearing=("2024-01-10", "2024-02-10"), change="Sendt på høring."
    )
    to.commit("2024-01-08", "Send blodtrykk hjemme på høring", {BLOOD.path: hearing.text()})
    roles = (HANDBOOK / ROLES).read_text("utf-8")
    to.commit("2024-02-05", "Hjelpepleiere heter nå helsefagarbeidere", {ROLES: roles})
    first = hearing.approved("1.0", "2024-04-01", "Første vedtatte versjon.", decided="2024-02-28")
    to.commit("2024-03-01", "Vedtak: blodtrykk hjemme 1.0", {BLOOD.path: first.text()})
    to.commit("2024-03-11", "Første utkast: fallvarsel", {FALL.path: FALL.text()})
    to.git("checkout", "--quiet", "-b", "fallvarsel")
    fall = FALL.approved("1.0", "2024-05-01", "Første vedtatte versjon.", decided="2024-04-18", review_by="2026-10-01")
    to.commit("2024-04-19", "Fallvarsel: innspill fra Ulvdal", {FALL.path: FALL.with_(version="0.2").text()})
    to.commit("2024-04-20", "Fallvarsel: vedtak", {FALL.path: fall.text()})
    to.git("checkout", "--quiet", "main")
    to.git(
        "merge",
        "--quiet",
        "--no-ff",
        "--message",
        "Merge pull request #7 from ovelse/fallvarsel\n\nFallvarsel vedtatt",
        "fallvarsel",
        day="2024-04-22",
    )
    to.git("branch", "--quiet", "--delete", "fallvarsel")
    phone = PHONE.approved(
        "1.0", "2024-06-01", "Første vedtatte versjon.", decided="2024-05-20", review_by="2026-06-01"
    )
    to.commit("2024-05-22", "Telefonvakt om natten: vedtak", {PHONE.path: phone.text()})
    minor = first.approved(
        "1.1", "2024-06-15", "Grensen for når du ringer fastlegen, står nå i planen.", decided="2024-06-05"
    )
    minor = minor.with_step("varsle", text="Ring fastlegen når verdien er utenfor grensene i pasientens egen plan.")
    to.commit("2024-06-15", "Blodtrykk hjemme 1.1", {BLOOD.path: minor.text()})
    corrected = minor.with_(purpose="Pasienten får rett hjelp i rett tid når blodtrykket endrer seg.")
    to.commit("2024-09-03", "Rett en skrivefeil i formålet", {BLOOD.path: corrected.text()})


def _second_year(to: Repository) -> None:
    """A coming version that is corrected before it applies, a promotion, a move and a new id."""
    minor = _blood_11()
    to.commit("2024-12-02", "Tilpass linjeskift", {BLOOD.path: minor.text() + "\n"})
    coming = minor.with_step("varsle", deadline="{within: PT4H, from: mal}")
    coming = coming.with_(
        steps=(
            *coming.steps[:2],
            Step(
                "sporsmal", "Spør hvordan pasienten har det", "helsefagarbeider", "Spør om svimmelhet og brystsmerter."
            ),
            *coming.steps[2:],
        )
    )
    hearing = coming.with_(
        status="hearing",
        version="2.0",
        hearing=("2025-01-20", "2025-02-20"),
        change="Kortere frist.",
        valid_from="",
        decided="",
    )
    to.commit("2025-01-20", "Blodtrykk hjemme 2.0 på høring", {BLOOD.next_path: hearing.text()})
    second = hearing.approved(
        "2.0",
        "2025-06-01",
        "Du må ringe fastlegen innen 4 timer, ikke 24. Nytt trinn: spør pasienten.",
        decided="2025-03-12",
    )
    to.commit("2025-03-14", "Vedtak: blodtrykk hjemme 2.0", {BLOOD.next_path: second.text()})
    patched = minor.approved("1.2", "2025-04-10", "Riktig mansjett er forklart.", decided="2025-04-08").with_step(
        "forbered", text="La pasienten sitte i ro i fem minutter.\nBruk mansjett som passer til armen."
    )
    to.commit("2025-04-10", "Blodtrykk hjemme 1.2", {BLOOD.path: patched.text()})
    second = second.with_step(
        "forbered", text="La pasienten sitte i ro i fem minutter.\nBruk mansjett som passer til armen."
    )
    to.commit("2025-04-11", "Ta rettelsen inn i 2.0 også", {BLOOD.next_path: second.text()})
    to.commit("2025-06-10", "handbook promote blodtrykk-hjemme", {BLOOD.path: second.text(), BLOOD.next_path: None})
    fall = FALL.approved("1.0", "2024-05-01", "Første vedtatte versjon.", decided="2024-04-18", review_by="2026-10-01")
    renamed = fall.with_(
        id="fall-i-hjemmet", title="Fall i hjemmet – rykk ut og undersøk", extra={"aliases": ["fallvarsel"]}
    )
    to.commit("2025-08-18", "Fallvarsel får ny id", {FALL.path: None, renamed.path: renamed.text()})
    nutrition = NUTRITION.approved(
        "1.0", "2025-09-01", "Første vedtekne versjon.", decided="2025-08-20", review_by="2026-12-10"
    )
    to.commit("2025-08-25", "Vektkontroll på sjukeheim", {NUTRITION.path: nutrition.text()})
    digital = DIGITAL.with_(
        status="hearing", version="0.1", hearing=("2025-10-01", "2025-11-15"), change="Sendt på høring."
    )
    to.commit("2025-10-01", "Nattvakt felles på høring", {DIGITAL.path: digital.text()})


def _third_year(to: Repository) -> None:
    """A replacement, a retirement, a change that was taken back, a late publication, and what is still to come."""
    digital = DIGITAL.with_(hearing=("2025-10-01", "2025-11-15"), extra={"replaces": [PHONE.id]})
    digital = digital.approved(
        "1.0", "2026-02-01", "Erstatter telefonvakten.", decided="2026-01-15", review_by="2027-02-01"
    )
    to.commit("2026-01-19", "Vedtak: nattvakt felles", {DIGITAL.path: digital.text()})
    phone = PHONE.approved(
        "1.0", "2024-06-01", "Første vedtatte versjon.", decided="2024-05-20", review_by="2026-06-01"
    )
    gone = phone.with_(
        status="retired",
        extra={"valid_to": "2026-01-31", "retired_reason": "Alle kommunene bruker nå felles nattvakt."},
    )
    to.commit("2026-02-01", "Trekk telefonvakten tilbake", {PHONE.path: gone.text()})
    second = _blood_20()
    wrong = second.with_step("varsle", deadline="{within: PT40H, from: mal}")
    to.commit("2026-03-02", "Rett fristen", {BLOOD.path: wrong.text()})
    to.git("revert", "--no-edit", "HEAD", day="2026-03-03")
    nutrition = NUTRITION.approved(
        "1.1", "2026-05-01", "Vekttap på 5 prosent skal meldast.", decided="2026-04-22", review_by="2026-12-10"
    )
    nutrition = nutrition.with_(
        steps=(
            *nutrition.steps,
            Step(
                "meld",
                "Meld frå",
                "helsefagarbeider",
                "Meld frå til sjukepleiar når vekta har gått ned 5 prosent på ein månad.",
                "{working_days: 1}",
            ),
        )
    )
    to.commit("2026-05-12", "Vektkontroll 1.1, kom inn etter at den skulle gjelde", {NUTRITION.path: nutrition.text()})
    third = second.approved(
        "3.0", "2027-01-15", "Pasienter kan måle selv. Les hele prosedyren på nytt.", decided="2026-10-28"
    )
    third = third.with_(
        title="Blodtrykk hjemme – egen måling og varsling",
        steps=(
            Step("avtal", "Avtal hvem som måler", "sykepleier", "Avtal om pasienten måler selv."),
            third.steps[2],
            *third.steps[:2],
            *third.steps[3:],
        ),
    )
    to.commit("2026-11-02", "Vedtak: blodtrykk hjemme 3.0", {BLOOD.next_path: third.text()})
    to.commit("2026-11-16", "Fall i hjemmet flyttes til felles faggruppe", _fall_moved())


def _blood_11() -> Procedure:
    first = BLOOD.with_(hearing=("2024-01-10", "2024-02-10")).approved(
        "1.1", "2024-06-15", "Grensen for når du ringer fastlegen, står nå i planen.", decided="2024-06-05"
    )
    return first.with_(purpose="Pasienten får rett hjelp i rett tid når blodtrykket endrer seg.").with_step(
        "varsle", text="Ring fastlegen når verdien er utenfor grensene i pasientens egen plan."
    )


def _blood_20() -> Procedure:
    minor = _blood_11().with_step(
        "forbered", text="La pasienten sitte i ro i fem minutter.\nBruk mansjett som passer til armen."
    )
    asked = Step(
        "sporsmal", "Spør hvordan pasienten har det", "helsefagarbeider", "Spør om svimmelhet og brystsmerter."
    )
    second = minor.with_(steps=(*minor.steps[:2], asked, *minor.steps[2:])).with_step(
        "varsle", deadline="{within: PT4H, from: mal}"
    )
    second = second.with_(hearing=("2025-01-20", "2025-02-20"))
    return second.approved(
        "2.0",
        "2025-06-01",
        "Du må ringe fastlegen innen 4 timer, ikke 24. Nytt trinn: spør pasienten.",
        decided="2025-03-12",
    )


def _fall_moved() -> dict[str, str | None]:
    fall = FALL.approved("1.0", "2024-05-01", "Første vedtatte versjon.", decided="2024-04-18", review_by="2026-10-01")
    fall = fall.with_(
        id="fall-i-hjemmet", title="Fall i hjemmet – rykk ut og undersøk", extra={"aliases": ["fallvarsel"]}
    )
    return {fall.path: None, fall.with_(group="felles").path: fall.text()}
