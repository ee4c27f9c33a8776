"""The command line `handbook`: wires the use cases to what people type, and known failures to clear messages."""

import atexit
import gc
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import report
from generator.check import Checked, check
from generator.clock import today
from generator.norwegian import speak_norwegian
from generator.rules import CATALOGUE

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY_AS_SAID = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
"""24.11.2026, as people write."""
EXIT_FOUND = 1
EXIT_USE = 2
BETWEEN_SWEEPS = 5_000_000
"""Objects made before Python looks for circles to free. Content makes none: a whole build left 309 things in circles,
and looking for them took a quarter of a second of its history."""

SHALLOW = """Git-historikken er kuttet (shallow clone), og da blir historikken i håndboka feil.
Hent hele historikken med: git fetch --unshallow"""

speak_norwegian()

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, written as ÅÅÅÅ-MM-DD."""

    name = "ÅÅÅÅ-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was written; wrong use when there is no such day."""
        if isinstance(value, date):
            return value
        with suppress(ValueError):
            return date.fromisoformat(value if DAY.fullmatch(value) else "")
        meant = DAY_AS_SAID.fullmatch(value)
        hint = f"{meant[3]}-{int(meant[2]):02}-{int(meant[1]):02}" if meant else "2026-11-24"
        raise click.BadParameter(f"«{value}» er ikke en dato. Skriv for eksempel {hint}.", ctx, param)


def common(command: Command) -> Command:
    """The options that every command has."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    command = click.option("--root", type=folder, default=".", help="Mappen som håndboka ligger i. Uten: denne.")(
        command
    )
    return click.option("--date", "day", type=Day(), default=today, help="Dagen håndboka skal gjelde. Uten: i dag.")(
        command
    )


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[VALG]",
    subcommand_metavar="KOMMANDO",
)
@click.version_option(package_name="regional-handbook", message="%(prog)s %(version)s", help="Vis versjonen.")
def main() -> None:
    """Regional håndbok: kontroller, bygg og vis prosedyrene."""
    gc.set_threshold(BETWEEN_SWEEPS, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)  # else Python looks through everything once more before it ends


@main.command("check", options_metavar="[VALG]")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    show_default=True,
    help="Hvordan funnene vises.",
)
@click.option("--base", "revision", metavar="GREN", help="Se også på hva som er endret siden denne grenen i git.")
@common
def check_command(root: Path, day: date, form: str, revision: str | None) -> None:
    """Kontroller alle filene. Svarer 0 uten feil, 1 med feil, 2 ved feil bruk."""
    with _failures_in_words():
        checked = check(root, day, revision)
    click.echo(report.FORMATS[form](checked.findings, report.line_reader(root)), nl=False)
    sys.exit(EXIT_FOUND if checked.has_errors else 0)


class Site(click.ParamType[str]):
    """An address on the web."""

    name = "https://…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address; wrong use when it is none, or could mark up the text it is put into."""
        if value and not re.fullmatch(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._/%-]*)?", value):
            self.fail(f"«{value}» er ikke en adresse som begynner med https://.", param, ctx)
        return str(value)


@main.command("comment", options_metavar="[VALG]")
@click.option("--base", "into", required=True, metavar="GREN", help="Grenen forslaget skal inn i, for eksempel main.")
@click.option("--head", default="HEAD", show_default=True, metavar="GREN", help="Grenen med forslaget.")
@click.option("--preview", type=Site(), default="", help="Nettsted der forslaget kan ses, hvis det finnes.")
@click.option("--run", type=Site(), default="", help="Adressen til kontrollen, der sidene ligger som vedlegg.")
@common
def comment_command(root: Path, day: date, into: str, head: str, **places: str) -> None:
    """Skriv kommentaren som viser hva et forslag endrer. Forslaget leses fra git, og blir aldri kjørt."""
    from generator.comment import comment  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        click.echo(comment(root.resolve(), day, (into, head), **places), nl=False)


