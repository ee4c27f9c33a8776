"""The words of pages in bokmål and nynorsk: labels for the values that files hold, and dates and times in full."""

import re
from datetime import date

Language = str
"""`nb` or `nn`."""

MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)

WORDS: dict[str, tuple[str, str]] = {
    # status
    "proposal": ("Forslag", "Framlegg"),
    "draft": ("Utkast", "Utkast"),
    "hearing": ("På høring", "På høyring"),
    "approved": ("Vedtatt", "Vedteken"),
    "retired": ("Trukket tilbake", "Trekt tilbake"),
    # kinds of procedure and of source
    "procedure": ("Prosedyre", "Prosedyre"),
    "guideline": ("Retningslinje", "Retningslinje"),
    "routine": ("Rutine", "Rutine"),
    "instruction": ("Instruks", "Instruks"),
    "act": ("Lov", "Lov"),
    "regulation": ("Forskrift", "Forskrift"),
    "guide": ("Veileder", "Rettleiar"),
    "other": ("Annet", "Anna"),
    # decision tracks
    "municipal": ("Kommunene vedtar", "Kommunane vedtek"),
    "health-community": ("Kommunene og sykehuset vedtar sammen", "Kommunane og sjukehuset vedtek saman"),
    # parties
    "municipality": ("kommunen", "kommunen"),
    "hospital": ("sykehuset", "sjukehuset"),
    "gp": ("fastlegen", "fastlegen"),
    "ambulance": ("ambulansetjenesten", "ambulansetenesta"),
    "citizen": ("innbyggeren", "innbyggjaren"),
    # channels
    "shared-record": ("I felles journal", "I felles journal"),
    "outside": ("Mottaker utenfor felles journal", "Mottakar utanfor felles journal"),
    "downtime": ("Når systemene er nede", "Når systema er nede"),
    # decisions on services
    "yes": ("Ja, tjenesten gis etter vedtak", "Ja, tenesta blir gitt etter vedtak"),
    "no": ("Nei, tjenesten gis uten vedtak", "Nei, tenesta blir gitt utan vedtak"),
    "varies": ("Noen deler krever vedtak", "Nokre delar krev vedtak"),
    # how a municipality's use is known
    "news": ("Omtalt som i bruk", "Omtalt som i bruk"),
    "plan": ("Står i en plan", "Står i ein plan"),
    # headings and labels of the procedure page
    "steps": ("Trinn", "Steg"),
    "step": ("Trinn", "Steg"),
    "exceptions": ("Unntak", "Unntak"),
    "training": ("Opplæring", "Opplæring"),
    "sources": ("Kilder", "Kjelder"),
    "background": ("Bakgrunn", "Bakgrunn"),
    "about": ("Om prosedyren", "Om prosedyren"),
    "status": ("Status", "Status"),
    "version": ("Versjon", "Versjon"),
    "valid-from": ("Gjelder fra", "Gjeld frå"),
    "valid-until": ("Gjelder til", "Gjeld til"),
    "applied-from": ("Gjaldt fra", "Galdt frå"),
    "valid-to": ("Gjaldt til", "Galdt til"),
    "review-by": ("Neste revisjon", "Neste revisjon"),
    "services": ("Tjenester", "Tenester"),
    "all-services": ("Alle tjenester", "Alle tenester"),
    "roles": ("Roller", "Roller"),
    "owner": ("Faggruppe", "Faggruppe"),
    "systems": ("Systemer", "System"),
    "track": ("Hvem som vedtar", "Kven som vedtek"),
    "kind": ("Type", "Type"),
    "purpose": ("Formål", "Føremål"),
    "scope": ("Omfang", "Omfang"),
    "area": ("Gjelder i", "Gjeld i"),
    "everywhere": ("Hele regionen", "Heile regionen"),
    "change": ("Nytt i denne versjonen", "Nytt i denne versjonen"),
    "approvals": ("Vedtak", "Vedtak"),
    "related": ("Se også", "Sjå òg"),
    "uncertain": ("Dette er usikkert", "Dette er usikkert"),
    "important": ("Viktig", "Viktig"),
    "do": ("Gjør dette", "Gjer dette"),
    "do-not": ("Ikke gjør dette", "Ikkje gjer dette"),
    "deadline": ("Frist", "Frist"),
    "sends": ("Send", "Send"),
    "sent-to": ("til", "til"),
    "receives": ("Ta imot", "Ta imot"),
    "received-from": ("fra", "frå"),
    "sender-deadline": ("Avsenderens frist", "Fristen til avsendaren"),
    "record": ("Dokumenter", "Dokumenter"),
    "law": ("Lovpålagt", "Lovpålagt"),
    "next": ("Gå videre", "Gå vidare"),
    "end": ("Ferdig", "Ferdig"),
    "immediately": ("Straks", "Straks"),
    "same_day": ("Samme dag", "Same dag"),
    "without_undue_delay": ("Uten unødig opphold", "Utan unødig opphald"),
    "read": ("lest", "lesen"),
    "not-read": ("ikke lest i sin helhet", "ikkje lesen i sin heilskap"),
    "local-decision": ("Lokal fastsettelse", "Lokal fastsetjing"),
    "local": (
        "Kommunens egen leder må fastsette prosedyren før den gjelder",
        "Leiaren i kommunen må fastsetje prosedyren før han gjeld",
    ),
    "not-set": ("Ikke fastsatt", "Ikkje fastsett"),
    "replaces": ("Erstatter", "Erstattar"),
    "variants": ("Andre varianter", "Andre variantar"),
    "local-values": ("Kommunen fyller inn", "Kommunen fyller inn"),
    "you-are-here": ("Du er her", "Du er her"),
    "front": ("Forside", "Forside"),
    "procedures": ("Prosedyrer", "Prosedyrar"),
    "translation": ("Les på nynorsk", "Les på bokmål"),
    "on-this-page": ("Innhold på siden", "Innhald på sida"),
    "for": ("Gjelder for", "Gjeld for"),
    "and": ("og", "og"),
    "role": ("Rolle", "Rolle"),
    "outline": ("Trinnene i korte trekk", "Stega i korte trekk"),
    "flow": ("Vis som flytskjema", "Vis som flytskjema"),
    "flow-title": (
        "Flytskjema: hvem som gjør hva, og hva som sendes mellom dem. Trinnene under sier det samme med ord.",
        "Flytskjema: kven som gjer kva, og kva som blir sendt mellom dei. Stega under seier det same med ord.",
    ),
    "flow-key": (
        "Hel strek fører til neste trinn. Tallet i en ring er trinnet du går til. Tykk strek viser det som blir sendt.",
        "Heil strek fører til neste steg. Talet i ein ring er steget du går til. Tjukk strek viser det som blir sendt.",
    ),
    "flow-key-if": (
        "Stiplet strek følger du bare når det som står ved den, gjelder.",
        "Stipla strek følgjer du berre når det som står ved han, gjeld.",
    ),
    "channels": ("Slik sender du", "Slik sender du"),
    "onward": ("Går videre i", "Går vidare i"),
    "others": ("Andre prosedyrer", "Andre prosedyrar"),
    "whole": ("hele kilden", "heile kjelda"),
    "wrong": ("Er noe feil eller uklart?", "Er noko feil eller uklart?"),
    "tell": ("Slik sier du fra", "Slik seier du frå"),
    "not-in-force": ("ikke i kraft", "ikkje i kraft"),
    "printed": (
        "Utskrifter kan være utdatert. Se nettsiden for gjeldende versjon.",
        "Utskrifter kan vere utdaterte. Sjå nettsida for gjeldande versjon.",
    ),
    # kinds of parameter
    "locally": ("fastsettes lokalt", "blir fastsett lokalt"),
    "parameter-phone": ("telefonnummer", "telefonnummer"),
    "parameter-hours": ("tid på døgnet", "tid på døgnet"),
    "parameter-unit": ("enhet eller rolle", "eining eller rolle"),
    "parameter-link": ("lenke", "lenkje"),
    "parameter-number": ("tall", "tal"),
    "parameter-text": ("tekst", "tekst"),
    # the way to a proposal
    "suggest-warning": ("Ikke skriv om pasienter eller hendelser.", "Ikkje skriv om pasientar eller hendingar."),
    "suggest-edit": ("Endre teksten i nettleseren", "Endre teksten i nettlesaren"),
    "suggest-form": ("Foreslå en endring i et skjema", "Foreslå ei endring i eit skjema"),
    "suggest-error": ("Meld fra om en feil", "Meld frå om ein feil"),
    "suggest-guide": ("Slik foreslår du en endring", "Slik foreslår du ei endring"),
    "suggest-step": ("Gjelder det et bestemt trinn?", "Gjeld det eit bestemt steg?"),
    # banners
    "draft-banner": (
        "Dette er et utkast. Ingen har vedtatt det, og det gjelder ikke.",
        "Dette er eit utkast. Ingen har vedteke det, og det gjeld ikkje.",
    ),
    "proposal-banner": (
        "Dette er et forslag. Ingen har vedtatt det, og det gjelder ikke.",
        "Dette er eit framlegg. Ingen har vedteke det, og det gjeld ikkje.",
    ),
    "hearing-banner": (
        "Dette er på høring. Ingen har vedtatt det, og det gjelder ikke.",
        "Dette er på høyring. Ingen har vedteke det, og det gjeld ikkje.",
    ),
    "take-over": ("Kan overtas av faggruppen", "Kan overtakast av faggruppa"),
    "retired-banner": (
        "Prosedyren er trukket tilbake og gjelder ikke.",
        "Prosedyren er trekt tilbake og gjeld ikkje.",
    ),
    "expired-banner": ("Prosedyren gjelder ikke lenger.", "Prosedyren gjeld ikkje lenger."),
    "future-banner": (
        "Prosedyren er vedtatt, men gjelder ikke før",
        "Prosedyren er vedteken, men gjeld ikkje før",
    ),
    "until-then": ("Til da gjelder", "Til da gjeld"),
    "overdue-banner": (
        "Fristen for ny vurdering er passert. Innholdet kan være utdatert.",
        "Fristen for ny vurdering er passert. Innhaldet kan vere utdatert.",
    ),
    "history": ("Hva er endret", "Kva er endra"),
    "applied-when": ("Hva gjaldt på en bestemt dag", "Kva galdt på ein bestemt dag"),
    "last-changed": ("Sist endret", "Sist endra"),
    "came-late": ("Kom i håndboka", "Kom i handboka"),
    "read-coming": ("les den kommende versjonen", "les den komande versjonen"),
    "what-differs": ("se hva som blir endret", "sjå kva som blir endra"),
    "more": ("Se nærmere", "Sjå nærare"),
    "unsaved-banner": (
        "Endringene på denne siden er ikke lagret i historikken.",
        "Endringane på denne sida er ikkje lagra i historikken.",
    ),
    "coming-banner": ("En ny versjon er på vei", "Ein ny versjon er på veg"),
    "replaced-by": ("Bruk i stedet", "Bruk i staden"),
    "stale-banner": (
        "Oversettelsen er laget av en eldre versjon. Les originalen.",
        "Omsetjinga er laga av ein eldre versjon. Les originalen.",
    ),
}


