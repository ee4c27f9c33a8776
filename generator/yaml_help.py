"""Says what to type when a text cannot be read as YAML: the usual slips, found by looking at the lines themselves."""

import re
from dataclasses import dataclass

FIELD = re.compile(r"^( *)(- +)?([A-Za-zÆØÅæøå_][\w-]*):(?: +(.*?))? *$")
UNCLOSED_QUOTE = re.compile(r"""^[^#\n]*?:[ ]+(["'])(?:(?!\1)[^\n])*$""")
NO_SPACE = re.compile(r"^( *(?:- +)?)([a-z_]+):([^\s/\"'{\[].*)$")
HARD_SPACE = re.compile("^ *[\u00a0]|^ *(?:- +)?[a-z_]+:[\u00a0]")
BLOCK = re.compile(r"^( *)(- +)?([a-z_]+): *[|>][-+]? *$")
CURVED = "“”„"
ODD = "*&@%`!{"
"""Signs that a text may not begin with unless it stands in quotes."""
WIDEST = 80
"""Letters of a line that a hint repeats."""
NEAR = 3
"""Lines above the place of the complaint that are looked at: the slip is often before it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, what to type instead, and where (line and column from 0); no line: where the complaint was."""

    message: str
    hint: str
    line: int | None = None
    column: int = 0


def explain(problem: str, lines: list[str], line: int) -> Slip:
    """The most likely slip behind a complaint of the YAML parser at `line`."""
    written = lines[line] if line < len(lines) else ""
    guesses = (
        _hard_space(lines, line),
        _open_quote(lines, line),
        _open_bracket(lines, line),
        _no_space(lines, line),
        _colon(written) if "mapping values are not allowed" in problem else None,
        TAB if "\t" in written or "'\\t'" in problem else None,
        BRACKETS if "expected ',' or" in problem else None,
        _indent(lines, line),
        _outside_block(lines, line),
        _odd_beginning(lines, line),
        NO_COLON if "could not find expected ':'" in problem else None,
    )
    return next((slip for slip in guesses if slip is not None), UNKNOWN)


def tabs(lines: list[str]) -> Slip:
    """What to do about neighbouring lines with tabs: a table that was pasted, or indentation."""
    rows = [[cell.strip() for cell in line.strip().split("\t") if cell.strip()] for line in lines]
    if len(rows) > 1 and all(len(row) > 1 for row in rows):
        head = f"| {' | '.join(rows[0])} |"
        typed = f"«{head}»" if len(head) <= WIDEST else "overskriftene med «|» mellom"
        under = "|---" * len(rows[0]) + "|"
        hint = f"Skriv {typed}, «{under}» på linjen under, og så radene på samme måte."
        return Slip(f"Her er det limt inn en tabell: {len(rows)} linjer har tabulator.", hint)
    count = f"{len(lines)} linjer" if len(lines) > 1 else "Linjen"
    hint = "Slett tabulatoren, og bruk mellomrom. Sett like mange som på linjene rundt."
    return Slip(f"{count} har tabulator.", hint)


TAB = Slip("Linjen har tabulator.", "Slett tabulatoren, og bruk mellomrom foran teksten.")
BRACKETS = Slip(
    "En liste eller et felt i klammer er ikke skrevet riktig.",
    "Sett komma mellom verdiene, lukk klammen, og sett anførselstegn rundt tekst som har komma i seg.",
)
NO_COLON = Slip("Her mangler det et kolon etter feltnavnet.", "Skriv «felt: verdi», med mellomrom etter kolon.")
UNKNOWN = Slip(
    "Denne delen kan ikke leses som YAML.",
    "Sjekk innrykk, kolon og anførselstegn på denne linjen og linjen over.",
)


def _open_quote(lines: list[str], line: int) -> Slip | None:
    for number in range(line + 1):
        if number < len(lines) and (found := UNCLOSED_QUOTE.match(lines[number])):
            text = lines[number].strip()
            rest = text.rstrip("}]") if "{" in text or "[" in text else text
            whole = f"{rest.rstrip(CURVED)}{found[1]}{text[len(rest) :]}"
            hint = f"Skriv {whole}" if len(whole) <= WIDEST else f"Sett {found[1]} på slutten av teksten."
            return Slip("Et anførselstegn blir aldri lukket.", hint, number, found.start(1))
    return None


def _hard_space(lines: list[str], line: int) -> Slip | None:
    """A blank that looks like any other, and that YAML takes for a letter."""
    for number in range(max(0, line - 1), min(line + 1, len(lines))):
        if found := HARD_SPACE.match(lines[number]):
            message = "Linjen har et hardt mellomrom, som ofte følger med fra Word."
            return Slip(message, "Slett mellomrommet, og trykk på mellomromstasten.", number, found.end() - 1)
    return None


