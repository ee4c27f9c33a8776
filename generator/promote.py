"""Folds a coming version into the place of the one before it: `<id>.next.md` becomes `<id>.md`."""

import os
from pathlib import Path

from generator.model import Handbook


class PromoteError(Exception):
    """Raised when there is nothing that can be folded. The message is Norwegian and says what to do."""


def promote(root: Path, book: Handbook, name: str) -> tuple[str, str]:
    """Let the coming version take the place of the other. Gives both paths; git sees one file that moved.

    Raises:
        PromoteError: When there is no coming version, it is not approved, or one of the files has faults.
    """
    coming = book.comings.get(name)
    if coming is None:
        known = ", ".join(sorted(book.comings)) or "ingen"
        raise PromoteError(f"Prosedyren «{name}» har ingen kommende versjon (.next.md). De som har: {known}.")
    if coming.status != "approved":
        raise PromoteError(
            f"{coming.path} er ikke vedtatt (status er «{coming.status}»), og kan ikke ta plassen til den som gjelder."
        )
    target = coming.path.removesuffix(".next.md") + ".md"
    os.replace(root / coming.path, root / target)  # noqa: PTH105 - in one step, over the file that is there
    return coming.path, target