@main.command("fix", options_metavar="[VALG]")
@click.argument("paths", nargs=-1, metavar="[FIL]...")
@common
def fix_command(root: Path, day: date, paths: tuple[str, ...]) -> None:  # noqa: ARG001 - the common options
    """Rett det som trygt kan rettes: mellomrom, anførselstegn, datoer, linjeskift og rekkefølgen på felt."""
    from generator.fix import fix  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        mended = list(fix(root, [Path(each).as_posix().removeprefix("./") for each in paths]))
    for path in mended:
        click.echo(f"Rettet {path}")
    click.echo(f"{len(mended)} filer er rettet." if mended else "Det var ingenting å rette.")


@main.command("owners", options_metavar="[VALG]")
@click.option("--check", "only_check", is_flag=True, help="Skriv ingenting. Svar 1 når filen er gammel.")
@common
def owners_command(root: Path, day: date, *, only_check: bool) -> None:
    """Skriv .github/CODEOWNERS, som sier hvem som må godkjenne en endring."""
    from generator.owners import FILE, codeowners  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        wanted = codeowners(check(root, day).book)
        file = root / FILE
        current = file.is_file() and file.read_text("utf-8") == wanted
        if only_check and not current:
            click.echo(f"{FILE} er ikke lenger riktig. Kjør handbook owners, og ta med filen i forslaget.", err=True)
            sys.exit(EXIT_FOUND)
        if not current:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted, "utf-8")
    click.echo(f"{FILE} er riktig." if current else f"Skrev {FILE}.")


@main.command("due", options_metavar="[VALG]")
@click.option("--site", type=Site(), default="", help="Adressen til håndboka, for lenker.")
@common
def due_command(root: Path, day: date, site: str) -> None:
    """Skriv, som JSON, hva hver faggruppe må vurdere på nytt innen tre måneder."""
    from generator.due import reminders  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        told = [asdict(each) for each in reminders(check(root, day).book, day, site)]
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@main.command("links", options_metavar="[VALG]")
@common
def links_command(root: Path, day: date) -> None:
    """Spør om sidene som håndboka lenker til, fortsatt finnes. Bruker nettet."""
    from generator.external import external_links  # noqa: PLC0415 - only needed here
    from generator.links import as_markdown, broken  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        click.echo(as_markdown(list(broken(external_links(check(root, day).book)))), nl=False)


@main.command("screen", options_metavar="[VALG]")
@common
def screen_command(root: Path, day: date) -> None:
    """Les en tekst inn, og svar 1 når den kan ha personopplysninger. Selve opplysningene blir ikke gjentatt."""
    from generator.screen import screen  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        found = screen(check(root, day).book, sys.stdin.buffer.read())
    click.echo("".join(f"{each}\n" for each in found), nl=False)
    sys.exit(EXIT_FOUND if found else 0)


@main.command("build", options_metavar="[VALG]")
@click.option("--out", type=click.Path(path_type=Path), help="Mappen nettstedet legges i. Uten: site.")
@click.option(
    "--engine",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="Programmet som kler sidene.",
)
@click.option("--show-names", is_flag=True, help="Vis hvem som lagret endringene. Uten: ingen personnavn fra git.")
@common
def build_command(root: Path, day: date, out: Path | None, engine: str, *, show_names: bool) -> None:
    """Kontroller filene og bygg nettstedet. Har filene feil, blir det gamle nettstedet stående."""
    from generator.build import build  # noqa: PLC0415 - mkdocs is slow to import and only needed here

    target = (out or root / "site").absolute()
    with _failures_in_words():
        prepared = build(root.resolve(), day, target, engine, _progress(), authors=show_names)
    _show(prepared.checked, root)
    if prepared.files is None:
        click.echo("Håndboka er ikke bygd. Det gamle nettstedet er urørt.", err=True)
        sys.exit(EXIT_FOUND)
    click.echo(f"Håndboka er bygd i {target}")
    click.echo(f"Åpne den slik: handbook serve, eller {sys.executable} -m http.server -d {target} 8000")


@main.command("serve", options_metavar="[VALG]")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Porten på denne maskinen."
)
@common
def serve_command(root: Path, day: date, port: int) -> None:
    """Vis håndboka på denne maskinen, og bygg den på nytt når en fil endres."""
    from generator.serve import serve  # noqa: PLC0415 - mkdocs is slow to import and only needed here

    with _failures_in_words():
        serve(root.resolve(), day, port, click.echo)


