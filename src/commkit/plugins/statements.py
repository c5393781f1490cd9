"""The statements about plugins in a database."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    MetaData,
    String,
    Table,
    bindparam,
    func,
    inspect,
    or_,
    select,
    table,
    text,
    update,
)

from commkit.communities import community
from commkit.plugins.records import CommunityOfType
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.tables import delivery, outbox, plugin, scheduled_command

BY_TYPE = statement(
    lambda: (
        select(community.c.type, func.count(), func.count(community.c.archived_at))
        .group_by(community.c.type)
        .order_by(community.c.type)
    )
)
"""Each type with the number of its communities, and of those that are archived."""
_TYPES = bindparam("types", expanding=True, type_=String)
OPEN_OF_TYPES = statement(
    lambda: (
        select(community.c.community_id, community.c.slug, community.c.type)
        .where(community.c.type.in_(_TYPES), community.c.archived_at.is_(None))
        .order_by(community.c.slug)
    ),
    into=lambda community_id, slug, of_type: (community_id, CommunityOfType(slug, of_type)),
)
_HERE = select(community.c.community_id).where(community.c.type.in_(_TYPES))


def _begins(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.startswith(bindparam("beginning"), escape="/")


_DELIVERIES = (
    delivery.c.done_at.is_(None)
    & delivery.c.parked_at.is_(None)
    & or_(_begins(delivery.c.subscriber), delivery.c.community_id.in_(_HERE))
)
_FACTS = outbox.c.routed_at.is_(None) & or_(_begins(outbox.c.fact), outbox.c.type.in_(_TYPES))
_SCHEDULED = scheduled_command.c.done_at.is_(None) & or_(
    _begins(scheduled_command.c.command), scheduled_command.c.type.in_(_TYPES)
)
WAITING = statement(
    lambda: select(
        select(func.count()).select_from(delivery).where(_DELIVERIES).scalar_subquery()
        + select(func.count()).select_from(outbox).where(_FACTS).scalar_subquery()
        + select(func.count()).select_from(scheduled_command).where(_SCHEDULED).scalar_subquery()
    )
)
"""How much waits for a plugin: what is named after it, and all of the communities of its types."""
PARK_DELIVERIES = statement(
    lambda: update(delivery).values(parked_at=bindparam("now"), error=bindparam("why")).where(_DELIVERIES)
)
SETTLE_FACTS = statement(lambda: update(outbox).values(routed_at=bindparam("now")).where(_FACTS))
REFUSE_SCHEDULED = statement(
    lambda: (
        update(scheduled_command).values(done_at=bindparam("now"), refused=bindparam("why")).where(_SCHEDULED)
    )
)
KEEP = statement(
    lambda: (
        update(plugin)
        .values(declarations=bindparam("new_declarations"))
        .where(plugin.c.name == bindparam("plugin_name"))
    )
)


def beginning_of(name: str) -> str:
    """What the names begin with of all that a plugin registers, for `LIKE`."""
    return f"{name.replace('/', '//').replace('_', '/_').replace('%', '/%')}."


def count_rows(connection: Connection, name: str) -> int:
    """How many rows a table has."""
    found: int = connection.execute(select(func.count()).select_from(table(name))).scalar_one()
    return found


def read_rows(connection: Connection, shape: Table) -> Any:
    """The rows of a table, in the order of its key, a thousand at once."""
    query = select(shape).order_by(*shape.primary_key.columns).execution_options(yield_per=1_000)
    return connection.execute(query).mappings()


def reflected(connection: Connection, name: str) -> Table:
    """A table as the database describes it, where nobody declared it."""
    return Table(name, MetaData(), autoload_with=connection, resolve_fks=False)


def lock_tables(connection: Connection, names: Collection[str]) -> None:
    """Keep everybody else from tables until the end of the transaction; on SQLite nobody else writes anyway.

    No row is added behind the back of an export, and who writes to them and then to their community is not met halfway.
    """
    if names and connection.dialect.name == "postgresql":
        quote = connection.dialect.identifier_preparer.quote
        connection.execute(
            text(f"LOCK TABLE {', '.join(map(quote, sorted(names)))} IN ACCESS EXCLUSIVE MODE")
        )


def drop_tables(connection: Connection, names: Collection[str]) -> None:
    """Drop tables, those that refer to others before these."""
    quote = connection.dialect.identifier_preparer.quote
    ordered = [name for name, _ in inspect(connection).get_sorted_table_and_fkc_names() if name in names]
    for name in reversed(ordered):
        connection.execute(text(f"DROP TABLE {quote(name or '')}"))
