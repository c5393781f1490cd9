"""Which decisions suspend something that can be ended."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit.members import own_members
from commkit.moderation.decisions.records import Decision
from commkit.moderation.feature import moderation
from commkit.moderation.misuse import statements as sql
from commkit.moderation.misuse.messages import EndProcessingSuspension
from commkit.moderation.sanctions.policy import PROCESSING
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@moderation.offers(EndProcessingSuspension, about=Decision)
def suspends_something(context: Context, decision: Decision) -> bool:
    """What suspends reports or appeals until a time to come."""
    return decision.action in PROCESSING and decision.until is not None and decision.until > context.now


@moderation.withholds(EndProcessingSuspension, about=Decision)
def withhold_ended(
    context: Context, records: Sequence[Decision]
) -> Mapping[UUID, Iterable[type[Command[Any]]]]:
    """What was ended before, and what is about the actor."""
    asked = [each for each in records if suspends_something(context, each)]
    if not asked:
        return {}
    own = own_members(context)
    running = {
        id for (id,) in context.rows(sql.RUNNING_AMONG, ids=[each.id for each in asked], now=context.now)
    }
    return {
        each.id: (EndProcessingSuspension,) for each in asked if each.id not in running or each.member in own
    }
