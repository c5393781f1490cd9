"""The commands and queries of commendations."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text
from commkit_gaming.commendations.records import (
    Commendation,
    CommendationCount,
    CommendationId,
    CommendationLoop,
)

KindName = Annotated[str, Text(max=100, multiline=False)]


@frozen
class CommendPlayer(Command[Commendation]):
    """Commend somebody with whom one played. They are told, and nobody else is.

    Attributes:
        member: Who is commended.
        kind: For what: the name of a declared kind.
        evidence: What they played together: the name of what a type declares, such as `game`.
        about: The id of that game, party or match.

    Raises:
        NotFound: There is no such member for this actor.
        Invalid: No such kind or evidence is declared.
        Denied: It is oneself, or somebody who blocks the actor (`members.blocked`), or the two did not play that
            together (`gaming.not_played_together`).
        Conflict: One has commended them for that already (`gaming.commended_already`).
        RateLimited: One has commended as often as one may on a day (`gaming.too_many_commendations`), or this member
            (`gaming.commended_often`).
    """

    permission = "gaming.commend"
    personal = ()

    member: MemberId
    kind: KindName
    evidence: KindName
    about: UUID


@frozen
class WithdrawCommendation(Command[None]):
    """Take back a commendation that one gave, or decline one that one was given; it is there for nobody any more.

    Raises:
        NotFound: There is no such commendation for this actor.
    """

    permission = "gaming.withdraw_commendation"

    commendation: CommendationId


@frozen
class ShowCommendations(Command[bool]):
    """Whether everybody reads how often, and for what, the actor was commended. At first nobody does."""

    permission = "gaming.withdraw_commendation"

    show: bool


@frozen
class ReadCommendations(Query[tuple[CommendationCount, ...]]):
    """How often a member was commended, and for what; nothing where they do not show it. By whom is never told.

    Raises:
        NotFound: There is no such member for this actor.
    """

    permission = "gaming.read_commendations"

    member: MemberId


@frozen
class ListMyCommendations(Query[Page[Commendation]]):
    """The commendations that one was given, the newest first, or those that one gave.

    Attributes:
        given: Whether those are listed that one gave.
        after: The `next` of the page before.
        limit: Commendations on a page, 1 to 100.
    """

    permission = "gaming.withdraw_commendation"
    personal = ()

    given: bool = field(default=False, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListCommendationLoops(Query[tuple[CommendationLoop, ...]]):
    """Who commended each other, the most often first, at most 100 pairs; for stewards.

    Attributes:
        within: How long back, a day to a year.
        at_least: How often each of the two commended the other, 1 or more.

    Raises:
        Invalid: A value is out of its range.
    """

    permission = "gaming.read_commendation_loops"

    within: timedelta = field(default=timedelta(days=90), kw_only=True)
    at_least: int = field(default=2, kw_only=True)
