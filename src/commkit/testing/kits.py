"""Kits for tests: migrated once for each set of plugins, then copied; and the statements that they run, counted."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from commkit.kit import Kit

CapturedStatements = list[str]
"""The SQL of statements, in the order in which they ran."""


class TemplateDatabases:
    """Migrated SQLite files, one for each set of components.

    Args:
        folder: Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[tuple[Any, ...], Path] = {}

    def kit(self, file: Path, plugins: Sequence[Any], options: Mapping[str, Any]) -> Kit:
        """A Kit on a fresh copy.

        Args:
            file: Where to put the copy.
            plugins: As for `Kit`.
            options: Further arguments of `Kit`.
        """
        kit = Kit(f"sqlite:///{file}", plugins=plugins, **options)
        packages = tuple(
            sorted({f.migrations for f in kit.registry.features.values() if f.migrations is not None})
        )
        if packages not in self._files:
            template = self._folder / f"template-{len(self._files)}.db"
            with closing(Kit(f"sqlite:///{template}", plugins=plugins)) as source:
                source.migrate()
            self._files[packages] = template
        shutil.copy(self._files[packages], file)
        return kit


@contextmanager
def capture_statements(kit: Kit) -> Iterator[CapturedStatements]:
    """Gather the statements that sessions of a kit run in the block; an observer that it has goes on observing."""
    before = kit.database.observer
    seen: CapturedStatements = []

    def observe(sql: str) -> None:
        seen.append(sql)
        if before is not None:
            before(sql)

    kit.database.observer = observe
    try:
        yield seen
    finally:
        kit.database.observer = before
