"""Ends with 1 where a fact is registered that no test emitted: `python -m tests.meta.check_emitted FOLDER`."""

import sys
from contextlib import closing
from pathlib import Path

from tests.meta.emitted import never_emitted
from tests.meta.suites import kit_of_all


def main(folder: Path) -> str | None:
    """The sentence to end with; None where every fact was emitted."""
    if not any(folder.glob("*.txt")):
        return f"there is nothing in {folder}: run the tests with COMMKIT_EMITTED={folder}"
    with closing(kit_of_all()) as kit:
        missing = never_emitted(kit, folder)
    return f"no test emits these facts: {', '.join(missing)}" if missing else None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
