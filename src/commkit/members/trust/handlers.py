"""How trust levels are brought in line with what members contributed."""

from attrs import evolve

from commkit.members.feature import members
from commkit.members.records import Membership
from commkit.members.trust import statements as sql
from commkit.members.trust.facts import TrustChanged
from commkit.members.trust.messages import RecalculateTrust
from commkit.members.trust.policy import earned_level
from commkit.runtime.sessions.context import Context


@members.handles(RecalculateTrust)
def recalculate_trust(context: Context, command: RecalculateTrust) -> Membership:
    """Store the level that is earned now, and emit a fact where it changed."""
    before = context.get(Membership, command.member)
    earned = earned_level(context.community_type.trust, before, context.now)
    if earned == before.trust_level or not context.run(
        sql.SET_TRUST_LEVEL,
        id=before.id,
        new_trust_level=earned,
        expected_trust_level=before.trust_level,
    ):
        return before
    after = evolve(before, trust_level=earned, version=before.version + (earned < before.trust_level))
    context.adopt_own_change(membership=after)
    context.emit(TrustChanged(member=before.id, before=before.trust_level, after=earned))
    return after
