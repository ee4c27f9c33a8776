"""Words that synthetic procedures are put together from: plain Norwegian, in short sentences like the real ones."""

TOPICS = (
    "Fallforebygging", "Munnstell", "Smertevurdering", "Sårstell", "Kateterstell", "Ernæring", "Hjemmebesøk",
    "Innkomst", "Utskriving", "Legemidler i dosett", "Multidose", "Prøvetaking", "Trygghetsalarm", "Nattlig tilsyn",
    "Demens", "Pårørendesamtale", "Tolk", "Søknad om tjeneste", "Vedtak", "Klage", "Ventetid", "Rehabilitering",
    "Hjelpemiddel", "Svangerskap", "Barselbesøk", "Vaksine", "Skolehelse", "Håndhygiene", "Isolering", "Utbrudd",
    "Hjertestans", "Legevakt på telefon", "Akutt sykdom", "Palliasjon", "Dødsfall", "Rus", "Psykisk krise",
    "Selvmordsfare", "Diabetes", "Blodtrykk", "Oksygen", "Insulin", "Nedetid", "Journal", "Samtykke", "Taushetsplikt",
    "Avvik", "Opplæring",
)  # fmt: skip
OCCASIONS = (
    "i hjemmet", "på sykehjem", "ved innleggelse", "ved utskriving", "hos barn", "hos eldre", "om natten", "i helgen",
    "etter opphold på sykehus", "ved nytt vedtak", "første besøk", "når tilstanden endrer seg", "i bolig",
    "på legevakt", "ved smitte", "når systemene er nede",
)  # fmt: skip
DOINGS = (
    "Spør {who} om {what}.", "Skriv {what} i {where}.", "Ring {who} når {when}.", "Sjekk {what} før du går.",
    "Avtal {what} med {who}.", "Se etter {what}.", "Si fra til {who} når {when}.", "Les {what} i {where}.",
    "Gi {who} beskjed om {what}.", "Noter {what} med en gang.", "Mål {what} på nytt når {when}.",
    "Gå gjennom {what} med {who}.", "Vent med {what} til {who} har svart.", "Finn {what} i {where}.",
)  # fmt: skip
WHO = (
    "pasienten", "legen", "lederen din", "den som har vakt", "fastlegen", "en kollega", "de pårørende", "sykepleier",
    "den som søker", "kontoret", "legevakten", "den neste på vakt",
)  # fmt: skip
WHAT = (
    "vekt og puls", "mat og drikke", "listen over medisin", "hva som er viktigst nå", "søvn og smerte", "planen",
    "hvem som skal ringes", "nøkkel og dør", "allergi og smitte", "det som mangler", "målet for uken", "tid og sted",
    "hva du har sett", "de siste svarene", "utstyr som trengs", "hud og sår",
)  # fmt: skip
WHERE = (
    "journalen",
    "planen",
    "listen på vaktrommet",
    "meldingen fra sykehuset",
    "kjernejournal",
    "rapporten",
    "skjemaet",
)
WHEN = (
    "noe er annerledes enn før", "du er i tvil", "pasienten ber om det", "det haster", "verdiene er for høye",
    "ingen har svart etter en time", "planen ikke holder", "medisinen ikke er gitt", "det har gått et døgn",
)  # fmt: skip
STEP_TITLES = (
    "Ta imot og les", "Spør og lytt", "Vurder tilstanden", "Sjekk medisin", "Avtal hva som skal skje", "Gi beskjed",
    "Gjør klart", "Følg opp", "Mål og noter", "Meld videre", "Gå gjennom planen", "Avslutt trygt", "Skriv rapport",
    "Vurder på nytt",
)  # fmt: skip
CHANNELS = {
    "shared-record": ("Felles journal i Helseplattformen", "Melding i felles journal"),
    "outside": ("PLO-melding over helsenettet", "Dialogmelding", "Brev"),
    "downtime": ("Telefon, registrer etterpå", "Papirskjema, registrer etterpå"),
}
HEADINGS = ("Hvorfor dette er viktig", "Hva som ofte går galt", "Hva en bygger på", "Hvem som gjør hva")
KEYWORDS = (
    "heim", "hjem", "vakt", "natt", "medisin", "fall", "mat", "vekt", "sår", "smitte", "barn", "eldre", "søknad",
    "svar", "klage", "sykehus", "sjukehus", "rapport", "telefon", "plan", "tilsyn", "besøk", "opplæring", "lege",
)  # fmt: skip
