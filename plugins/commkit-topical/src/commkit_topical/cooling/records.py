"""The heat of a thread, its coolings, and what is told of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Person

CoolingId = NewType("CoolingId", UUID)
"""The id of a cooling; its order is the order of time."""


@frozen
class Turn:
    """A reply of the window in which heat is measured.

    Attributes:
        post: The reply.
        author: Who wrote it.
        to: Who wrote what it replies to; None where that is nobody any more.
        at: When.
    """

    post: PostId
    author: MemberId
    to: MemberId | None
    at: datetime


@frozen(kw_only=True)
class Heat:
    """How heated a thread is; see `commkit_topical.heat_of`.

    Attributes:
        value: The heat, 0 to 1.
        replies: Replies in the window.
        speed: How many times as fast as usual they come; 1 at least.
        exchange: The share of these replies that two members wrote to each other in turn, 0 to 1.
        reporters: Members with open reports of posts in the window.
        pair: These two members, the smaller id first; None where no two answered each other.
    """

    value: float
    replies: int
    speed: float
    exchange: float
    reporters: int
    pair: tuple[MemberId, MemberId] | None


class CoolingEnd(StrEnum):
    """Why a cooling ended."""

    COOLED = "cooled"
    """The thread had cooled."""
    LONGEST = "longest"
    """It had taken as long as the settings let it."""
    GONE = "gone"
    """The thread was removed, locked, or merged into another one, or its community was archived."""
    LIFTED = "lifted"
    """A moderator ended it."""


@frozen
class Cooling:
    """A time in which a thread is slowed down.

    Attributes:
        id: Its id.
        thread: The thread.
        running: The thread while it lasts, so that a thread has one at a time; empty afterwards.
        heat: The heat from which it began, 0 to 1.
        speed: How many times as fast as usual the replies came then.
        exchange: The share of replies that two members wrote to each other in turn.
        reporters: Members with open reports then.
        first: One of the two who answered each other most; None for nobody.
        second: The other one.
        since: The beginning of the window in which it heated up.
        pause_seconds: The pause between two replies of one member.
        pause_before: The pause that the thread had before, in seconds.
        started_at: When it began.
        review_at: When the heat is measured again.
        ended_at: When it ended; None while it lasts.
        end: Why; None while it lasts.
        again_at: When the same two heated a thread again within 14 days after its end; None where they did not.
    """

    id: CoolingId
    thread: PostId
    running: PostId | None
    heat: float
    speed: float
    exchange: float
    reporters: int
    first: Annotated[MemberId | None, Person(owns=False)]
    second: Annotated[MemberId | None, Person(owns=False)]
    since: datetime
    pause_seconds: int
    pause_before: int
    started_at: datetime
    review_at: datetime
    ended_at: datetime | None
    end: CoolingEnd | None
    again_at: datetime | None


@frozen
class CoolingNotice:
    """What all who read a thread are told of its cooling. It names nobody.

    Attributes:
        thread: The thread.
        reason: Why it is slowed down, how much, and until when at least: sentences.
        pause_seconds: The pause between two replies of one member.
        started_at: When it began.
        review_at: When the heat is measured again; it ends then if the thread has cooled.
    """

    thread: PostId
    reason: str
    pause_seconds: int
    started_at: datetime
    review_at: datetime


@frozen(kw_only=True)
class PausePrompt:
    """What one of two who heat a thread up is told, and nobody else.

    Attributes:
        thread: The thread.
        text: The prompt: sentences.
        posts: Posts of the member from the window on, which they may rephrase without a mark, the newest first.
        answerable: Posts of the other one from the window on, to one of which the member may reply with an apology
            (`WriteApology`) without waiting, the newest first; none where they have apologised.
        review_at: When the heat is measured again.
    """

    thread: PostId
    text: str
    posts: tuple[PostId, ...]
    answerable: tuple[PostId, ...]
    review_at: datetime


@frozen(kw_only=True)
class CoolingNumbers:
    """The coolings that began in a time, of threads that the reader may see.

    Attributes:
        coolings: How many began.
        running: Those that last.
        cooled: Those that ended as the thread had cooled.
        longest: Those that ended as they had taken as long as they may.
        observed: Those of a pair that ended more than 14 days ago: of these it is known what came later.
        apologies: Coolings in which one of the pair apologised, or both.
        again: The share of those observed whose pair heated a thread again within 14 days after the end, with its
            sample size and interval (Wilson, 95 %); None where they are of fewer than 5 pairs.
        again_after_apology: The same of those in which somebody apologised; None where these, or the others, are of
            fewer than 5 pairs. Who apologises chose to: it tells of no effect.
    """

    coolings: int
    running: int
    cooled: int
    longest: int
    observed: int
    apologies: int
    again: Share | None
    again_after_apology: Share | None
