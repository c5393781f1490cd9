"""Whether the code and the database fit."""

from collections.abc import Iterator, Sequence

from commkit.diagnosis.records import Diagnosis, fault, ok, warning
from commkit.kit import Kit
from commkit.runtime.composing.left_tables import table_names
from commkit.runtime.composing.migrations import ComponentStatus


def check_schema(parts: Sequence[ComponentStatus]) -> Iterator[Diagnosis]:
    """The revisions of all components, and what the database has and the Kit lacks.

    Args:
        parts: What `Kit.status` tells.
    """
    is_right = True
    for part in parts:
        if part.too_new:
            is_right = False
            yield fault(
                "schema.too_new",
                f"the tables of {part.component} are of a newer release",
                "install the release that wrote them",
            )
        elif part.pending:
            is_right = False
            yield fault(
                "schema.pending",
                f"{part.component} lacks {len(part.pending)} migration(s)",
                "run `commkit migrate` before the application starts",
            )
        elif part.types:
            is_right = False
            yield warning(
                "schema.missing_type",
                f"communities have the type {', '.join(part.types)} of {part.component}, which this Kit lacks",
                "install and list the plugin, or see docs/how-to/remove-a-plugin.md",
            )
        elif part.missing:
            is_right = False
            yield warning(
                "schema.missing_plugin",
                f"the database has tables of {part.component}, which this Kit lacks",
                "install and list the plugin, or see docs/how-to/remove-a-plugin.md",
            )
    if is_right:
        yield ok("schema", "the database matches the code")


def check_tables(kit: Kit) -> Iterator[Diagnosis]:
    """The tables that features declare and no migration makes: whoever reads them fails.

    Args:
        kit: The application's Kit, whose migrations have all run.
    """
    with kit.database.transaction(read_only=True) as connection:
        there = table_names(connection)
    for feature in kit.registry.features.values():
        for table in sorted(feature.tables.tables.keys() - there) if feature.tables is not None else ():
            yield fault(
                "schema.missing_table",
                f"the table {table} of {feature.name} has no migration",
                f'make one with `commkit new-revision {feature.plugin} "add {table}" --project FOLDER`, then run '
                "`commkit migrate`",
            )
