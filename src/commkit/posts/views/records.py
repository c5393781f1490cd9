"""Threads and posts as a page shows them."""

from collections.abc import Mapping

from attrs import frozen

from commkit.fields import FieldValue
from commkit.members import Author
from commkit.posts.polls.records import Poll
from commkit.posts.reactions.records import ReactionCount
from commkit.posts.records import Post, PostId
from commkit.posts.status.records import PostStatus
from commkit.runtime.storage.pages import Cursor
from commkit.spaces import SpaceView


@frozen
class OfferState:
    """What decides, besides the post itself, which commands about it would have an effect.

    Attributes:
        post: The post.
        closed: Whether nobody can reply in its thread: it is locked or removed, or its space is archived.
        pinned: Whether it is pinned now.
        wiki: Whether it is a wiki.
        has_poll: Whether it has a poll.
        poll_open: Whether votes are taken in it.
        changeable: Whether a vote can be changed.
        voted: Whether the reader voted in it.
        reactions: How many reactions the reader gave.
    """

    post: PostId
    closed: bool
    pinned: bool
    wiki: bool
    has_poll: bool
    poll_open: bool
    changeable: bool
    voted: bool
    reactions: int


@frozen
class PostView:
    """A post as the page of its thread shows it.

    Attributes:
        post: The post.
        author: Who wrote it.
        html: The text as safe HTML, a `RenderedHtml`; None where the query says `rendered=False`.
        reactions: The reactions to it that somebody gave, by name.
        reacted: The names of those that the reader gave.
        status: Whether it is pinned, locked, a wiki, has a poll, or is its author's first post.
        marks: What other features mark it with, such as `notifications.watching` for a thread that the reader watches.
        fields: The values of the fields that its type or the host declared, by name.
        may: The outside names of the commands that the reader may send about it now.
    """

    post: Post
    author: Author
    html: str | None
    reactions: tuple[ReactionCount, ...]
    reacted: tuple[str, ...]
    status: PostStatus
    marks: frozenset[str]
    fields: Mapping[str, FieldValue]
    may: frozenset[str]


@frozen
class ThreadView:
    """A thread as lists show it: its opening post, and what the reader has to do with it.

    Attributes:
        post: The opening post, with title, tags, state, counts and the accepted answer.
        author: Who opened it.
        excerpt: The beginning of its text on one line; of the source where the query says `rendered=False`.
        space: The space that it stands in; None for none, and for one that the reader does not see.
        status: Whether it is pinned, locked, a wiki, has a poll, or is its author's first post.
        marks: What other features mark it with, such as `notifications.watching` for a thread that the reader watches.
        last_read: The number of the last post that the reader has read; -1 where none was, and for who is no member.
        unread: Whether it has something that the reader has not read; never for who is no member.
        fields: The values of the fields that its type or the host declared, by name.
        may: The outside names of the commands that the reader may send about its opening post now.
    """

    post: Post
    author: Author
    excerpt: str
    space: SpaceView | None
    status: PostStatus
    marks: frozenset[str]
    last_read: int
    unread: bool
    fields: Mapping[str, FieldValue]
    may: frozenset[str]


@frozen
class ThreadPage:
    """A page of a thread in reading order, with its header.

    Attributes:
        thread: The header: the thread as lists show it.
        poll: The poll of the opening post, with what the reader may see of its results; None where there is none.
        first_unread: The first post that the reader has not read; None where all is read, and for who is no member.
        items: The posts.
        next: Give it as `after` to get the next page; None at the end.
        leading: Replies that features put first, such as a canonical answer, on the first page alone. In their place
            they are among the items as well.
    """

    thread: ThreadView
    poll: Poll | None
    first_unread: PostId | None
    items: tuple[PostView, ...]
    next: Cursor | None
    leading: tuple[PostView, ...] = ()
