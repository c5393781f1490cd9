"""Scheduled commands: commands that are stored now and carried out later, authorised again when their time has come.

A reminder, a post that is to appear on Monday, a deadline: each is a scheduled command. It is stored in the transaction
of the command that schedules it, and the worker runs it: the claim and what the command does are one transaction, so it
happens once, however many workers there are. A refusal ends it and is kept with it; other failures are
tried again later. A command that the community's type lacks is held: it waits until the type is changed again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from commkit.runtime.delivery import scheduled_statements as sql
from commkit.runtime.delivery.scheduled_statements import ScheduledCommandId
from commkit.runtime.model.errors import Denied
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.composition import System
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.serialization import dump, to_json

__all__ = [
    "ScheduledCommandId",
    "cancel_many_scheduled",
    "cancel_scheduled",
    "release_scheduled",
    "reschedule",
    "schedule_command",
    "scheduled_outcome",
    "waiting_commands",
]


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
        sql.ADD,
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
    return context.run(sql.DROP, scheduled=id, now=context.now) == 1


def cancel_many_scheduled(context: Context, ids: Iterable[ScheduledCommandId]) -> None:
    """Cancel scheduled commands, many at once."""
    context.run_many(sql.DROP, [{"scheduled": id, "now": context.now} for id in ids])


def reschedule(context: Context, id: ScheduledCommandId, *, to: datetime) -> bool:
    """Give a scheduled command another time.

    Returns:
        Whether it was still waiting.
    """
    return context.run(sql.MOVE, scheduled=id, due=to) == 1


def scheduled_outcome(context: Context, id: ScheduledCommandId) -> str | None:
    """What became of a scheduled command, for a command that runs after it as the host and reports a refusal.

    Returns:
        Empty where it was carried out, the code of what refused it (`dropped` where it was cancelled), and None while
        it still waits: for its time, or to be tried again.
    """
    found = context.one(sql.OUTCOME, scheduled=id)
    if found is None:
        return "runtime.scheduled_command_failed"  # it was deleted since
    done_at, refused = found
    return None if done_at is None else str(refused)


def waiting_commands(context: Context) -> dict[str, int]:
    """How many scheduled commands wait in the session's community, by the command's outside name."""
    return dict(context.rows(sql.WAITING))


def release_scheduled(context: Context) -> None:
    """Let all scheduled commands of a community wait for the worker again, after its type was changed.

    The worker holds those again that the new type lacks.
    """
    context.run(sql.RELEASE, new_type=context.community_type.name)
