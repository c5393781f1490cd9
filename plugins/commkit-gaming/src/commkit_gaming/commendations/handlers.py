"""How members commend each other, take it back, and choose what is shown."""

from datetime import timedelta

from commkit import Conflict, Context, Denied, Invalid
from commkit.members import Membership, check_not_blocked_by, is_own, lock_member
from commkit.storage import NOBODY
from commkit_gaming.commendations import statements as sql
from commkit_gaming.commendations.facts import CommendationWithdrawn, PlayerCommended
from commkit_gaming.commendations.feature import CommendationSettings, commendation_feature
from commkit_gaming.commendations.messages import CommendPlayer, ShowCommendations, WithdrawCommendation
from commkit_gaming.commendations.policy import check_limits
from commkit_gaming.commendations.records import (
    Commendation,
    CommendationId,
    CommendationKind,
    PlayedTogether,
)

_DAY = timedelta(days=1)


@commendation_feature.loads(Commendation)
def fetch_commendation(context: Context, id: CommendationId) -> Commendation | None:
    """A commendation, for who gave it and who was given it."""
    return context.one(sql.ONE, id=id, me=context.member_or_none or NOBODY)


@commendation_feature.handles(CommendPlayer)
def commend_player(context: Context, command: CommendPlayer) -> Commendation:
    """Check the member and the evidence, then lock the giver, so that each commendation sees the ones before it."""
    receiver = context.get(Membership, command.member).id
    if is_own(context, receiver):
        raise Denied("gaming.own_commendation", "nobody commends themselves; name somebody you played with")
    check_not_blocked_by(context, receiver)
    kinds = [each.name for each in context.declared(CommendationKind)]
    if command.kind not in kinds:
        raise Invalid.field("kind", "unknown", f"give one of: {', '.join(kinds)}")
    _check_played(context, command)
    settings = context.settings(CommendationSettings)
    lock_member(context, context.member)
    day, pair = context.now - _DAY, context.now - settings.pair_time
    between = {"giver": context.member, "receiver": receiver}
    (today,) = context.rows(sql.GIVEN_SINCE, giver=context.member, since=day)
    (given,) = context.rows(sql.BETWEEN_SINCE, **between, since=pair)
    check_limits(settings, context.now, today, given)
    ((back, _),) = context.rows(sql.BETWEEN_SINCE, giver=receiver, receiver=context.member, since=pair)
    made = Commendation(
        id=CommendationId(context.new_id()),
        **between,
        kind=command.kind,
        evidence=command.evidence,
        about=command.about,
        returned=back > 0,
        at=context.now,
        withdrawn_at=None,
    )
    if not context.run(sql.ADD, made):
        raise Conflict("gaming.commended_already", "you have commended this member for that; once is enough")
    context.emit(
        PlayerCommended(commendation=made.id, receiver=receiver, kind=made.kind, returned=made.returned)
    )
    return made


def _check_played(context: Context, command: CommendPlayer) -> None:
    """Check that the actor and the member played together what the command names."""
    known = {each.name: each for each in context.declared(PlayedTogether)}
    if command.evidence not in known:
        raise Invalid.field("evidence", "unknown", f"give one of: {', '.join(known)}")
    players = known[command.evidence].players(context, command.about)
    if context.member not in players or command.member not in players:
        raise Denied(
            "gaming.not_played_together", "the two of you did not play that together; name what you played"
        )


@commendation_feature.handles(WithdrawCommendation)
def withdraw_commendation(context: Context, command: WithdrawCommendation) -> None:
    """It stands no more, and counts for the limits all the same."""
    found = context.get(Commendation, command.commendation)
    if context.run(sql.WITHDRAW, id=found.id, now=context.now):
        context.emit(CommendationWithdrawn(commendation=found.id, receiver=found.receiver))


@commendation_feature.handles(ShowCommendations)
def show_commendations(context: Context, command: ShowCommendations) -> bool:
    """Store it for those who want it."""
    if command.show:
        context.run(sql.SHOW, member=context.member, since=context.now)
    else:
        context.run(sql.HIDE, member=context.member)
    return command.show
