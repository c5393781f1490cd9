"""How bounties are offered, awarded and cancelled; how they expire is in `jobs`."""

from commkit import Conflict, Context, Denied, MemberId, PluginError
from commkit.members import is_own, lock_member
from commkit.posts import Post
from commkit.storage import schedule_command
from commkit_developer.bounties import statements as sql
from commkit_developer.bounties.facts import BountyAwarded, BountyOffered
from commkit_developer.bounties.feature import BountySettings, bounty_feature
from commkit_developer.bounties.jobs import ExpireBounty, cancel, settle
from commkit_developer.bounties.messages import AwardBounty, CancelBounty, OfferBounty
from commkit_developer.bounties.policy import (
    awarded,
    check_age,
    check_amount,
    check_answer,
    check_open,
)
from commkit_developer.bounties.ports import PointsBank
from commkit_developer.bounties.records import Bounty, BountyId, BountyState, PointsBalance
from commkit_developer.tables import bounty
from commkit_qa import check_not_settled, question_kind, require_question


@bounty_feature.loads(Bounty, owner=lambda bounty: bounty.sponsor, table=bounty, part_of=(Post, "question"))
def fetch_bounty(context: Context, id: BountyId) -> Bounty | None:
    """Load a bounty whose question the actor sees."""
    return context.one(sql.ONE, id=id)


@bounty_feature.handles(OfferBounty)
def offer_bounty(context: Context, command: OfferBounty) -> Bounty:
    """Lock the sponsor, so that each of their offers sees the ones before it; then set the points aside."""
    me, settings = context.member, context.settings(BountySettings)
    question = context.get(Post, command.question)
    require_question(context.community_type, question)
    check_not_settled(question)
    check_amount(command.amount, settings)
    check_age(question, settings, context.now)
    lock_member(context, me)
    available = balance_of(context, me).available
    if command.amount > available:
        raise Conflict(
            "developer.not_enough_points",
            f"you have {max(available, 0)} points to offer; offer fewer, or earn more",
            available=available,
        )
    offered = Bounty(
        id=BountyId(context.new_id()),
        question=question.id,
        sponsor=me,
        amount=command.amount,
        state=BountyState.OPEN,
        offered_at=context.now,
        expires_at=context.now + settings.lasts,
        settled_at=None,
        answer=None,
        winner=None,
        awarded=0,
        refunded=0,
        forfeited=0,
    )
    if not context.run(sql.ADD, offered):
        raise Conflict("developer.bounty_open", "this question has an open bounty; wait until it ends")
    schedule_command(context, ExpireBounty(offered.id), at=offered.expires_at, as_system=True)
    context.emit(BountyOffered(bounty=offered.id, question=question.id, amount=offered.amount))
    return offered


@bounty_feature.handles(AwardBounty)
def award_bounty(context: Context, command: AwardBounty) -> Bounty:
    """Give all points to the answer; the statement makes sure that it happens once."""
    offered = context.get(Bounty, command.bounty, need="developer.award_bounty")
    check_open(offered)
    question = context.get(Post, offered.question)
    answer = context.get(Post, command.answer)
    winner = check_answer(question_kind(context.community_type, question.kind), offered, answer)
    if winner == offered.sponsor or is_own(context, winner, by_agent=answer.by_agent):
        raise Denied("developer.own_answer", "give the points to the answer of somebody else")
    given = awarded(offered, answer.id, winner, now=context.now)
    settle(context, given)
    context.emit(
        BountyAwarded(
            bounty=given.id,
            question=given.question,
            answer=answer.id,
            winner=winner,
            sponsor=given.sponsor,
            points=given.awarded,
            automatically=False,
        )
    )
    return given


@bounty_feature.handles(CancelBounty)
def cancel_bounty(context: Context, command: CancelBounty) -> Bounty:
    """Give all points back; the statement makes sure that it happens once."""
    offered = context.get(Bounty, command.bounty, need="developer.cancel_bounty")
    check_open(offered)
    return cancel(context, offered)


def balance_of(context: Context, member: MemberId) -> PointsBalance:
    """The points of a member; two statements, one of them the bank's."""
    bank = context.port(PointsBank)
    if bank is None:
        raise PluginError("developer.no_bank", "give the Kit a bank of points: Developer(points=ScoreBank())")
    earned = bank.earned(context, member)
    ((won, held, spent),) = context.rows(sql.BALANCE, member=member)
    return PointsBalance(
        earned=earned,
        won=int(won),
        held=int(held),
        spent=int(spent),
        available=earned + int(won) - int(held) - int(spent),
    )
