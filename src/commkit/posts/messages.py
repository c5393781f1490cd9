"""Commands that write posts, and queries that read them."""

from typing import Annotated, Literal

from attrs import field, frozen

from commkit.posts.records import Post, PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Title = Annotated[str, Text(max=300, min=0, lines=False)]

Body = Annotated[str, Text(max=40_000)]

TagName = Annotated[str, Text(max=50, lines=False)]

Word = Annotated[str, Text(max=64, lines=False)]

Reason = Annotated[str, Text(max=2_000, min=0)]

Markup = Literal["markdown", "html"]


@frozen(kw_only=True)
class CreateThread(Command[Post]):
    """Open a thread.

    Attributes:
        kind: A post kind of the community's type that opens threads.
        title: One line; needed where the kind has titles.
        body: The text, 1 to 40,000 characters.
        tags: Words under which it is found.
        markup: What the text is written in.

    Raises:
        Invalid: The kind does not exist or opens no thread, the title is missing, or a tag is malformed.
    """

    permission = "posts.create_thread"
    personal = ("title", "body")

    kind: Word
    title: Title = ""
    body: Body
    tags: tuple[TagName, ...] = ()
    markup: Markup = "markdown"


@frozen
class CreateReply(Command[Post]):
    """Reply to a post.

    Attributes:
        parent: The post.
        body: The text, 1 to 40,000 characters.
        kind: A post kind that may stand under it; the first such kind where it is left out.
        markup: What the text is written in.

    Raises:
        NotFound: There is no such post for this actor.
        Conflict: The post was taken down.
        Invalid: The kind may not stand there.
    """

    permission = "posts.create_reply"
    personal = ("body",)

    parent: PostId
    body: Body
    kind: Word | None = field(default=None, kw_only=True)
    markup: Markup = field(default="markdown", kw_only=True)


@frozen
class ReadPost(Query[Post]):
    """One post."""

    permission = "posts.read"

    post: PostId


@frozen
class ReadThread(Query[Page[Post]]):
    """A thread in reading order: the opening post, then each reply with what is below it.

    Attributes:
        thread: The id of the post that opened it.
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.

    Raises:
        NotFound: There is no such thread for this actor.
    """

    permission = "posts.read"
    personal = ()

    thread: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen(kw_only=True)
class ListNewestThreads(Query[Page[Post]]):
    """Opening posts, the newest first."""

    permission = "posts.read"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListActiveThreads(Query[Page[Post]]):
    """Opening posts, those first in whose thread something was last added."""

    permission = "posts.read"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListUnansweredThreads(Query[Page[Post]]):
    """Opening posts that await an answer and have none, the oldest first: who waits longest is helped first."""

    permission = "posts.read"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListMemberPosts(Query[Page[Post]]):
    """What a member wrote, the newest first."""

    permission = "posts.read"
    personal = ()

    member: MemberId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
