"""Scheduled commands: commands that are stored now and carried out later, authorised again when their time has come.

A reminder, a post that is to appear on Monday, a deadline: each is a scheduled command. It is stored in the transaction
of the command that schedules it, and the worker runs it: the claim and what the command does are one transaction, so it
happens once, however many workers there are. A refusal ends it and is kept with it; other failures are
tried again later. A command that the community's type lacks is held: it waits until the type is changed again.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NewType
from uuid import UUID

from attrs import frozen
from sqlalchemy import bindparam, func, insert, or_, select, update

from commkit.runtime.model.backoff import Backoff
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.model.errors import Busy, CommkitError, Denied, PluginError, StorageFull
from commkit.runtime.model.ids import NIL_ID, CommunityId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.composition import SYSTEM, Composition, System
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import TYPE_CHANGED
from commkit.runtime.storage.retry import retrying
from commkit.runtime.storage.statements import Statement, statement
from commkit.runtime.storage.tables import scheduled_command as table
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import dump, from_json, load, to_json

ScheduledCommandId = NewType("ScheduledCommandId", UUID)
"""The id of a scheduled command."""

_BEGINNING = EPOCH - timedelta(days=1)
_log = logging.getLogger("commkit")
_AT_ONCE = 200
_ATTEMPTS = 12
_BACKOFF = Backoff(first=timedelta(seconds=2), longest=timedelta(hours=1), spread=(1.0, 1.0))
"""Exact: a command is claimed by one worker at a time, so there is nobody to keep apart."""


@frozen
class ScheduledCommand:
    """A command that waits for its time.

    Attributes:
        community: Where it will be carried out.
        id: Its id.
        type: The type of that community.
        actor: The host's key of who acts; None for the host itself.
        command: The command's outside name.
        body: Its fields as JSON.
        due_at: Not before then.
        attempts: How often something kept it from being carried out.
    """

    community: CommunityId
    id: ScheduledCommandId
    type: str
    actor: str | None
    command: str
    body: str
    due_at: datetime
    attempts: int


_OPEN = table.c.done_at.is_(None)
_RECORD = (
    table.c.community_id,
    table.c.id,
    table.c.type,
    table.c.actor,
    table.c.command,
    table.c.body,
    table.c.due_at,
    table.c.attempts,
)
_THIS = (table.c.community_id == bindparam("community_id")) & (table.c.id == bindparam("scheduled"))
_ADD = statement(lambda: insert(table))
_DUE = statement(
    lambda: (
        select(*_RECORD)
        .where(
            _OPEN,
            table.c.held_at.is_(None),
            table.c.due_at <= bindparam("now"),
            or_(
                table.c.due_at > bindparam("after_due"),
                (table.c.due_at == bindparam("after_due")) & (table.c.id > bindparam("after_id")),
            ),
        )
        .order_by(table.c.due_at, table.c.id)
        .limit(bindparam("size"))
    ),
    into=ScheduledCommand,
)
_DONE = statement(lambda: update(table).values(done_at=bindparam("now"), refused="").where(_THIS, _OPEN))
_REFUSED = statement(
    lambda: update(table).values(done_at=bindparam("now"), refused=bindparam("why")).where(_THIS, _OPEN)
)
_LATER = statement(
    lambda: (
        update(table)
        .values(due_at=bindparam("due"), attempts=table.c.attempts + 1, refused=bindparam("why"))
        .where(_THIS, _OPEN)
    )
)
_HOLD = statement(
    lambda: (
        update(table)
        .values(held_at=bindparam("now"))
        .where(_THIS, _OPEN, table.c.type == bindparam("present_type"))
    )
)
"""Changes nothing where the type was changed meanwhile: that changes each waiting command's row."""
_RELEASE = statement(
    lambda: (
        update(table)
        .values(held_at=None, type=bindparam("new_type"))
        .where(table.c.community_id == bindparam("community_id"), _OPEN)
    )
)
_WAITING = statement(
    lambda: (
        select(table.c.command, func.count())
        .where(table.c.community_id == bindparam("community_id"), _OPEN)
        .group_by(table.c.command)
    )
)
_MOVE = statement(lambda: update(table).values(due_at=bindparam("due")).where(_THIS, _OPEN))
_DROP = statement(
    lambda: update(table).values(done_at=bindparam("now"), refused="dropped").where(_THIS, _OPEN)
)


