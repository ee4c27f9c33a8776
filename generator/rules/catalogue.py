"""What a rule is, and the list of all of them. The catalogue page and `handbook rules` are made from this list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.base import Base
from generator.findings import Level, Problem
from generator.model import Handbook

Judge = Callable[[Handbook, date], Iterator[Problem]]
JudgeChange = Callable[[Handbook, Base], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as people see it. `name` is printed with every finding; `text` tells the rule in one Norwegian sentence.

    `judge` is nothing for rules about a single file, which are judged while it is read. `judge_change` compares with
    the base that a change is made from, and is asked only when there is one.
    """

    name: str
    level: Level
    text: str
    judge: Judge | None = None
    judge_change: JudgeChange | None = None


CATALOGUE: dict[str, Rule] = {}


def rule(text: str, level: Level = Level.ERROR) -> Callable[[Judge], Judge]:
    """Enter a generator in the catalogue, under its own name with hyphens."""

    def enter(judge: Judge) -> Judge:
        name = judge.__name__.replace("_", "-")
        CATALOGUE[name] = Rule(name, level, text, judge)
        return judge

    return enter


def rule_of_change(text: str, level: Level = Level.ERROR) -> Callable[[JudgeChange], JudgeChange]:
    """Enter a generator that compares with the base, under its own name with hyphens."""

    def enter(judge: JudgeChange) -> JudgeChange:
        name = judge.__name__.replace("_", "-")
        CATALOGUE[name] = Rule(name, level, text, judge_change=judge)
        return judge

    return enter


def _enter_rules_of_reading() -> None:
    for name, text in {
        "folder-exists": "Mappene procedures, services, municipalities, vocabulary og docs finnes.",
        "file-exists": "Filer som håndboka ikke kan være uten, finnes: tjenestegruppene og ordlistene.",
        "file-name": "Mapper og filer har navn som håndboka kjenner: små bokstaver a–z, tall og bindestrek.",
        "file-type": "Filer er vanlige filer, ikke lenker til andre filer.",
        "file-size": "En tekstfil er høyst 500 kB, og et bilde høyst 300 kB.",
        "file-count": "Håndboka har ikke flere filer enn den kan bygges av.",
        "file-read": "Filen kan leses.",
        "file-empty": "Filen er ikke tom.",
        "file-encoding": "Filen er lagret som UTF-8.",
        "file-characters": "Teksten har ingen usynlige tegn, og hver bokstav er ett tegn.",
        "yaml": "Feltene er gyldig YAML: ett felt en gang, uten ankere, henvisninger og merkelapper.",
        "field-missing": "Alle felt som må være med, er med.",
        "field-unknown": "Filen har bare felt som finnes.",
        "field-type": "Hvert felt har rett slags verdi: tekst, liste, tall, eller true og false.",
        "field-value": "Verdien er en av dem som kan velges.",
        "field-form": "Verdien er skrevet på rett måte, for eksempel datoer som ÅÅÅÅ-MM-DD.",
        "field-length": "Teksten eller listen er verken for kort eller for lang.",
        "field-repeated": "Ingen verdi står to ganger i samme liste.",
        "markdown": "Tekst er Markdown uten HTML: trygge lenker, overskrifter fra «##» uten hopp, bilder med tekst.",
        "image": "Bilder er png, jpg eller webp, og virkelig det de gir seg ut for.",
    }.items():
        CATALOGUE[name] = Rule(name, Level.ERROR, text)
    text = "Felt med ren tekst har verken lenker, fet skrift eller lokale verdier."
    CATALOGUE["plain-text"] = Rule("plain-text", Level.WARNING, text)


_enter_rules_of_reading()
