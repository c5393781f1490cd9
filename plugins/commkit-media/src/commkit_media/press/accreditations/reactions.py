"""Whoever leaves the community is accredited no more."""

from commkit import Context
from commkit.members import MemberLeft
from commkit_media.press.accreditations import statements as sql
from commkit_media.press.accreditations.handlers import end_accreditation
from commkit_media.press.accreditations.records import AccreditationState
from commkit_media.press.feature import press_feature


@press_feature.reacts_to(MemberLeft)
def end_with_membership(context: Context, fact: MemberLeft) -> None:
    """End what they have; who comes back asks anew."""
    before = context.one(sql.LOCKED_OF_MEMBER, member=fact.member)
    if before is not None and before.state in (AccreditationState.REQUESTED, AccreditationState.GRANTED):
        end_accreditation(context, before, reason="")
