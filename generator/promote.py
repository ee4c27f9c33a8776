"""Folds a coming version into the place of the one before it: `<id>.next.md` becomes `<id>.md`."""

import os
from pathlib import Path

from generator.characters import printable
from generator.load import locate
from generator.model import Handbook
from generator.suggest import did_you_mean


class PromoteError(Exception):
    """Raised when there is nothing that can be folded. The message is Norwegian and says what to do."""


def promote(root: Path, book: Handbook, name: str) -> tuple[str, str]:
    """Let the coming version take the place of the other. Gives both paths; git sees one file that moved.

    Raises:
        PromoteError: When there is no coming version, it is not approved, or one of the files has faults.
    """
    place = locate(name.removeprefix("./"))
    wanted = place.name if place else name
    coming = book.comings.get(wanted) or next((each for each in book.comings.values() if wanted in each.aliases), None)
    if coming is None:
        known = ", ".join(sorted(book.comings)) or "ingen"
        otherwise = f"De som har: {known}."
        hint = did_you_mean(wanted, book.comings, otherwise)
        raise PromoteError(f"Prosedyren «{printable(wanted)}» har ingen kommende versjon (.next.md). {hint}")
    if coming.status != "approved":
        raise PromoteError(
            f"{coming.path} er ikke vedtatt (status er «{coming.status}»), og kan ikke ta plassen til den som gjelder."
        )
    target = coming.path.removesuffix(".next.md") + ".md"
    os.replace(root / coming.path, root / target)  # noqa: PTH105 - in one step, over the file that is there
    return coming.path, target
