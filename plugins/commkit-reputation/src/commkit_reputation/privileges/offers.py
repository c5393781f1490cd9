"""Views do not offer what the gate of privileges would refuse."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.queries import held_by, passes_all
from commkit_reputation.privileges.records import Privilege


@privilege_feature.withholds_declared(Privilege)
def withhold_unearned(context: Context, records: Sequence[Any]) -> Mapping[Any, Iterable[type[Command[Any]]]]:
    """The commands of privileges that the reader has not earned, about whatever object.

    What takes one with some values only is offered, as it may be sent with others.
    """
    if passes_all(context):
        return {}
    held = held_by(context, context.member_or_none)
    lacking = [each for each in held.declared if not each.where and not held.has(each)]
    return {
        record.id: {
            message
            for privilege in lacking
            if not (privilege.spares_author and _is_own(context, record))
            for message in privilege.messages
        }
        for record in records
        if lacking
    }


def _is_own(context: Context, record: Any) -> bool:
    return isinstance(record, Post) and record.author is not None and record.author == context.member_or_none
