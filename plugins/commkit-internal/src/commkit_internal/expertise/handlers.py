"""How members state their expertise, and endorse that of colleagues."""

from commkit import Conflict, Context, Denied, Invalid, MemberId
from commkit.members import Membership, MembershipKind, check_not_blocked_by, is_own
from commkit.posts import normalize_tag
from commkit_internal.expertise import statements as sql
from commkit_internal.expertise.facts import (
    ExpertiseEndorsed,
    ExpertiseEndorsementWithdrawn,
    ExpertiseStated,
)
from commkit_internal.expertise.feature import expertise_feature
from commkit_internal.expertise.messages import (
    ConfirmExpertise,
    DenyExpertise,
    EndorseExpertise,
    WithdrawExpertise,
    WithdrawExpertiseEndorsement,
)
from commkit_internal.expertise.records import ExpertiseEndorsement, ExpertiseStanding, Standing


@expertise_feature.handles(ConfirmExpertise)
def confirm_expertise(context: Context, command: ConfirmExpertise) -> ExpertiseStanding:
    """One row for each member and topic."""
    return _state(context, command.topic, Standing.CONFIRMED)


@expertise_feature.handles(DenyExpertise)
def deny_expertise(context: Context, command: DenyExpertise) -> ExpertiseStanding:
    """One row for each member and topic."""
    return _state(context, command.topic, Standing.DENIED)


@expertise_feature.handles(WithdrawExpertise)
def withdraw_expertise(context: Context, command: WithdrawExpertise) -> None:
    """Delete the row."""
    topic = topic_meant(context, command.topic)
    if context.run(sql.DELETE_STANDING, member=context.member, topic=topic):
        context.emit(ExpertiseStated(member=context.member, topic=topic, standing=None))


@expertise_feature.handles(EndorseExpertise)
def endorse_expertise(context: Context, command: EndorseExpertise) -> ExpertiseEndorsement:
    """Check whom it is about, and what they say themselves."""
    member = _endorsed_member(context, command.member)
    given = ExpertiseEndorsement(member, used_topic(context, command.topic), context.member, context.now)
    stated = context.one(sql.STANDING, member=member, topic=given.topic)
    if stated is not None and stated.standing is Standing.DENIED:
        raise Conflict(
            "internal.expertise_denied", "this colleague is not to be named for this topic; endorse another"
        )
    if not context.run(sql.ADD_ENDORSEMENT, given):
        found = context.one(sql.ENDORSEMENT, member=given.member, topic=given.topic, endorser=given.endorser)
        return found or given
    context.emit(ExpertiseEndorsed(member=member, topic=given.topic))
    return given


@expertise_feature.handles(WithdrawExpertiseEndorsement)
def withdraw_expertise_endorsement(context: Context, command: WithdrawExpertiseEndorsement) -> None:
    """Delete one's own endorsement."""
    topic = topic_meant(context, command.topic)
    member = context.get(Membership, command.member).id
    if context.run(sql.DELETE_ENDORSEMENT, member=member, topic=topic, endorser=context.member):
        context.emit(ExpertiseEndorsementWithdrawn(member=member, topic=topic))


def topic_meant(context: Context, name: str) -> str:
    """The tag that a name stands for here: of a synonym the tag that it is one of; a name that is none is itself."""
    found = context.one(sql.TOPIC, name=normalize_tag(name))
    return str(found[0]) if found is not None else normalize_tag(name)


def used_topic(context: Context, name: str) -> str:
    """The tag that a name stands for here.

    Raises:
        Invalid: No thread ever had it.
    """
    found = context.one(sql.TOPIC, name=normalize_tag(name))
    if found is None:
        raise Invalid.field("topic", "unknown", "no topic here has this tag; give one that is used")
    return str(found[0])


def _state(context: Context, topic: str, standing: Standing) -> ExpertiseStanding:
    stated = ExpertiseStanding(context.member, used_topic(context, topic), standing, context.now)
    before = context.one(sql.STANDING, member=stated.member, topic=stated.topic)
    if before is not None and before.standing is standing:
        return before
    context.run(sql.STATE, stated)
    context.emit(ExpertiseStated(member=stated.member, topic=stated.topic, standing=standing))
    return stated


def _endorsed_member(context: Context, id: MemberId) -> MemberId:
    member = context.get(Membership, id)
    if is_own(context, member.id):
        raise Denied("internal.own_expertise", "nobody endorses their own expertise; confirm it instead")
    if member.kind is MembershipKind.AGENT:
        raise Invalid.field("member", "agent", "name a person, not an agent")
    check_not_blocked_by(context, member.id)
    return member.id
