"""How bounties, points and their numbers are read."""

from datetime import datetime
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post
from commkit.storage import EARLIEST, FIRST_ID, LAST_ID, keyset, page_size
from commkit_developer.bounties import statements as sql
from commkit_developer.bounties.feature import bounty_feature
from commkit_developer.bounties.handlers import balance_of
from commkit_developer.bounties.messages import (
    ListOpenBounties,
    ListQuestionBounties,
    ReadBounty,
    ReadBountyNumbers,
    ReadPointsBalance,
)
from commkit_developer.bounties.records import Bounty, BountyNumbers, PointsBalance

_BY_EXPIRY = keyset(datetime, UUID, of="developer.open_bounties")
_NEWEST = keyset(UUID, of="developer.question_bounties")


@bounty_feature.handles(ReadBounty)
def read_bounty(context: Context, query: ReadBounty) -> Bounty:
    """Load it."""
    return context.get(Bounty, query.bounty)


@bounty_feature.handles(ListOpenBounties)
def list_open_bounties(context: Context, query: ListOpenBounties) -> Page[Bounty]:
    """Read a page in one statement."""
    limit = page_size(query.limit)
    after_at, after = _BY_EXPIRY.decode(query.after, default=(EARLIEST, FIRST_ID))
    rows = context.rows(sql.OPEN_BOUNTIES, after_at=after_at, after=after, size=limit + 1)
    return _BY_EXPIRY.page(rows, limit, lambda bounty: (bounty.expires_at, bounty.id))


@bounty_feature.handles(ListQuestionBounties)
def list_question_bounties(context: Context, query: ListQuestionBounties) -> Page[Bounty]:
    """Load the question, then read a page in one statement."""
    question = context.get(Post, query.question)
    limit = page_size(query.limit)
    keyed = _NEWEST.within(question.id)
    (after,) = keyed.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.OF_QUESTION, question=question.id, after=after, size=limit + 1)
    return keyed.page(rows, limit, lambda bounty: (bounty.id,))


@bounty_feature.handles(ReadPointsBalance)
def read_points_balance(context: Context, query: ReadPointsBalance) -> PointsBalance:
    """Ask the bank, and the books of bounties."""
    return balance_of(context, context.member)


@bounty_feature.handles(ReadBountyNumbers)
def read_bounty_numbers(context: Context, query: ReadBountyNumbers) -> BountyNumbers:
    """Count in one statement."""
    ((offered, is_open, awarded, expired, cancelled, points, given, won),) = context.rows(
        sql.COUNTS, since=query.since or EARLIEST
    )
    settled = offered - is_open
    return BountyNumbers(
        offered=offered,
        open=is_open,
        awarded=awarded,
        expired=expired,
        cancelled=cancelled,
        points_offered=int(points),
        points_awarded=int(given),
        award_rate=won / settled if settled else None,
    )
