"""A handbook whose past is hostile: what anyone may have written in old files, messages and names, in a real repository.

The files of today pass the check. All that is odd lies in earlier commits, which are read leniently and shown for ever.
"""

from tests.lives import BASE, FOLDER, NAME, STEPS, Lives, text
from tests.support import Book

RUN = "<img src=x onerror=pwned=1><script>pwned=1</script>"
"""Sets `window.pwned` where it runs."""
OUT = '<a href="javascript:pwned=1" onclick="pwned=1">x</a><iframe src="https://evil.example/x"></iframe>'
BIDI = "abc\u202egnp.exe\u2066\u200b"
ESCAPES = "\x1b[31mrød\x1b]0;tittel\x07\x9b2J"
LONG = "Lang" * 600
MESSAGES = {
    "script": f"Rett {RUN}",
    "markup": f"</title></li>{OUT}{{{{ pwned }}}} {{% raw %}}",
    "bidi": f"Rett {BIDI} frist",
    "terminal": f"Rett {ESCAPES}",
    "long": f"Rett {LONG}",
    "xml": "Rett ]]><entry/> &amp; &pwned; <!-- \x01\x0b\ufffe",
    "markdown": "[x](javascript:pwned=1) ![x](https://evil.example/x.png) `<script>`",
    "calendar": "BEGIN:VEVENT\\nSUMMARY:x;y,z",
}
AUTHOR = f"Ola Nordmann {RUN}"
PERSONS = {
    "Rett frist for Kari, spør kari.nordmann@kommune.no": "kari.nordmann",
    "Takk til @olanordmann for innspill": "olanordmann",
    "Rett etter innspill fra @ola-nordmann/laget": "ola-nordmann",
    "Merge pull request #12 from olanordmann/patch-1": "olanordmann",
    "Merge branch 'olanordmann-patch-1'": "olanordmann",
    "Merge remote-tracking branch 'kari/main' into main": "kari",
    "Merge branch 'main' of https://github.com/olanordmann/handbok": "olanordmann",
    "Co-authored-by: Ola Nordmann <ola@example.org>": "Nordmann",
    "Signed-off-by: Ola Nordmann <ola@example.org>": "Nordmann",
    "Rett frist\n\nCo-authored-by: Ola Nordmann <ola@example.org>\nReviewed-by: Kari Nordmann <kari@example.org>": "Nordmann",
    "Merge pull request #13 from x/y\n\nCo-authored-by: Ola Nordmann <ola@example.org>": "Nordmann",
    "Pasient 01017012345 klaget": "01017012345",
}
"""Messages, and what of them nobody may read on the site."""


def hostile_text(version: str, day: str) -> str:
    """A file of the procedure in which every text is an attempt."""
    steps = f"""steps:
  - id: '"><script>pwned=1</script>'
    title: '{RUN}'
    role: '{RUN}'
    text: |
      {OUT}
      ~~~ {{.x onclick=pwned=1}}
      <script>pwned=1</script>
      ~~~
      [x](javascript:pwned=1) ![x](https://evil.example/x.png) <{LONG}>
    deadline: '{RUN}'
    record: '{LONG}'
"""
    escaped = '"Bidi \\u202e\\u2066 styretegn \\u001b[31m \\u0000 \\x07 {{ pwned }}"'
    changed = {
        "title": f"'{RUN}'",
        "summary": escaped,
        "purpose": f"'{BIDI} {OUT}'",
        "scope": LONG,
        "change": escaped,
    }
    body = f"## {RUN}\n\n{OUT}\n\n<{LONG}>\n\n[a][b]\n\n[b]: javascript:pwned=1\n\n| {LONG} | x |\n|---|---|\n| {RUN} | x |\n"
    extra = f"'{RUN}': '{RUN}'\n"
    made = text(version, day, steps=steps, body=body, extra=extra, **changed)
    made = made.replace("scope: Gjelder opphold på inntil fire uker.\n", "")
    made = made.replace("  - {source: rad-om-opphold}\n", f"  - {{source: '{RUN}', section: '{OUT}'}}\n")
    return made.replace("keywords: [korttid]\n", f"keywords: ['{RUN}']\n")


def make_past(book: Book) -> Lives:
    """Write the history: each kind of message, hostile files in between, and a tree of today that is sound."""
    life = Lives(book).start()
    life.commit("2024-02-20", base=text())
    for number, message in enumerate([*MESSAGES.values(), *PERSONS], 1):
        _commit(life, f"2024-03-{number:02}", message, purpose=f"Den som søker, får et riktig svar {number}.")
    life.commit("2024-05-01", "Vondt", base=hostile_text("1.1<b>", "2024-05-01"))
    life.commit("2024-05-02", "Verre", base=hostile_text('1.2\\"><script>pwned=1</script>', "2024-05-02"))
    life.book.write("services/opphold/borte.yml", f"id: borte\nname: '{RUN}'\nsummary: \"\\u202e\\u0001 {LONG}\"\n")
    roles = book.read("vocabulary/roles.yml")
    life.book.write(
        "vocabulary/roles.yml", f"{roles}\n- id: vond\n  name: '{RUN}'\n  description: \"\\u001b[31m {LONG}\"\n"
    )
    life.book.write(f"{FOLDER}/{NAME}/<script>.md", "x")
    life.commit("2024-05-03", "Mer")
    life.book.delete("services/opphold/borte.yml")
    life.book.delete(f"{FOLDER}/{NAME}")
    life.book.write("vocabulary/roles.yml", roles)
    life.commit("2024-06-01", "Rydd opp", base=text("2.0", "2024-06-01", steps=STEPS))
    return life


def _commit(life: Lives, day: str, message: str, purpose: str) -> None:
    """A message from a file, with a hostile author: git itself takes anything but NUL."""
    file = life.book.root.parent / "message"
    file.write_text(message.replace("\0", ""), "utf-8")
    life.book.write(BASE, text(purpose=purpose))
    life.git("add", "--all")
    life.git("-c", f"user.name={AUTHOR}", "commit", "--quiet", "--cleanup=verbatim", "--file", str(file), day=day)
