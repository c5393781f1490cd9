"""What a run stores: one row for each consultation, and the places, groups and counts of its last map."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, PersonalValue, Plain
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.proposing.records import StatementId


class MapProblem(StrEnum):
    """Why there is no map."""

    NO_EXTRA = "no_extra"
    """The libraries that compute it are not installed."""
    TOO_MANY_PEOPLE = "too_many_people"
    """More members voted than the settings allow."""


@frozen
class MapRun:
    """The last run of a consultation's map.

    Attributes:
        consultation: The consultation.
        turn: Counts the runs that were begun.
        due: Whether a run is scheduled.
        digest: The hash of the votes that the map was computed of; empty where there is no map.
        computed_at: When it was computed; None where there is no map.
        problem: Why there is no map; None where there is one, and before the first run.
        people: Members who voted on an accepted statement.
        statements: Accepted statements that anybody can vote on.
        votes: Votes on them.
        groups: How many groups are shown; 0 for none.
        candidate: The number of groups that won the last runs instead; 0 for none.
        wins: How many runs in a row it won.
    """

    consultation: ConsultationId
    turn: int
    due: bool
    digest: Annotated[str, Plain(max=64, min=0, multiline=False)]
    computed_at: datetime | None
    problem: MapProblem | None
    people: int
    statements: int
    votes: int
    groups: int
    candidate: int
    wins: int


@frozen
class MapPlace:
    """Where a member stands on the map.

    Attributes:
        consultation: The consultation.
        member: Who stands there.
        number: The number of their group.
        x: The first coordinate.
        y: The second coordinate.
    """

    consultation: ConsultationId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    number: Annotated[int, PersonalValue(of="member", erase=Erasure.KEEP)]
    x: Annotated[float, PersonalValue(of="member", erase=Erasure.KEEP)]
    y: Annotated[float, PersonalValue(of="member", erase=Erasure.KEEP)]


@frozen
class MapGroup:
    """A group on the map.

    Attributes:
        consultation: The consultation.
        number: Its number, from 1.
        size: How many members are in it.
        x: The first coordinate of its centre.
        y: The second coordinate of its centre.
        spread: The root mean square of the distances of its members from the centre.
    """

    consultation: ConsultationId
    number: int
    size: int
    x: float
    y: float
    spread: float


@frozen
class MapCount:
    """How a group voted on a statement.

    Attributes:
        consultation: The consultation.
        number: The number of the group; 0 for those without a place.
        statement: The statement.
        agrees: How many agree.
        disagrees: How many disagree.
        passes: How many passed.
    """

    consultation: ConsultationId
    number: int
    statement: StatementId
    agrees: int
    disagrees: int
    passes: int
