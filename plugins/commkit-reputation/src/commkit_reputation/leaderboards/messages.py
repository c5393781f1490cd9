"""Commands and queries of leaderboards."""

from datetime import date

from attrs import field, frozen

from commkit import Command, MemberId, Query
from commkit_reputation.leaderboards.records import Leaderboard
from commkit_reputation.policy import Period


@frozen(kw_only=True)
class ReadLeaderboard(Query[Leaderboard]):
    """Who earned most in a period: members who are inside, whom the reader sees, and who want to be listed.

    Attributes:
        period: Week, month, year or all.
        day: A day in the period, UTC; today where it is left out.
        after: The `next` of the page before. While points change, ranks of later pages may be off by as many.
        limit: Places on a page, 1 to 100.
    """

    permission = "reputation.read"
    personal = ()

    period: Period = Period.ALL
    day: date | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ReadLeaderboardAround(Query[Leaderboard]):
    """The places around a member; no places where the member is not on the board.

    Attributes:
        member: Who; the actor where it is left out.
        period: Week, month, year or all.
        day: A day in the period, UTC; today where it is left out.
        each_way: Places above, and below, 1 to 50.

    Raises:
        NotFound: There is no such member for this actor.
        Denied: The actor is nobody here, and names nobody.
    """

    permission = "reputation.read"

    member: MemberId | None = None
    period: Period = field(default=Period.ALL, kw_only=True)
    day: date | None = field(default=None, kw_only=True)
    each_way: int = field(default=5, kw_only=True)


@frozen
class SetListed(Command[bool]):
    """Whether the actor is on leaderboards. It tells nobody; it gives what they chose."""

    permission = "reputation.set_listed"
    when_archived = True

    listed: bool


@frozen
class ReadListed(Query[bool]):
    """Whether the actor is on leaderboards."""

    permission = "reputation.set_listed"
