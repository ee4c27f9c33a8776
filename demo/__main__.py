"""`python -m demo [FOLDER]`: makes the invented handbook with its history in a folder that does not exist yet."""

import sys
from pathlib import Path

from demo.life import DAY, make


def main() -> None:
    """Make it, and say how to build it."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/demo").resolve()
    folder.mkdir(parents=True)
    make(folder)
    print(f"handbook build --root {folder} --date {DAY}")


if __name__ == "__main__":
    main()