def _outside_block(lines: list[str], line: int) -> Slip | None:
    """Text at the margin that belongs to a field like `text: |` above it."""
    for number in range(line, max(-1, line - NEAR - 1), -1):
        head = BLOCK.match(lines[number]) if number < len(lines) else None
        if head is None:
            continue
        wanted = len(head[1]) + len(head[2] or "") + 2
        for below in range(number + 1, min(number + 2 + NEAR, len(lines))):
            text = lines[below]
            if text.strip() and len(text) - len(text.lstrip()) < wanted and not FIELD.match(text):
                message = f"Teksten hører til «{head[3]}:» over, men er ikke rykket inn."
                return Slip(message, f"Sett {wanted} mellomrom først på linjen.", below, 0)
    return None


def _odd_beginning(lines: list[str], line: int) -> Slip | None:
    """A text that begins with a sign that means something else in YAML."""
    for number in range(line, max(-1, line - 2), -1):
        found = FIELD.match(lines[number]) if number < len(lines) else None
        text = found[4] if found else None
        if not found or not text:
            continue
        if text.startswith(("- ", "| ", "> ")):
            hint = f"Skriv «{found[3]}: |», og teksten på linjene under, rykket inn."
            return Slip("Teksten begynner på samme linje som feltet.", hint, number, found.start(4))
        if text[0] in ODD or text.count('"') > 2:  # noqa: PLR2004 - a text has two quotes
            return Slip(f"Teksten begynner med «{text[0]}».", quoted(found[3], text), number, found.start(4))
    return None


def _open_bracket(lines: list[str], line: int) -> Slip | None:
    """A list or record in brackets that does not end on its line, when the line below begins a new field."""
    for number in range(max(0, line - NEAR), min(line + 1, len(lines))):
        bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", lines[number])
        for opening, closing in ("[]", "{}"):
            begins = bare.find(opening)
            below = lines[number + 1] if number + 1 < len(lines) else ""
            if bare.count(opening) > bare.count(closing) and FIELD.match(lines[number]) and FIELD.match(below):
                text = f"{lines[number].strip()}{closing}"
                hint = f"Skriv {text}" if len(text) <= WIDEST else f"Sett {closing} på slutten av linjen."
                return Slip(f"Klammen «{opening}» blir aldri lukket.", hint, number, max(begins, 0))
    return None


def _no_space(lines: list[str], line: int) -> Slip | None:
    for number in range(max(0, line - 1), min(line + 1, len(lines))):
        if found := NO_SPACE.match(lines[number]):
            typed = f"{found[2]}: {found[3].strip()}"[:WIDEST]
            return Slip("Det mangler et mellomrom etter kolon.", f"Skriv {typed}", number, len(found[1]))
    return None


def _colon(written: str) -> Slip | None:
    """A colon in the middle of a text that has no quotes around it."""
    found = FIELD.match(written)
    if found and found[4] and ":" in found[4]:
        return Slip("Et kolon står midt i en tekst, og da kan ikke linjen leses.", quoted(found[3], found[4]))
    if found and not found[2]:
        return None
    return Slip(
        "Et kolon står midt i en tekst, og da kan ikke linjen leses.",
        'Sett anførselstegn rundt hele teksten: "…".',
    )


def quoted(key: str, text: str) -> str:
    """A hint to put quotes around the text of a field."""
    bare = text.strip().strip('"')
    typed = f'{key}: "{bare}"'
    return f"Skriv {typed}" if len(typed) <= WIDEST and '"' not in bare else 'Sett anførselstegn rundt teksten: "…".'


def _indent(lines: list[str], line: int) -> Slip | None:
    """A line that begins further left or right than its siblings."""
    written = lines[line] if line < len(lines) else ""
    if not (found := FIELD.match(written)):
        return None
    have = len(found[1])
    if found[2]:
        entries = [match for each in lines[:line] if (match := FIELD.match(each)) and match[2] and match[3] == found[3]]
        wanted = next((len(each[1]) for each in reversed(entries)), None)
    else:
        above = next((each for each in reversed(lines[:line]) if each.strip() and FIELD.match(each)), "")
        match = FIELD.match(above)
        wanted = len(match[1]) + len(match[2] or "") if match else None
    if wanted is None or wanted == have:
        return None
    what = "-" if found[2] else f"{found[3]}:"
    return Slip(
        f"Linjen har {have} mellomrom foran «{what}», og det stemmer ikke med linjene over.",
        f"Sett {wanted} mellomrom foran «{what}».",
        line,
        have,
    )
