"""The worker's command of bounties."""

from attrs import frozen

from commkit import Command, Context, PostKind
from commkit_developer.bounties import statements as sql
from commkit_developer.bounties.facts import BountyAwarded, BountyCancelled, BountyExpired
from commkit_developer.bounties.feature import BountySettings, bounty_feature
from commkit_developer.bounties.policy import Candidate, cancelled, expired, settled
from commkit_developer.bounties.records import Bounty, BountyId
from commkit_qa import question_kind


@frozen
class ExpireBounty(Command[bool]):
    """End a bounty whose time is over, as the settings say.

    Returns:
        Whether it was still open.
    """

    permission = "developer.expire_bounty"
    when_archived = True

    bounty: BountyId


@bounty_feature.handles(ExpireBounty)
def expire_bounty(context: Context, command: ExpireBounty) -> bool:
    """Give a share to the best answer and the rest back; a bounty that is settled or runs on stays as it is."""
    offered = context.one(sql.OPEN_ONE, id=command.bounty)
    if offered is None or offered.expires_at > context.now:
        return False
    kind = _standing_kind(context, offered)
    if kind is None:
        cancel(context, offered)
        return True
    candidates = _candidates(context, offered, kind)
    ended = expired(offered, candidates, context.settings(BountySettings), now=context.now)
    settle(context, ended)
    if ended.answer is not None and ended.winner is not None:
        context.emit(
            BountyAwarded(
                bounty=ended.id,
                question=ended.question,
                answer=ended.answer,
                winner=ended.winner,
                sponsor=ended.sponsor,
                points=ended.awarded,
                automatically=True,
            )
        )
    else:
        context.emit(
            BountyExpired(
                bounty=ended.id, question=ended.question, sponsor=ended.sponsor, refunded=ended.refunded
            )
        )
    return True


def cancel(context: Context, offered: Bounty) -> Bounty:
    """Give all points of an open bounty back to its sponsor.

    Raises:
        Conflict: It was settled in the meantime.
    """
    ended = cancelled(offered, now=context.now)
    settle(context, ended)
    context.emit(
        BountyCancelled(
            bounty=ended.id, question=ended.question, sponsor=ended.sponsor, refunded=ended.refunded
        )
    )
    return ended


def settle(context: Context, after: Bounty) -> None:
    """Write how a bounty ended, unless it was settled in the meantime.

    Raises:
        Conflict: It was.
    """
    if not context.run(
        sql.SETTLE,
        id=after.id,
        new_state=after.state,
        new_settled_at=after.settled_at,
        new_answer=after.answer,
        new_winner=after.winner,
        new_awarded=after.awarded,
        new_refunded=after.refunded,
        new_forfeited=after.forfeited,
    ):
        raise settled()


def _standing_kind(context: Context, offered: Bounty) -> PostKind | None:
    """The kind of its question; None where that was removed, or is none any more: nobody could answer."""
    row = context.one(sql.STANDING_KIND, question=offered.question)
    return question_kind(context.community_type, row[0]) if row is not None else None


def _candidates(context: Context, offered: Bounty, kind: PostKind) -> list[Candidate]:
    """The answers that were written while it was open, by anybody but its sponsor."""
    rows = context.rows(
        sql.CANDIDATES,
        question=offered.question,
        awaited=kind.awaits,
        since=offered.offered_at,
        until=offered.expires_at,
    )
    found = [Candidate(answer, author, score, bool(accepted)) for answer, author, score, accepted in rows]
    return [candidate for candidate in found if candidate.author != offered.sponsor]
