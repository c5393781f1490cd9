"""Commands that move posts between threads."""

from attrs import field, frozen

from commkit.posts.messages import Reason, TagName, Title, Word
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import TextCommand


@frozen
class MovePost(TextCommand[Post]):
    """Move a reply, with all replies below it, to another parent, in its own thread or in another one.

    A post whose kind may not reply to its new parent gets a kind that may; so do the replies below it.

    Attributes:
        post: The reply.
        new_parent: Its new parent.
        reason: Why it is moved.

    Raises:
        Invalid: It opens a thread (merge the threads instead), or the new parent is itself or below it.
        Conflict: The accepted answer would be moved, no kind may reply there, or the new parent is locked or removed.
    """

    permission = "posts.move"
    shown = ("reason",)
    personal = ("reason",)

    post: PostId
    new_parent: PostId
    reason: Reason = field(default="", kw_only=True)


@frozen
class MergeThreads(TextCommand[Post]):
    """Merge a thread into another one: its opening post becomes a reply there, with all its replies.

    It keeps its title. Its tags, its pin and its lock are removed, and its accepted answer becomes an ordinary reply.

    Attributes:
        thread: The thread that is merged.
        into: The new parent of its opening post; mostly the opening post of the other thread.
        reason: Why they are merged.

    Raises:
        Invalid: The first post does not open a thread, or both are in the same thread.
        Conflict: No kind may reply there, or the other thread is locked or removed.
    """

    permission = "posts.move"
    shown = ("reason",)
    personal = ("reason",)

    thread: PostId
    into: PostId
    reason: Reason = field(default="", kw_only=True)


@frozen
class SplitThread(TextCommand[Post]):
    """Split a thread: a reply becomes the opening post of a new thread, with all replies below it.

    Attributes:
        post: The reply.
        kind: Its new kind; one that opens threads.
        title: Its title; required if the kind has titles.
        tags: Its tags.
        reason: Why the thread is split.

    Raises:
        Invalid: It opens a thread already, or kind, title or tags are not valid.
        Conflict: The accepted answer would be moved, or the reply was removed.
    """

    permission = "posts.move"
    shown = ("title", "tags", "reason")
    personal = ("title", "reason")

    post: PostId
    kind: Word = field(kw_only=True)
    title: Title = field(default="", kw_only=True)
    tags: tuple[TagName, ...] = field(default=(), kw_only=True)
    reason: Reason = field(default="", kw_only=True)
