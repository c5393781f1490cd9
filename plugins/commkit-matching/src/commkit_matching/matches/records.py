"""A match, from the proposal on, as one of those in it sees it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.members import Author
from commkit.storage import Erasure, Person
from commkit_matching.requests.records import KindName, RequestId, SideName, WishName
from commkit_matching.rounds.records import RoundId

MatchId = NewType("MatchId", UUID)
"""The id of a match, or of the proposal of one."""


class MatchState(StrEnum):
    """Where a match is."""

    PROPOSED = "proposed"
    MADE = "made"
    ENDED = "ended"
    """It was made, and is over."""
    CLOSED = "closed"
    """It was never made; why is not told."""


class Closing(StrEnum):
    """Why a proposal was closed; for numbers only, since a decline is private."""

    DECLINED = "declined"
    """Too few were left after somebody declined or withdrew."""
    EXPIRED = "expired"
    """Too few had answered in time."""
    VOID = "void"
    """When all had accepted, a limit, a place or somebody's leaving stood against it."""


class Answer(StrEnum):
    """What somebody says to a proposal."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDELIVERED = "undelivered"
    """They were not asked: they do not ask for it, have no place, or are kept apart. Nobody is told."""
    DROPPED = "dropped"
    """They did not answer in time, or could not take part any more."""
    LEFT = "left"
    """They accepted, and left the group once it was made."""


@frozen
class StoredMatch:
    """A match.

    Attributes:
        id: Its id.
        kind: The name of the kind.
        round: The round that proposed it; of a direct proposal its own id.
        proposed_by: Who proposed themselves; None for a round.
        state: Where it is.
        smallest: With how many it is made at least.
        proposed_at: When it was proposed.
        expires_at: Until when answers count.
        made_at: When it was made.
        over_at: When it ended or was closed.
        closing: Why it was closed.
        forget_at: From when on it is not kept any more; None while it is not over, and for good.
    """

    id: MatchId
    kind: KindName
    round: RoundId
    proposed_by: Annotated[MemberId | None, Person(erase=Erasure.BLANK)]
    state: MatchState
    smallest: int
    proposed_at: datetime
    expires_at: datetime
    made_at: datetime | None
    over_at: datetime | None
    closing: Closing | None
    forget_at: datetime | None


@frozen
class MatchParty:
    """One of those in a match.

    Attributes:
        match: The match.
        member: Who.
        request: What they asked for; of who was not asked, that of who proposed.
        side: On which side.
        team: The number of their team within a group, from 0.
        answer: What they say.
        answered_at: When they said so; None where their asking is their word.
    """

    match: MatchId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    request: RequestId
    side: SideName
    team: int
    answer: Answer
    answered_at: datetime | None


@frozen
class MatchPart:
    """What one preference of somebody says of the others in a match, as it was when it was proposed.

    Attributes:
        match: The match.
        member: Whose preference it is.
        preference: Its name.
        weight: Its weight among all that held for them, 0 to 1.
        score: How far it is met, 0 to 1.
    """

    match: MatchId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    preference: WishName
    weight: float
    score: float


@frozen
class Match:
    """A match, as one of those in it sees it. Before it is made it tells nothing of the others' answers.

    Who declined it, or was dropped from it, sees it no more.

    Attributes:
        id: Its id.
        kind: The name of the kind.
        state: Where it is.
        side: On which side the reader is.
        team: The number of the reader's team within a group, from 0.
        answer: What the reader says to it.
        proposed_at: When it was proposed.
        expires_at: Until when answers count.
        made_at: When it was made; None if it never was.
        over_at: When it ended or was closed; None while it is not over.
        outcome_given: Whether the reader has said what came of it.
        proposed_by: Who proposed themselves to the reader, or the reader; None for a round.
    """

    id: MatchId
    kind: KindName
    state: MatchState
    side: SideName
    team: int
    answer: Answer
    proposed_at: datetime
    expires_at: datetime
    made_at: datetime | None
    over_at: datetime | None
    outcome_given: bool
    proposed_by: MemberId | None


@frozen
class Partner:
    """Somebody else in a match, as far as the reader may know them by now.

    Attributes:
        side: On which side.
        team: The number of their team.
        author: Who; None before all have accepted, where the kind does not name them earlier.
        wishes: Those of their wishes that the reader may read by now, by name.
    """

    side: str
    team: int
    author: Author | None
    wishes: Mapping[str, str]


@frozen
class MatchView:
    """A match as a page shows it.

    Attributes:
        match: The match.
        title: The title of its kind.
        partners: The others: while it is proposed all of them, afterwards those who were in it when it was made.
        may: The outside names of the commands that the reader may send about it now.
    """

    match: Match
    title: str
    partners: tuple[Partner, ...]
    may: frozenset[str]


@frozen
class ExplainedPart:
    """A part of why two were matched.

    Attributes:
        preference: The title of the preference; empty for all that are not told, in one.
        weight: The weight among all, 0 to 1.
        score: How far it is met, 0 to 1; None for those that are not told.
    """

    preference: str
    weight: float
    score: float | None


@frozen
class MatchExplanation:
    """Why the engine proposed a match to the reader, as it was then, from the reader's preferences alone.

    Attributes:
        method: How pairs or groups were found, in one sentence.
        parts: What each preference says; their weights make 1.
    """

    method: str
    parts: tuple[ExplainedPart, ...]