COUNTED = {
    "service": (("tjeneste", "tjenester"), ("teneste", "tenester")),
    "role": (("rolle", "roller"), ("rolle", "roller")),
}


def counted(key: str, number: int, language: Language = "nb") -> str:
    """How many: 1 rolle, 5 roller."""
    return f"{number} {COUNTED[key][language == 'nn'][number != 1]}"


def uncertain_in_words(number: int, language: Language = "nb") -> str:
    """How many points of a page are uncertain; nothing when there are none."""
    if number == 0:
        return ""
    if number == 1:
        return "Ett punkt er usikkert" if language == "nb" else "Eitt punkt er usikkert"
    return f"{number} punkter er usikre" if language == "nb" else f"{number} punkt er usikre"


def word(key: str, language: Language = "nb") -> str:
    """The label for `key` in a language."""
    return WORDS[key][language == "nn"]


def day_in_words(day: date) -> str:
    """A date as Norwegians write it: 24. november 2026."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def partial_day_in_words(text: str) -> str:
    """A year, a month or a day, as exact as it was given: "2026-11" is november 2026."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    month = f"{MONTHS[parts[1] - 1]} {parts[0]}"
    return month if len(parts) == 2 else f"{parts[2]}. {month}"  # noqa: PLR2004 - year, month, day


