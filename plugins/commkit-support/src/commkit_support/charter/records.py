"""Topics, versions of the charter, and what askers were offered."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Person, Plain

ScopeOfferId = NewType("ScopeOfferId", UUID)
"""The id of an offer; its order is the order of time."""

TopicName = Annotated[str, Plain(max=64, multiline=False)]
TopicTitle = Annotated[str, Plain(max=200, multiline=False)]
TopicWhy = Annotated[str, Plain(max=2_000)]
TopicWord = Annotated[str, Plain(max=100, multiline=False)]
Note = Annotated[str, Plain(max=2_000)]


class TopicAction(StrEnum):
    """What happens to a question that is about a topic."""

    REFUSE = "refuse"
    """It is not published; the help desk is offered."""
    OFFER = "offer"
    """The help desk is offered; it is published where its asker says so. An edit that tells of danger is published."""
    MASK = "mask"
    """It is published; what is private is masked."""


class TopicFinder(StrEnum):
    """What tells that a question is about a topic."""

    WORDS = "words"
    """One of the topic's words."""
    SAFETY = "safety"
    """One of the safety words of `YieldSettings`: staff is told at once when the question is asked, here or at the help
    desk, or edited."""
    PRIVATE = "private"
    """Private data: e-mail addresses, named secrets, international phone numbers, and valid numbers of cards and bank
    accounts."""


@frozen
class ScopeTopic:
    """A topic of the charter. A type or a feature declares those that hold until stewards change them.

    Attributes:
        name: Its name in small letters, such as `support.billing`; one that a plugin declares begins with its name.
        title: What it is called.
        why: What the asker is told: why it is not answered here, and what to do.
        action: What happens.
        finder: What finds it.
        words: Words and phrases that find it, in any case; `refund*` finds all that begins so. Only where the finder is
            `words`.
    """

    name: TopicName
    title: TopicTitle
    why: TopicWhy
    action: TopicAction
    finder: TopicFinder = TopicFinder.WORDS
    words: tuple[TopicWord, ...] = ()


@frozen
class CharterTopic:
    """A topic in one version of the charter.

    Attributes:
        version: The version.
        place: Its place in it, from 0.
        name: Its name.
        title: What it is called.
        why: What askers are told.
        action: What happens.
        finder: What finds it.
        words: Words and phrases that find it, one on each line.
    """

    version: int
    place: int
    name: TopicName
    title: TopicTitle
    why: TopicWhy
    action: TopicAction
    finder: TopicFinder
    words: Annotated[str, Plain(max=20_200)]


@frozen
class CharterVersion:
    """A version of the charter.

    Attributes:
        version: Its number, from 1.
        changed_by: Who changed the charter; None for the host itself.
        changed_at: When.
        note: Why.
    """

    version: int
    changed_by: Annotated[MemberId | None, Person(owns=False)]
    changed_at: datetime
    note: Note


@frozen
class ScopeCharter:
    """What a community never answers.

    Attributes:
        version: The number of the version; 0 is what the type declares.
        topics: The topics.
        changed_by: Who changed it last; None for the host itself, and of version 0.
        changed_at: When; None of version 0.
        note: Why; empty of version 0.
    """

    version: int
    topics: tuple[ScopeTopic, ...]
    changed_by: MemberId | None
    changed_at: datetime | None
    note: str


class OfferState(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    """The asker has not decided."""
    INSISTED = "insisted"
    """They want to publish it, and have not yet."""
    PUBLISHED = "published"
    HANDED_OFF = "handed_off"
    """They asked the help desk instead."""
    LAPSED = "lapsed"
    """They went on with a draft about other topics."""


@frozen
class ScopeOffer:
    """That an asker was told that their draft is out of scope, and was offered the help desk.

    Attributes:
        id: Its id.
        member: Who asks.
        topics: The names of the topics that were found.
        version: The version of the charter.
        state: What became of it.
        offered_at: When they were told first.
        settled_at: When the state last changed.
        question: The question that it became.
    """

    id: ScopeOfferId
    member: Annotated[MemberId, Person()]
    topics: tuple[str, ...]
    version: int
    state: OfferState
    offered_at: datetime
    settled_at: datetime
    question: PostId | None


@frozen
class ScopeCheck:
    """What is told of a draft.

    Attributes:
        topics: The topics that it is about.
        offer: The offer of the help desk; None where the draft may be published as it is told here.
        may_publish: Whether its asker may publish it, be it by `PublishAnyway`.
        has_help_desk: Whether there is a help desk to be asked.
        title: The title, with what is private masked.
        body: The text, likewise.
    """

    topics: tuple[ScopeTopic, ...]
    offer: ScopeOfferId | None
    may_publish: bool
    has_help_desk: bool
    title: str
    body: str


@frozen
class ScopeNumbers:
    """What became of the offers of one month in UTC, by when they were made; told as it is now.

    Nothing is told of fewer than five people (k-anonymity): all is None then, and `withheld` says why. Whoever wrote
    no draft that was checked is in no number.

    Attributes:
        people: Members who were offered the help desk.
        offered: Offers: the sample size.
        handed_off: Those whose askers asked the help desk instead, among all, with the Wilson interval.
        published: Those whose askers published anyway, likewise.
        given_up: Those that came to nothing, or to nothing yet, likewise.
        withheld: Why nothing is told; empty where it is.
    """

    people: int | None
    offered: int | None
    handed_off: Share | None
    published: Share | None
    given_up: Share | None
    withheld: str
