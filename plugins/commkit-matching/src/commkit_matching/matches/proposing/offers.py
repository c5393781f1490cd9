"""To whom views offer a direct proposal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context, MemberId
from commkit.members import Membership, MembershipKind
from commkit.storage import NOBODY
from commkit_matching.feature import matching_feature
from commkit_matching.kinds.records import MatchKind
from commkit_matching.matches.proposing.messages import ProposeMatch
from commkit_matching.requests import statements as request_sql


@matching_feature.offers(ProposeMatch, about=Membership)
def is_somebody_else(context: Context, member: Membership) -> bool:
    """Another person, where a kind lets members propose themselves; whether they ask is not told."""
    direct = any(kind.direct for kind in context.declared(MatchKind))
    return direct and member.id != context.member_or_none and member.kind is MembershipKind.PERSON


@matching_feature.withholds(ProposeMatch, about=Membership)
def withhold_from_who_does_not_ask(
    context: Context, shown: Sequence[Membership]
) -> Mapping[MemberId, Iterable[type[Command[Any]]]]:
    """Who proposes asks for such a kind themselves."""
    direct = {kind.name for kind in context.declared(MatchKind) if kind.direct}
    mine = context.rows(request_sql.MINE, me=context.member_or_none or NOBODY)
    if direct.intersection(asked.kind for asked in mine):
        return {}
    return {member.id: (ProposeMatch,) for member in shown}
