"""Runs one program and tells what it cost: processor time and memory, its own children included."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HANDBOOK = Path(sys.executable).with_name("handbook")
KILOBYTE = 1024


class ChildError(Exception):
    """Raised when a program that is measured fails: its figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took. Waiting (for the disk, for other programs) is not counted."""

    seconds: float
    peak_megabytes: float


def run(*command: str | Path, cache: Path) -> Cost:
    """Run a program to its end, with the generator's cache in `cache`.

    Raises:
        ChildError: When it fails.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("HANDBOOK_URL", "SOURCE_DATE_EPOCH")}
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            [str(part) for part in command],
            env={**kept, "HANDBOOK_CACHE": str(cache)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            output.seek(0)
            said = output.read().decode("utf-8", "replace")
            raise ChildError(f"{' '.join(map(str, command))} gave {child.returncode}:\n{said[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KILOBYTE)