@main.command("promote", options_metavar="[VALG]")
@click.argument("name", metavar="ID")
@common
def promote_command(root: Path, day: date, name: str) -> None:
    """La den kommende versjonen (.next.md) ta plassen til den som var. Historikken følger med."""
    from generator.promote import promote  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        old, new = promote(root, check(root, day).book, name)
    click.echo(f"{old} er nå {new}. Lagre endringen med: git add --all procedures && git commit")


@main.command("show", options_metavar="[VALG]")
@click.argument("name", metavar="ID")
@click.option("--on", "on_day", type=Day(), help="Dagen det gjelder. Uten: i dag.")
@common
def show_command(root: Path, day: date, name: str, on_day: date | None) -> None:
    """Vis hvilken versjon av en prosedyre som gjaldt på en dag, med hele teksten."""
    from generator import tell_history  # noqa: PLC0415 - git is only needed here

    _print_history(lambda: tell_history.show(root.resolve(), day, name, on_day or day))


@main.command("log", options_metavar="[VALG]")
@click.argument("name", metavar="ID")
@common
def log_command(root: Path, day: date, name: str) -> None:
    """Vis alt som har hendt med en prosedyre, en tjeneste, en kommune eller en ordliste."""
    from generator import tell_history  # noqa: PLC0415 - git is only needed here

    _print_history(lambda: tell_history.log(root.resolve(), day, name))


@main.command("diff", options_metavar="[VALG]")
@click.argument("old", metavar="FRA")
@click.argument("new", metavar="[TIL]", required=False)
@common
def diff_command(root: Path, day: date, old: str, new: str | None) -> None:  # noqa: ARG001 - common options
    """Vis i klare ord hva som er endret mellom to git-versjoner. Uten TIL: mellom FRA og filene slik de er nå."""
    from generator import tell_history  # noqa: PLC0415 - git is only needed here

    _print_history(lambda: tell_history.diff(root.resolve(), old, new))


def _print_history(tell: Callable[[], Iterator[str]]) -> None:
    with _failures_in_words(), suppress(BrokenPipeError):  # the reader has seen enough
        for line in tell():
            click.echo(line)


@main.command("pdf", options_metavar="[VALG]")
@click.option("--service", help="Id-en til en tjeneste: alle prosedyrene dens.")
@click.option("--procedure", "procedures", multiple=True, help="Id-en til en prosedyre. Kan gis flere ganger.")
@click.option("--site", type=click.Path(path_type=Path), help="Mappen med nettstedet. Uten: site.")
@click.option("--out", type=click.Path(path_type=Path), default="hefte.pdf", show_default=True, help="PDF-filen.")
@common
def pdf_command(  # noqa: PLR0913, PLR0917 - one argument for each option
    root: Path,
    day: date,  # noqa: ARG001 - every command takes the common options
    service: str | None,
    procedures: tuple[str, ...],
    site: Path | None,
    out: Path,
) -> None:
    """Lag et hefte som PDF av et bygd nettsted, med Chromium."""
    from generator.pdf import make_pdf  # noqa: PLC0415 - only needed here

    if bool(service) == bool(procedures):
        raise click.UsageError("Velg enten --service eller --procedure.")
    with _failures_in_words():
        make_pdf(site or root / "site", service, procedures, out)
    click.echo(f"Laget {out}")


@main.command("rules", options_metavar="[VALG]")
@common
def rules_command(root: Path, day: date) -> None:  # noqa: ARG001 - every command takes the common options
    """List reglene som innholdet blir kontrollert mot."""
    for each in sorted(CATALOGUE.values(), key=lambda each: (each.level, each.name)):
        click.echo(f"{report.LEVEL_NAMES[each.level]:8} {each.name:32} {each.text}")


@main.group("new", options_metavar="[VALG]", subcommand_metavar="KOMMANDO")
def new_group() -> None:
    """Lag en ny fil med veiledning i."""


