"""Pages for what the reader does with the handbook on a device and on paper, and the page that shows the components."""

from collections.abc import Iterator

from generator.model import Procedure
from generator.pages.page import Context, Page, View, row
from generator.pages.services import HOME
from generator.prose import plain_html
from generator.words import day_in_words, word

ABOUT = (HOME, ("/om/", "Om samarbeidet"))


def device_pages(context: Context) -> Iterator[Page]:
    """Without network, on paper, not saved, and components."""
    services = services_view(context)
    yield Page("/om/uten-nett/", "Bruk håndboka uten nett", "offline.html", {"services": services}, ABOUT)
    yield Page("/ikke-lagret/", "Siden er ikke lagret", "unsaved.html", {}, (), searchable=False, robots="noindex")
    view = {"services": services, "procedures": [_choice(each, context) for each in context.shown]}
    yield Page("/utskrift/", "Utskrift og hefter", "booklet.html", view, (HOME,), searchable=False)
    yield _components(context)


def services_view(context: Context) -> list[View]:
    """All services, to choose one from, in their groups."""
    book = context.book
    return [
        {"name": group.name, "services": [{"id": name, "name": book.services[name].name} for name in group.services]}
        for group in book.service_groups.values()
    ]


def _choice(shown: Procedure, context: Context) -> View:
    services = [each.id for each in context.book.services_of(shown)] if "all" not in shown.services else []
    return {**row(shown, context), "services": services}


def _example(number: int, party: str, title: str, **more: list[View]) -> View:
    """A step of the picture on the page of components."""
    step = {"number": number, "party": party, "title": title, "role": "Sykepleier", "deadline": "Straks"}
    return {**step, "sends": [], "ways": [], **more}


def _components(context: Context) -> Page:
    """Every component once; what the tests of looks and access look at. The content is made up."""
    statuses = [{"key": key, "text": word(key)} for key in ("proposal", "draft", "hearing", "approved", "retired")]
    view = {
        "summary": "Delene som sidene i håndboka er satt sammen av. Innholdet her er oppdiktet.",
        "statuses": statuses,
        "steps": [
            _example(1, "municipality", "Meld fra", sends=[{"to_party": "hospital", "message": "Melding"}]),
            _example(
                2, "hospital", "Svar", ways=[{"number": 0, "when": "Alt er klart"}, {"number": 3, "when": "Ikke klart"}]
            ),
            _example(3, "municipality", "Finn et tilbud", ways=[{"number": 1, "when": ""}]),
        ],
        "today": day_in_words(context.day),
        "warnings": [
            {
                "title": "Ring 113 ved akutt fare",
                "html": plain_html(
                    "En advarsel har en egen overskrift, og ordet «Viktig» for den som hører den. "
                    "Skal leseren ringe 113, er nummeret en lenke."
                ),
            }
        ],
        "do": ["Si hvem du er.", "Si hva du har sett."],
        "do_not": ["Skrive navnet på pasienten.", "Vente på svar når det haster."],
        "procedures": [
            {
                "title": "Eksempel på prosedyre",
                "address": "/prosedyrer/",
                "summary": "Hva du gjør, i to setninger.",
                "language": "nb",
                "status": statuses[3],
            }
        ],
    }
    return Page("/om/komponenter/", "Komponenter", "components.html", view, ABOUT, searchable=False, robots="noindex")
