"""Queries of results."""

from attrs import field, frozen

from commkit import Page, Query
from commkit_contests.contests.records import ContestId
from commkit_contests.entries.records import ContestEntry, ContestEntryId
from commkit_contests.policy import READ
from commkit_contests.results.records import PlaceExplanation


@frozen
class ListContestPlaces(Query[Page[ContestEntry]]):
    """List the entries of a contest that have a place, the best first; none before its result is published.

    Attributes:
        contest: The contest.
        after: The `next` of the page before.
        limit: Entries on a page, 1 to 100.

    Raises:
        NotFound: There is no such contest for this actor.
    """

    permission = READ
    personal = ()

    contest: ContestId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ExplainContestPlace(Query[PlaceExplanation]):
    """Why an entry has its place: what each judge gave it, without saying who, and how that was counted.

    Raises:
        NotFound: There is no such entry for this actor.
        Conflict: The result of its contest is not published (`contests.no_result`).
    """

    permission = READ

    entry: ContestEntryId
