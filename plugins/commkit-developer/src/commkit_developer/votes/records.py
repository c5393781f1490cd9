"""How many votes a member gave today, and how many are left."""

from datetime import date, datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person


@frozen
class VotesOfDay:
    """The votes that a member gave on the last day on which they voted.

    Attributes:
        member: Who voted.
        day: The day, by UTC.
        votes: Votes up and down, also those taken back since.
        downs: Votes down among them.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    day: date
    votes: int
    downs: int


@frozen
class VoteQuota:
    """What is left of the votes of a day.

    Attributes:
        votes_left: Votes that the actor may still give today, up or down.
        downs_left: Votes down that they may still give today; never more than `votes_left`.
        resets_at: When the next day begins: midnight, UTC.
    """

    votes_left: int
    downs_left: int
    resets_at: datetime
