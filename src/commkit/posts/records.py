"""A post as its readers see it."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId

PostId = NewType("PostId", UUID)
"""The id of a post; its order is the order of time."""


@frozen
class Post:
    """Something a member wrote: it opens a thread, or replies within one.

    Attributes:
        id: Its id.
        thread: The id of the post that opened its thread; its own for that post.
        parent: What it replies to; None for the post that opened the thread.
        number: Its place in the thread in order of time; 0 opens it.
        path: Its place in the tree of replies; sorting by it walks the tree in reading order. 4 bytes a level.
        kind: One of the type's post kinds.
        state: Where it is in the state machine of its kind.
        title: Empty for replies, save those that opened a thread which was merged into this one.
        body: The text as it was written.
        markup: What the text is written in: `markdown` or `html`.
        tags: Its tags, in order.
        author: Who wrote it; None where the author is gone.
        author_name: The author's name as others see it.
        by_staff: Whether the author belongs to the company that runs the community.
        version: 1 at first; rises with every edit.
        created_at: When it was written.
        edited_at: When it was last edited.
        activity_at: When something was last added to its thread; told by the opening post, None for replies.
        closed_at: Since when nothing more is expected.
        removed_at: When it was taken down; only who may see such posts ever meets one.
        reply_count: Replies that stand in the thread it opened.
        answer_count: Answers that stand; None where its kind awaits none.
        answer: The accepted answer.
        score: The sum of what reactions are worth in this type.
        locked_at: Since when nobody may reply in its thread; told by the opening post.
    """

    id: PostId
    thread: PostId
    parent: PostId | None
    number: int
    path: bytes
    kind: str
    state: str
    title: str
    body: str
    markup: str
    tags: tuple[str, ...]
    author: MemberId | None
    author_name: str
    by_staff: bool
    version: int
    created_at: datetime
    edited_at: datetime | None
    activity_at: datetime | None
    closed_at: datetime | None
    removed_at: datetime | None
    reply_count: int
    answer_count: int | None
    answer: PostId | None
    score: int
    locked_at: datetime | None = None

    @property
    def opens(self) -> bool:
        """Whether it opened its thread."""
        return self.parent is None

    @property
    def depth(self) -> int:
        """How many levels of replies are above it."""
        return len(self.path) // 4
