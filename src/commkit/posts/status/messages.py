"""What posts can be marked with, and what is told of it."""

from datetime import datetime

from attrs import field, frozen

from commkit.posts.messages import Reason
from commkit.posts.records import Post, PostId
from commkit.posts.status.records import PostStatus
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.storage.pages import Page


@frozen
class PinThread(Command[PostStatus]):
    """Pin a thread, so that `ListPinnedThreads` shows it; again, to give it another end.

    Attributes:
        thread: Which.
        until: When it ends by itself; left out, it stays until it is unpinned.

    Raises:
        Invalid: It is no thread, or the end has passed.
    """

    permission = "posts.pin"

    thread: PostId
    until: datetime | None = field(default=None, kw_only=True)


@frozen
class UnpinThread(Command[PostStatus]):
    """Take the pin off.

    Raises:
        Conflict: It is not pinned.
    """

    permission = "posts.pin"

    thread: PostId


@frozen
class LockThread(Command[PostStatus]):
    """Let nobody reply in a thread any more; what stands can still be read, reacted to and edited.

    Attributes:
        thread: Which.
        reason: Why; who tries to reply is told.

    Raises:
        Conflict: It is locked already.
        Invalid: It is no thread.
    """

    permission = "posts.lock"
    personal = ("reason",)

    thread: PostId
    reason: Reason = ""


@frozen
class UnlockThread(Command[PostStatus]):
    """Let people reply again.

    Raises:
        Conflict: It is not locked.
    """

    permission = "posts.lock"

    thread: PostId


@frozen
class EnableWiki(Command[PostStatus]):
    """Let others edit a post too; again, to ask for another trust level.

    Who may: members of that trust level whose role has the permission `posts.edit_wiki`. Edits are told apart by the
    post's version, as everybody's are.

    Attributes:
        post: Which.
        trust: The trust level it takes, 0 upwards.

    Raises:
        Invalid: The type has no such trust level.
    """

    permission = "posts.enable_wiki"

    post: PostId
    trust: int = field(default=0, kw_only=True)


@frozen
class DisableWiki(Command[PostStatus]):
    """Leave a post to its author again.

    Raises:
        Conflict: It is no wiki.
    """

    permission = "posts.enable_wiki"

    post: PostId


@frozen
class ListPostStatuses(Query[tuple[PostStatus, ...]]):
    """What posts are marked with: those of a page, in one go.

    Attributes:
        posts: At most 100; who asks for posts that they may not see gets nothing for these.
    """

    permission = "posts.read"

    posts: tuple[PostId, ...]


@frozen(kw_only=True)
class ListPinnedThreads(Query[tuple[Post, ...]]):
    """Threads that are pinned now, the latest pin first; at most 100."""

    permission = "posts.read"

    limit: int = 20


@frozen(kw_only=True)
class ListFirstPosts(Query[Page[Post]]):
    """The first posts of newcomers that nobody has replied to, the newest first: for those who welcome them."""

    permission = "posts.read_first_posts"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ThreadPinned(Fact):
    """A thread was pinned."""

    name = "posts.thread_pinned"
    thread: PostId
    until: datetime | None


@frozen
class ThreadUnpinned(Fact):
    """The pin was taken off a thread."""

    name = "posts.thread_unpinned"
    thread: PostId


@frozen
class ThreadLocked(Fact):
    """Nobody may reply in a thread any more."""

    name = "posts.thread_locked"
    thread: PostId


@frozen
class ThreadUnlocked(Fact):
    """People may reply in a thread again."""

    name = "posts.thread_unlocked"
    thread: PostId


@frozen
class WikiEnabled(Fact):
    """Others may edit a post."""

    name = "posts.wiki_enabled"
    post: PostId
    trust: int


@frozen
class WikiDisabled(Fact):
    """Only its author edits a post again."""

    name = "posts.wiki_disabled"
    post: PostId


@frozen
class FirstPostCreated(Fact):
    """A newcomer wrote their first post here: somebody should welcome them."""

    name = "posts.first_post_created"
    post: PostId
    thread: PostId
    author: MemberId
