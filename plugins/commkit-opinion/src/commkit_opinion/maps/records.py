"""The opinion map as it is shown: no number in it is about fewer people than the threshold."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.proposing.records import OpinionStatement


class Stance(StrEnum):
    """What a group says to a statement, more than the others."""

    AGREE = "agree"
    DISAGREE = "disagree"


@frozen(kw_only=True)
class RepresentativeStatement:
    """A statement that tells a group from the others.

    Attributes:
        statement: The statement.
        stance: What the group says more than the others.
        share: How likely somebody of the group says so: (said so + 1) / (voted + 2).
        others: The same of the others on the map.
        ratio: `share` divided by `others`.
        z: The statistic of the test of two proportions, with the same pseudo-counts; above 1.2816 (90 %, one-sided).
        voters: How many of the group voted on it.
        other_voters: How many of the others did.
    """

    statement: OpinionStatement
    stance: Stance
    share: float
    others: float
    ratio: float
    z: float
    voters: int
    other_voters: int


@frozen(kw_only=True)
class OpinionGroup:
    """A group of people who voted alike.

    Attributes:
        number: Its number, from 1; it stays while the group does.
        size: How many people are in it.
        x: The first coordinate of its centre.
        y: The second coordinate of its centre.
        spread: The root mean square of the distances of its people from the centre.
        representative: The statements that tell it from the others, the strongest first.
    """

    number: int
    size: int
    x: float
    y: float
    spread: float
    representative: tuple[RepresentativeStatement, ...]


@frozen(kw_only=True)
class ConsensusStatement:
    """A statement on which all groups that are shown say the same.

    Attributes:
        statement: The statement.
        stance: What they say.
        lowest: The lowest share of a group that says so: (said so + 1) / (voted + 2).
        voters: How many people of these groups voted on it.
        groups: How many groups that is.
    """

    statement: OpinionStatement
    stance: Stance
    lowest: float
    voters: int
    groups: int


@frozen(kw_only=True)
class OwnPlace:
    """Where the reader stands; nobody else is told.

    Attributes:
        x: The first coordinate.
        y: The second coordinate.
        group: The number of their group; None where it is not shown, since it is too small.
    """

    x: float
    y: float
    group: int | None


@frozen(kw_only=True)
class OpinionMap:
    """The opinion map of a consultation, and the report about it.

    Attributes:
        consultation: The consultation.
        computed_at: When it was computed, as the votes stood then; None where there is no map.
        people: Members who had voted on an accepted statement; None where that, or how many of them have no place,
            would tell of fewer than the threshold.
        placed: Those of them who had voted often enough for a place; None where they are fewer than the threshold.
        statements: Accepted statements that it is about.
        votes: Votes that it rests on; None where fewer people than the threshold voted.
        groups: The groups that are shown, by their numbers; empty where there are no two.
        hidden_groups: How many groups are not shown, since they are too small, or what is shown would tell of one.
        consensus: The statements on which the groups agree most; without groups, all people count as one.
        own: Where the reader stands; None for who has no place.
        threshold: How many people a number must be about.
        method: How it was computed.
        limits: What it does not say, and what was left out here, in sentences.
    """

    consultation: ConsultationId
    computed_at: datetime | None
    people: int | None
    placed: int | None
    statements: int
    votes: int | None
    groups: tuple[OpinionGroup, ...]
    hidden_groups: int
    consensus: tuple[ConsensusStatement, ...]
    own: OwnPlace | None
    threshold: int
    method: str
    limits: tuple[str, ...]
