"""Views do not offer what the gate of privileges would refuse."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.policy import is_earned
from commkit_reputation.privileges.queries import passes_all, standing_of
from commkit_reputation.privileges.records import Privilege


@privilege_feature.withholds_declared(Privilege)
def withhold_unearned(context: Context, records: Sequence[Any]) -> Mapping[Any, Iterable[type[Command[Any]]]]:
    """The commands of privileges that the reader has not earned, about whatever object."""
    if passes_all(context):
        return {}
    standing, had = standing_of(context, context.member_or_none)
    withheld = {
        message
        for privilege in context.declared(Privilege)
        if not is_earned(privilege, standing, had=privilege.name in had)
        for message in privilege.messages
    }
    return {record.id: withheld for record in records} if withheld else {}
