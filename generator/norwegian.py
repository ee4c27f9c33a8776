"""Lets click, the command line library, speak Norwegian. It has no Norwegian of its own."""

from types import ModuleType

import click

WORDS = {
    "Usage:": "Bruk:",
    "Options": "Valg",
    "Commands": "Kommandoer",
    "Arguments": "Argumenter",
    "Show this message and exit.": "Vis denne hjelpen.",
    "Error: {message}": "Feil: {message}",
    "Error": "Feil",
    "Aborted!": "Avbrutt.",
    "Try '{command} {option}' for help.": "Se hjelpen med «{command} {option}».",
    "No such option: {name}": "Valget {name} finnes ikke.",
    "No such option {name!r}.": "Valget {name} finnes ikke.",
    "(Did you mean one of: {possibilities}?)": "Mente du en av {possibilities}?",
    "Did you mean {possibility}?": "Mente du {possibility}?",
    "No such command {name!r}.": "Kommandoen «{name}» finnes ikke.",
    "Missing command.": "Kommandoen mangler.",
    "Missing argument": "Argumentet mangler",
    "Missing option": "Valget mangler",
    "Missing parameter": "Verdien mangler",
    "Invalid value: {message}": "Ugyldig verdi: {message}",
    "Invalid value for {param_hint}: {message}": "Ugyldig verdi for {param_hint}: {message}",
    "Option {name!r} requires an argument.": "Valget {name} må ha en verdi.",
    "Option {name!r} does not take a value.": "Valget {name} tar ingen verdi.",
    "Got unexpected extra argument ({args})": "Dette er for mye: {args}",
    "Got unexpected extra arguments ({args})": "Dette er for mye: {args}",
    "{value!r} is not {choice}.": "«{value}» er ikke {choice}.",
    "{value!r} is not one of {choices}.": "«{value}» er ikke en av {choices}.",
    "{value!r} is not a valid {number_type}.": "«{value}» er ikke et tall.",
    "{value} is not in the range {range}.": "{value} er ikke i området {range}.",
    "{name} {filename!r} does not exist.": "«{filename}» finnes ikke.",
    "{name} {filename!r} is a file.": "«{filename}» er en fil, ikke en mappe.",
    "default: {default}": "uten: {default}",
    "required": "må være med",
    "directory": "mappe",
    "Directory": "Mappe",
}
SPEAKING: tuple[ModuleType, ...] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)


def speak_norwegian() -> None:
    """Put our words in place of click's; what is missing stays English."""
    for module in SPEAKING:
        if hasattr(module, "_"):
            vars(module)["_"] = lambda text: WORDS.get(text, text)
        if hasattr(module, "ngettext"):
            vars(module)["ngettext"] = lambda one, many, count: WORDS.get(one if count == 1 else many, many)
