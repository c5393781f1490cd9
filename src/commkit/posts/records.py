"""A post as its readers see it."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.members import GroupId
from commkit.runtime.model.ids import MemberId
from commkit.spaces import SpaceId

PostId = NewType("PostId", UUID)
"""The id of a post; its order is the order of time."""


class MadeWith(StrEnum):
    """Whether a program that generates text took part in a post, as its author says."""

    NONE = "none"
    """A person wrote it."""
    ASSISTED = "assisted"
    """A person wrote it with the help of such a program, or a program with the help of a person."""
    GENERATED = "generated"
    """Such a program wrote it."""


@frozen(slots=False)  # a frozen class without slots is made in half the time, and a page makes 20
class Post:
    """A text that a member wrote: it opens a thread, or is a reply in one.

    Attributes:
        id: Its id.
        thread: The id of the post that opened its thread; its own for that post.
        parent: What it replies to; None for the post that opened the thread.
        number: Its position in the thread in order of time; 0 for the opening post.
        path: Its position in the tree of replies; sorting by it gives the reading order. 4 bytes for each level.
        kind: One of the type's post kinds.
        state: Its state in the state machine of its kind.
        title: Empty for replies, except those that opened a thread which was merged into this one.
        body: The text in its source form.
        markup: The markup of the text: `markdown` or `html`.
        tags: Its tags, in order.
        author: The member who wrote it; None after the author was erased.
        author_name: The author's name as others see it.
        by_staff: Whether the author belongs to the company that runs the community.
        version: 1 at first; increased by every edit.
        created_at: When it was created.
        edited_at: When it was last edited.
        activity_at: When something was last added to its thread; None for replies.
        closed_at: When it was first moved to a closed state; None while it is open.
        removed_at: When it was removed; only members with `posts.read_removed` see such posts.
        reply_count: Replies in the thread it opened that were not removed, whoever may see them.
        answer_count: Answers by other people that were not removed, whoever may see them; None if its kind has none.
        answer: The accepted answer.
        score: The sum of the weights of its reactions.
        locked_at: When its thread was locked against replies; None for replies.
        space: The space that its thread stands in; None for none, and for replies.
        audience: The group that sees its thread; None for all who see the community, and for replies.
        made_with: Whether a program that generates text took part in it.
        by_agent: Whether an agent wrote it; it stays so after the agent was removed or erased.
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
    space: SpaceId | None = None
    audience: GroupId | None = None
    made_with: MadeWith = MadeWith.NONE
    by_agent: bool = False

    @property
    def opens(self) -> bool:
        """Whether it is the opening post of its thread."""
        return self.parent is None

    @property
    def depth(self) -> int:
        """How many levels of replies are above it."""
        return len(self.path) // 4