UNITS = {
    "Y": (("år", "år"), ("år", "år")),
    "Mo": (("måned", "måneder"), ("månad", "månader")),
    "W": (("uke", "uker"), ("veke", "veker")),
    "D": (("døgn", "døgn"), ("døgn", "døgn")),
    "H": (("time", "timer"), ("time", "timar")),
    "Mi": (("minutt", "minutter"), ("minutt", "minutt")),
}


def duration_in_words(duration: str, language: Language = "nb") -> str:
    """An ISO 8601 duration in words: `PT24H` is 24 timer."""
    days, _, hours = duration.removeprefix("P").partition("T")
    found = [(number, "Mo" if unit == "M" else unit) for number, unit in re.findall(r"(\d+)([YMWD])", days)]
    found += [(number, "Mi" if unit == "M" else unit) for number, unit in re.findall(r"(\d+)([HM])", hours)]
    told = [f"{number} {UNITS[unit][language == 'nn'][number != '1']}" for number, unit in found]
    return " og ".join(told)


def working_days_in_words(days: int, language: Language = "nb") -> str:
    """A number of working days: 3 virkedager."""
    if language == "nn":
        return f"{days} {'vyrkedag' if days == 1 else 'vyrkedagar'}"
    return f"{days} {'virkedag' if days == 1 else 'virkedager'}"