@new_group.command("procedure", options_metavar="[VALG]")
@click.option("--title", prompt="Tittel (det mest talende ordet først)", help="Tittelen på prosedyren.")
@click.option("--group", prompt="Faggruppe (id, for eksempel hjemmetjenester)", help="Faggruppen som eier den.")
@click.option("--id", "name", help="Id-en. Uten: laget av tittelen.")
@click.option("--service", "services", multiple=True, help="Tjeneste den gjelder for. Kan gis flere ganger.")
@click.option("--role", "roles", multiple=True, help="Rolle som bruker den. Kan gis flere ganger.")
@click.option("--language", type=click.Choice(["nb", "nn"]), default="nb", show_default=True, help="Språket.")
@common
def new_procedure_command(root: Path, day: date, **chosen: Any) -> None:
    """Lag et utkast til en prosedyre."""
    from generator.new import Draft, new_procedure  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        path = new_procedure(root, check(root, day).book, Draft(**chosen))
    click.echo(f"Laget {path}. Fyll den ut, og kjør handbook check.")


@new_group.command("service", options_metavar="[VALG]")
@click.option("--name", "title", prompt="Navn på tjenesten", help="Navnet på tjenesten.")
@click.option("--group", prompt="Tjenestegruppe (id, for eksempel hjemmetjenester)", help="Tjenestegruppen.")
@click.option("--id", "name", help="Id-en. Uten: laget av navnet.")
@common
def new_service_command(root: Path, day: date, title: str, group: str, name: str | None) -> None:
    """Lag en fil for en tjeneste."""
    from generator.new import new_service  # noqa: PLC0415 - only needed here

    with _failures_in_words():
        path = new_service(root, check(root, day).book, title, group, name)
    click.echo(f"Laget {path}. Fyll den ut, og kjør handbook check.")


@main.command("search", options_metavar="[VALG]")
@click.argument("query", metavar="SPØRSMÅL", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Hvor mange treff som vises.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Formen."
)
@common
def search_command(root: Path, day: date, query: tuple[str, ...], limit: int, form: str) -> None:
    """Søk i håndboka, med samme rekkefølge som på nettsiden."""
    from generator.search import ask, told  # noqa: PLC0415 - starts V8

    with _failures_in_words():
        checked = check(root, day)
    if checked.has_errors:
        _show(checked, root)
        sys.exit(EXIT_FOUND)
    answer = ask.open_handbook(checked.book, day).ask(" ".join(query), limit)
    click.echo(told.FORMATS[form](answer), nl=False)


def _progress() -> Callable[[str], None]:
    """Tells each stage on a terminal; says nothing to a file or another program."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda text: click.echo(f"{text} …", err=True)


def _show(checked: Checked, root: Path) -> None:
    if checked.findings:
        click.echo(report.as_text(checked.findings, report.line_reader(root)), nl=False, err=True)


@contextmanager
def _failures_in_words() -> Iterator[None]:
    """Known failures become a message and an exit code, in this one place."""
    from generator.engine import EngineError  # noqa: PLC0415 - mkdocs is slow to import
    from generator.history import HistoryError, ShallowCloneError  # noqa: PLC0415 - git is only needed to build
    from generator.new import NewError  # noqa: PLC0415 - only needed here
    from generator.pdf import PdfError  # noqa: PLC0415 - only needed here
    from generator.promote import PromoteError  # noqa: PLC0415 - only needed to promote
    from generator.publish import PublishError  # noqa: PLC0415 - only needed to build

    try:
        yield
    except (PublishError, NewError, PromoteError, HistoryError, PdfError) as error:
        click.echo(f"Feil: {error}", err=True)
        sys.exit(EXIT_USE)
    except ShallowCloneError:
        click.echo(f"Feil: {SHALLOW}", err=True)
        sys.exit(EXIT_FOUND)
    except EngineError as error:
        click.echo(f"Feil i programmet som bygger sidene. Dette er ikke din feil; meld den.\n{error}", err=True)
        sys.exit(EXIT_FOUND)
    except OSError as error:
        click.echo(f"Feil: {error.filename}: {error.strerror}", err=True)
        sys.exit(EXIT_FOUND)
