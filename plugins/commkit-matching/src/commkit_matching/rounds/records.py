"""A round, and why one got what one got."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person
from commkit_matching.requests.records import KindName

RoundId = NewType("RoundId", UUID)
"""The id of a round."""


@frozen
class MatchingRound:
    """A round of a kind.

    Attributes:
        id: Its id; it decides between those who are equal.
        kind: The name of the kind.
        run_at: When it was run.
        run_by: Who ran it; None for the worker.
        considered: How many requests it considered.
        served: How many of them are in a proposal.
        proposals: How many proposals it made.
        more: Whether there were more requests than it takes; the next round begins with the others.
    """

    id: RoundId
    kind: KindName
    run_at: datetime
    run_by: Annotated[MemberId | None, Person(owns=False)]
    considered: int
    served: int
    proposals: int
    more: bool


@frozen
class Pool:
    """Who asks for a kind, as one: rounds of a kind come one after the other.

    Attributes:
        kind: The name of the kind.
        next_at: When the worker runs the next round; None where none is due.
    """

    kind: KindName
    next_at: datetime | None


@frozen
class ExcludedByLimit:
    """How many others a limit keeps apart from somebody.

    Attributes:
        limit: The title of the limit.
        others: How many; None for fewer than five, which may be none.
    """

    limit: str
    others: int | None


@frozen
class MatchingChances:
    """What decides whether one is matched, as it is now.

    What is not for the reader is no number here: who is full, who shuts whom out, what other limits say of people.

    Attributes:
        others: How many ask whom one could be matched with, were there no limits; None for fewer than five.
        excluded: How many of them each limit that is told excludes. One may be excluded by several.
        left_out: In how many rounds one got nothing since one last got something; who waits longest comes first, where
            the kind is fair.
        comes_first: Whether that counts in this kind.
    """

    others: int | None
    excluded: tuple[ExcludedByLimit, ...]
    left_out: int
    comes_first: bool
