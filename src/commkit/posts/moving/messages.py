"""Commands that move posts between threads."""

from attrs import field, frozen

from commkit.posts.messages import Reason, TagName, Title, Word
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command


@frozen
class MovePost(Command[Post]):
    """Move a reply, with all that is below it, below another post, of its own thread or of another one.

    A kind that may not stand there becomes the first one that may, for it and for what is below it.

    Attributes:
        post: The reply.
        new_parent: The post that it is to reply to.
        reason: Why.

    Raises:
        Invalid: It opens a thread (merge the threads then), or it would come to stand below itself.
        Conflict: Something of it is the accepted answer, nothing may stand there, or it is locked or was taken down.
    """

    permission = "posts.move"
    personal = ("reason",)

    post: PostId
    new_parent: PostId
    reason: Reason = field(default="", kw_only=True)


@frozen
class MergeThreads(Command[Post]):
    """Make one thread of two: the first becomes a reply in the second, with all that is below it.

    It keeps its title; its tags, its pin and its lock go, and its accepted answer is just a reply then.

    Attributes:
        thread: The thread that goes.
        into: The post that it is to reply to; mostly the one that opens the other thread.
        reason: Why.

    Raises:
        Invalid: The first opens no thread, or the two are one.
        Conflict: Nothing may stand there, or it is locked or was taken down.
    """

    permission = "posts.move"
    personal = ("reason",)

    thread: PostId
    into: PostId
    reason: Reason = field(default="", kw_only=True)


@frozen
class SplitThread(Command[Post]):
    """Make two threads of one: a reply opens a thread of its own, with all that is below it.

    Attributes:
        post: The reply.
        kind: What kind of post it is then; one that opens threads.
        title: Its title; needed where the kind has titles.
        tags: Its tags.
        reason: Why.

    Raises:
        Invalid: It opens a thread already, or kind, title or tags do not fit.
        Conflict: Something of it is the accepted answer, or it was taken down.
    """

    permission = "posts.move"
    personal = ("title", "reason")

    post: PostId
    kind: Word = field(kw_only=True)
    title: Title = field(default="", kw_only=True)
    tags: tuple[TagName, ...] = field(default=(), kw_only=True)
    reason: Reason = field(default="", kw_only=True)