def schedule_command(
    context: Context, command: Command[Any], *, at: datetime, as_system: bool = False
) -> ScheduledCommandId:
    """Store a command of this session's community, to be carried out by the worker.

    Args:
        context: Where and by whom; call it in a command's handler or in a reaction.
        command: What to do then. It is checked, and its actor's permission is asked for, when it is carried out.
        at: When; a moment that has passed means as soon as the worker comes.
        as_system: Whether the host itself acts then, and not the actor of the session.

    Returns:
        The id of the scheduled command, for `cancel_scheduled` and `reschedule`.

    Raises:
        Denied: The actor is not signed in, so nobody could be asked for permission then.
    """
    id = ScheduledCommandId(context.new_id())
    alone = as_system or isinstance(context.actor, System)
    if context.actor is None and not alone:
        raise Denied("runtime.nobody", "sign in: what is carried out later needs somebody who may do it then")
    context.run(
        _ADD,
        id=id,
        type=context.community_type.name,
        actor=None if alone else context.actor,
        member=None if alone else context.member_or_none,
        command=context.registry.name_of(type(command)),
        body=to_json(dump(command)),
        created_at=context.now,
        due_at=at,
        attempts=0,
        done_at=None,
        held_at=None,
        refused="",
    )
    return id


def cancel_scheduled(context: Context, id: ScheduledCommandId) -> bool:
    """Cancel a scheduled command.

    Returns:
        Whether it was still waiting.
    """
    return context.run(_DROP, scheduled=id, now=context.now) == 1


def cancel_many_scheduled(context: Context, ids: Iterable[ScheduledCommandId]) -> None:
    """Cancel scheduled commands, many at once."""
    context.run_many(_DROP, [{"scheduled": id, "now": context.now} for id in ids])


def reschedule(context: Context, id: ScheduledCommandId, *, to: datetime) -> bool:
    """Give a scheduled command another time.

    Returns:
        Whether it was still waiting.
    """
    return context.run(_MOVE, scheduled=id, due=to) == 1


def waiting_commands(context: Context) -> dict[str, int]:
    """How many scheduled commands wait in the session's community, by the command's outside name."""
    return dict(context.rows(_WAITING))


def release_scheduled(context: Context) -> None:
    """Let all scheduled commands of a community wait for the worker again, after its type was changed.

    The worker holds those again that the new type lacks.
    """
    context.run(_RELEASE, new_type=context.community_type.name)


def run_due(composition: Composition) -> int:
    """Carry out what is due, the earliest first; gives how many scheduled commands were settled."""
    settled = 0
    after = ScheduledCommand(CommunityId(NIL_ID), ScheduledCommandId(NIL_ID), "", None, "", "", _BEGINNING, 0)
    while True:
        with UnitOfWork(composition.database, connection=None, read_only=True) as unit:
            due = unit.rows(
                _DUE,
                now=composition.clock(),
                after_due=after.due_at,
                after_id=after.id,
                size=_AT_ONCE,
            )
        for found in due:
            # A command of a type that is not installed here is left to a worker that knows it.
            if found.type in composition.tables or not found.type:
                settled += _carry_out(composition, found)
        if len(due) < _AT_ONCE:
            return settled
        after = due[-1]


def _carry_out(composition: Composition, found: ScheduledCommand) -> bool:
    """Run one scheduled command.

    Returns:
        Whether it is settled, by this worker or another one.
    """
    try:
        return retrying(lambda: _do(composition, found))
    except (Busy, StorageFull):
        _log.exception("the database did not take the scheduled command %s; it is tried again", found.id)
        return False
    except PluginError as error:
        return _put_off(composition, found, error)
    except CommkitError as error:
        if error.code == TYPE_CHANGED:
            return False  # it is tried again by the new type
        _settle(composition, _REFUSED, found, why=error.code, now=composition.clock())
        return True
    except Exception as error:
        return _put_off(composition, found, error)


def _do(composition: Composition, found: ScheduledCommand) -> bool:
    """Run a scheduled command, or hold it where the community's type lacks it; gives whether it is settled."""
    actor = SYSTEM if found.actor is None else found.actor
    with Context(composition, actor=actor, community=found.community, counted=False) as context:
        cls = composition.registry.messages[found.command]
        if found.type and cls not in context.dispatch.routes:
            type = context.community_type.name
            context.run(_HOLD, scheduled=found.id, now=composition.clock(), present_type=type)
            return False
        if context.run(_DONE, scheduled=found.id, now=composition.clock()) == 0:
            return True  # another worker had it, or it was dropped
        command: Any = load(cls, from_json(found.body))
        context.do(command)
    return True


def _put_off(composition: Composition, found: ScheduledCommand, error: Exception) -> bool:
    _log.error("the scheduled command %s (%s) failed", found.id, found.command, exc_info=error)
    why = error.code if isinstance(error, CommkitError) else "runtime.scheduled_command_failed"
    now = composition.clock()
    if found.attempts + 1 >= _ATTEMPTS:
        _settle(composition, _REFUSED, found, why=why, now=now)
        return True
    _settle(composition, _LATER, found, why=why, due=now + _BACKOFF.pause(found.attempts + 1))
    return False


def _settle(composition: Composition, how: Statement[Any], found: ScheduledCommand, **values: Any) -> None:
    def settle() -> None:
        with UnitOfWork(composition.database, connection=None, read_only=False) as unit:
            unit.run(how, community_id=found.community, scheduled=found.id, **values)

    retrying(settle)
