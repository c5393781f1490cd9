"""An entrant, and the members of it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Personal, Plain
from commkit_tournaments.setup.records import EntrantId, TournamentId

TeamName = Annotated[str, Personal(of="captain", max=60, min=0, multiline=False)]


class EntrantState(StrEnum):
    """How far an entrant is."""

    ENTERED = "entered"
    """They take part, and have not checked in."""
    CHECKED_IN = "checked_in"
    """They said that they are there."""
    NO_SHOW = "no_show"
    """They did not check in before the start, and take no part."""
    DROPPED_OUT = "dropped_out"
    """They dropped out, or a judge took them out."""


TAKING_PART = (EntrantState.ENTERED, EntrantState.CHECKED_IN)
"""The states of an entrant that takes part."""


@frozen
class Entrant:
    """A member or a team in a tournament.

    Attributes:
        id: Its id.
        tournament: The tournament.
        captain: Who entered it; all its members report for it.
        name: What the team is called; empty for a single member.
        state: How far it is.
        entered_at: When it entered.
        wanted: The seed that the organiser gave; None where they gave none.
        rating: The number that it was seeded by; None where none was known or asked for.
        seed: Its seed, from the start; None before, and for who takes no part.
        seed_reason: Why it has this seed.
        from_round: The round of a Swiss tournament from which it plays.
        left_at: When it dropped out of the running tournament; None where it did not.
    """

    id: EntrantId
    tournament: TournamentId
    captain: Annotated[MemberId, Person()]
    name: TeamName
    state: EntrantState
    entered_at: datetime
    wanted: int | None
    rating: float | None
    seed: int | None
    seed_reason: Annotated[str, Plain(max=100, min=0, multiline=False)]
    from_round: int
    left_at: datetime | None


@frozen
class EntrantMember:
    """A member who plays for an entrant; each member plays for one entrant of a tournament.

    Attributes:
        tournament: The tournament.
        member: The member.
        entrant: The entrant.
    """

    tournament: TournamentId
    member: Annotated[MemberId, Person()]
    entrant: EntrantId


@frozen
class EntrantLine:
    """An entrant in a list.

    Attributes:
        entrant: The entrant.
        members: Who plays for it, the captain first.
        may: The outside names of the commands that the reader may send about the entrant now.
    """

    entrant: Entrant
    members: tuple[MemberId, ...]
    may: frozenset[str]


@frozen
class SeedExplanation:
    """Why an entrant is seeded as it is.

    Attributes:
        entrant: The entrant.
        seed: Its seed; None before the start.
        of: How many seeds there are.
        reason: Why, a few words.
        rating: The number that it was seeded by; None where none was.
    """

    entrant: EntrantId
    seed: int | None
    of: int
    reason: str
    rating: float | None
