"""How the worker carries out the scheduled commands whose time has come."""

import logging
from datetime import timedelta
from typing import Any

from commkit.runtime.delivery import scheduled_statements as sql
from commkit.runtime.delivery.needs import command_need
from commkit.runtime.delivery.scheduled_statements import ScheduledCommand, ScheduledCommandId
from commkit.runtime.model.backoff import Backoff
from commkit.runtime.model.errors import Busy, CommkitError, PluginError, StorageFull
from commkit.runtime.model.ids import NIL_ID
from commkit.runtime.sessions.composition import SYSTEM, Composition
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import TYPE_CHANGED
from commkit.runtime.storage.pages import EARLIEST
from commkit.runtime.storage.retry import retrying
from commkit.runtime.storage.statements import Statement
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import from_json, load

_log = logging.getLogger("commkit")
_AT_ONCE = 200
_ATTEMPTS = 12
_BACKOFF = Backoff(first=timedelta(seconds=2), longest=timedelta(hours=1), spread=(1.0, 1.0))
"""Exact: a command is claimed by one worker at a time, so there is nobody to keep apart."""


def run_due(composition: Composition) -> int:
    """Carry out what is due, the earliest first; gives how many scheduled commands were settled here."""
    settled = 0
    after_due, after_id = EARLIEST, ScheduledCommandId(NIL_ID)
    while True:
        with UnitOfWork(composition.database, connection=None, read_only=True) as unit:
            due = unit.rows(
                sql.DUE,
                now=composition.clock(),
                after_due=after_due,
                after_id=after_id,
                size=_AT_ONCE,
            )
        for found in due:
            if (
                command_need(composition, found.type, found.command) is None
            ):  # or it is left to a worker that has it
                settled += _carry_out(composition, found)
        if len(due) < _AT_ONCE:
            return settled
        *_, last = due
        after_due, after_id = last.due_at, last.id


def _carry_out(composition: Composition, found: ScheduledCommand) -> bool:
    """Run one scheduled command; gives whether it was settled here: what another worker settled, that one counts."""
    try:
        return retrying(lambda: _do(composition, found))
    except (Busy, StorageFull):
        _log.exception("scheduled_command.not_stored id=%s: it is tried again", found.id)
        return False
    except PluginError as error:
        return _put_off(composition, found, error)
    except CommkitError as error:
        if error.code == TYPE_CHANGED:
            return False  # it is tried again by the new type
        return _settle(composition, sql.REFUSED, found, why=error.code, now=composition.clock())
    except Exception as error:
        return _put_off(composition, found, error)


def _do(composition: Composition, found: ScheduledCommand) -> bool:
    """Run a scheduled command, or hold it where the community's type lacks it; gives whether it was run."""
    actor = SYSTEM if found.actor is None else found.actor
    with Context(composition, actor=actor, community=found.community, counted=False) as context:
        cls = composition.registry.messages[found.command]
        if found.type and cls not in context.dispatch.routes:
            type = context.community_type.name
            context.run(sql.HOLD, scheduled=found.id, now=composition.clock(), present_type=type)
            return False
        if not context.run(sql.DONE, scheduled=found.id, now=composition.clock()):
            return False  # another worker had it, or it was dropped
        command: Any = load(cls, from_json(found.body))
        context.do(command)
    return True


def _put_off(composition: Composition, found: ScheduledCommand, error: Exception) -> bool:
    _log.error("scheduled_command.failed id=%s command=%s", found.id, found.command, exc_info=error)
    why = error.code if isinstance(error, CommkitError) else "runtime.scheduled_command_failed"
    now = composition.clock()
    if found.attempts + 1 >= _ATTEMPTS:
        return _settle(composition, sql.REFUSED, found, why=why, now=now)
    _settle(composition, sql.LATER, found, why=why, due=now + _BACKOFF.pause(found.attempts + 1))
    return False


def _settle(composition: Composition, how: Statement[Any], found: ScheduledCommand, **values: Any) -> bool:
    """Write down what became of it; gives whether it was still open."""

    def settle() -> bool:
        with UnitOfWork(composition.database, connection=None, read_only=False) as unit:
            return bool(unit.run(how, community_id=found.community, scheduled=found.id, **values))

    return retrying(settle)
