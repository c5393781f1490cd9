"""How an erasure leaves what is held, and how it is completed."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, Table

from commkit.communities import lock_community
from commkit.fields import disown_fields
from commkit.privacy.erasure.facts import PersonErased
from commkit.privacy.feature import privacy
from commkit.privacy.holding import statements as sql
from commkit.privacy.holding.messages import CompleteErasure
from commkit.privacy.holding.records import HeldRows
from commkit.privacy.person_columns.statements import all_tables, person_columns
from commkit.runtime.composing.left_tables import LeftTables, left_tables
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

LOOKS_AGAIN = timedelta(days=1)
"""When what is held is looked at again, should nobody have said that it was released."""


def lock_holds(context: Context) -> None:
    """Let no erasure run in the session's community until the commit; for who holds something, or releases it.

    An erasure that runs is waited for. So a hold is there before the first row of it is blanked, or finds none left.
    """
    lock_community(context)


def complete_erasures(context: Context) -> None:
    """Let the worker complete the erasures of the session's community that were held up; for who releases something.

    Call it after `lock_holds`, in the command that releases. What is still held stays.
    """
    context.run(sql.HASTEN, name=context.registry.name_of(CompleteErasure), due=context.now)


def not_held(context: Context, table: Table) -> ColumnElement[bool]:
    """The condition of the rows of a table that are not held; for what deletes by itself what people wrote.

    Args:
        context: Of any session of the Kit.
        table: A table of any feature.
    """
    return context.registry.holds.not_held(table)


def leave_held(context: Context, left: LeftTables, key: str, member: MemberId) -> Iterator[HeldRows]:
    """Lock the holds of the session's community, and see to it that what is held of a person is erased later.

    Args:
        context: Of the community.
        left: What plugins left that the Kit lacks.
        key: The host's key of the person, who is erased.
        member: Their id.

    Yields:
        How many rows are held, if any are.
    """
    lock_holds(context)
    holds = context.registry.holds
    tables = [table for table in all_tables(context.registry, left) if holds.may_hold(table)]
    held, _ = _left_of(context, tables, key, member)
    if held:
        by_key, _ = _left_of(context, tables, key, member, names="key")
        _look_again(context, CompleteErasure(member, key if by_key else None))
        yield HeldRows(context.community_id, held)


@privacy.handles(CompleteErasure)
def complete_erasure(context: Context, command: CompleteErasure) -> int:
    """Erase what is not held any more; what is left waits for the next look."""
    lock_holds(context)
    left = left_tables(context, context.registry)
    tables = [table for table in all_tables(context.registry, left) if "community_id" in table.c]
    names = "" if command.key else "member"
    held, free = _left_of(context, tables, command.key or "", command.member, names=names)
    if held:
        _look_again(context, command)
    if not free:
        return 0
    disown_fields(context, command.member)
    context.emit(PersonErased(member=command.member))
    return _clean_community(context, left, command)


def _clean_community(context: Context, left: LeftTables, command: CompleteErasure) -> int:
    changed = 0
    by_name = {table.name: table for table in all_tables(context.registry, left)}
    for column in person_columns(context.registry, left):
        if not column.by_community or (column.by_key and not command.key):
            continue
        for erasing in filter(None, (column.delete, column.blank)):
            here = sql.in_community(erasing, by_name[column.table])
            changed += context.run(here, **column.parameters(command.key or "", command.member))
    return changed


def _look_again(context: Context, command: CompleteErasure) -> None:
    schedule_command(context, command, at=context.now + LOOKS_AGAIN, as_system=True)


def _left_of(
    context: Context, tables: Iterable[Table], key: str, member: MemberId, *, names: str = ""
) -> tuple[int, int]:
    """How many rows of the session's community have something about a person: held ones, and others."""
    held = free = 0
    for table in tables:
        ((its_held, its_free),) = context.rows(
            sql.left_of_person(table, context.registry.holds, names),
            named_key=key,
            named_member=member,
            tombstone=str(member),
        )
        held, free = held + its_held, free + its_free
    return held, free
