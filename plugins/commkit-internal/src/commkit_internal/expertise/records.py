"""What members say about their own expertise, who endorsed it, and the experts of a topic with their evidence."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.members import Author
from commkit.storage import Erasure, Person, Plain

Topic = Annotated[str, Plain(max=64, multiline=False)]


class Standing(StrEnum):
    """What a member says about their own expertise in a topic."""

    CONFIRMED = "confirmed"
    """They know it."""
    DENIED = "denied"
    """They are not to be suggested for it."""


class EvidenceKind(StrEnum):
    """What speaks for a member's expertise in a topic."""

    ACCEPTED_ANSWERS = "accepted_answers"
    """Accepted answers to questions of others that have the tag."""
    ARTICLES = "articles"
    """Published articles with the tag."""
    APPRECIATED_POSTS = "appreciated_posts"
    """Other posts in threads with the tag that somebody reacted to."""
    ENDORSEMENTS = "endorsements"
    """Colleagues who endorsed it."""


@frozen
class ExpertiseStanding:
    """What a member says about their own expertise in a topic.

    Attributes:
        member: Who.
        topic: The tag.
        standing: What they say.
        at: When.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    topic: Topic
    standing: Standing
    at: datetime


@frozen
class ExpertiseEndorsement:
    """That a member endorsed a colleague's expertise in a topic.

    Attributes:
        member: The colleague.
        topic: The tag.
        endorser: Who endorsed it.
        at: When.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    topic: Topic
    endorser: Annotated[MemberId, Person(erase=Erasure.ROW)]
    at: datetime


@frozen
class Evidence:
    """One kind of evidence.

    Attributes:
        kind: What it is.
        n: How much of it there is that the reader may see.
        points: What each counts.
    """

    kind: EvidenceKind
    n: int
    points: int


@frozen
class TopicExpert:
    """Somebody who knows about a topic, and why this is thought.

    Attributes:
        member: Who, as the reader may see them.
        confirmed: Whether they say themselves that they know it.
        score: The sum of `n` times `points` of the evidence; None where there is no evidence.
        evidence: All that there is.
    """

    member: Author
    confirmed: bool
    score: int | None
    evidence: tuple[Evidence, ...]


@frozen
class TopicExpertise:
    """A topic that a member knows about, and why this is thought.

    Attributes:
        topic: The tag.
        confirmed: Whether they say themselves that they know it.
        score: The sum of `n` times `points` of the evidence; None where there is no evidence.
        evidence: All that there is.
    """

    topic: str
    confirmed: bool
    score: int | None
    evidence: tuple[Evidence, ...]
