"""Orphaned questions, and how many there are."""

from datetime import datetime

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import RowCondition


@frozen
class CaredFor:
    """Questions that are no orphans though nobody replied: somebody cares for them elsewhere, such as a help desk.

    A feature declares it. The condition is a part of the statements that find, list and count orphans.

    Attributes:
        name: Its name, which begins with the plugin's.
        condition: `question -> condition`: which rows of posts are cared for.
    """

    name: str
    condition: RowCondition


@frozen
class Orphan:
    """That a question was found to be orphaned; it is told once, however often it is left alone again.

    Attributes:
        question: The question.
        found_at: When it was found, or imported.
    """

    question: PostId
    found_at: datetime


@frozen
class OrphanedQuestion:
    """A question that nobody replies to.

    Attributes:
        id: Its id.
        title: Its title.
        tags: Its tags.
        author: Who asks; None where the account is erased.
        author_name: The asker's name as others see it.
        asked_at: When it was asked.
    """

    id: PostId
    title: str
    tags: tuple[str, ...]
    author: MemberId | None
    author_name: str
    asked_at: datetime


@frozen
class OrphanCount:
    """How many questions are orphaned, as it is now; what is removed, or hidden from the reader, is not counted.

    Attributes:
        asked: Questions asked in the period: the sample size.
        orphans: Those of them that are orphaned now.
        rate: `orphans` among `asked`; None without any.
    """

    asked: int
    orphans: int
    rate: float | None


@frozen
class OrphanReport:
    """What one `CheckOrphans` did.

    Attributes:
        found: Questions that are orphaned since the last time.
        more: Whether the limit was reached; send the command again.
    """

    found: int
    more: bool
