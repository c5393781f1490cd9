"""What can be asked of posts, and what is told of them."""

from typing import Annotated, Literal

from attrs import field, frozen

from commkit.posts.records import Post, PostId, ReactionCount, Revision, Tag
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
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


@frozen(kw_only=True)
class EditPost(Command[Post]):
    """Change what a post says; what it said before is kept as a revision.

    Attributes:
        post: Which.
        version: The version that the editor saw.
        title: The new title; left out, it stays.
        body: The new text; left out, it stays.
        tags: The new tags; left out, they stay.
        reason: Why.

    Raises:
        Conflict: Somebody else edited it since.
    """

    permission = "posts.edit"
    personal = ("title", "body", "reason")

    post: PostId
    version: int
    title: Title | None = None
    body: Body | None = None
    tags: tuple[TagName, ...] | None = None
    reason: Reason = ""


@frozen
class RemovePost(Command[Post]):
    """Take a post down; replies to it stay. A thread whose opening post is down is not seen any more.

    Raises:
        Conflict: It is down already.
    """

    permission = "posts.remove"
    personal = ("reason",)

    post: PostId
    reason: Reason = ""


@frozen
class RestorePost(Command[Post]):
    """Put a post up again.

    Raises:
        Conflict: It is not down.
    """

    permission = "posts.restore"

    post: PostId


@frozen
class UpdatePostState(Command[Post]):
    """Move a post along the state machine of its kind.

    Raises:
        Conflict: Its kind has no way from where it is to that state.
    """

    permission = "posts.update_post_state"
    personal = ()

    post: PostId
    state: Word


@frozen
class AddReaction(Command[Post]):
    """Give a post a reaction; to give it twice changes nothing.

    Raises:
        Invalid: The type has no such reaction.
        Denied: It would raise the score of one's own post.
        Conflict: The post was taken down.
    """

    permission = "posts.add_reaction"
    personal = ()

    post: PostId
    reaction: Word


@frozen
class RemoveReaction(Command[Post]):
    """Take a reaction back; to take back what was not given changes nothing.

    Raises:
        Conflict: The post was taken down.
    """

    permission = "posts.add_reaction"
    personal = ()

    post: PostId
    reaction: Word


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


@frozen
class ListThreadsByTag(Query[Page[Post]]):
    """Opening posts that bear a tag, the newest first."""

    permission = "posts.read"
    personal = ()

    tag: TagName
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListRevisions(Query[Page[Revision]]):
    """What a post said before, the oldest first."""

    permission = "posts.read"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class CountReactions(Query[tuple[ReactionCount, ...]]):
    """How often each reaction was given to a post."""

    permission = "posts.read"

    post: PostId


@frozen(kw_only=True)
class ListPopularTags(Query[tuple[Tag, ...]]):
    """The tags that most threads bear, the busiest first; at most 100."""

    permission = "posts.read"

    limit: int = 20


@frozen
class PostCreated(Fact):
    """A thread was opened, or a reply was written."""

    name = "posts.created"
    post: PostId
    thread: PostId
    parent: PostId | None
    kind: str


@frozen
class PostsImported(Fact):
    """Posts came in from elsewhere, with the times and authors they had there.

    It is told for each batch: the opening posts of an import first, then its replies. So a thread may grow in a later
    batch, and a question that is open when it is told may have its accepted answer then; the fact that names the
    answer is told when both are in place.

    Attributes:
        posts: Which, in the order in which they came in.
    """

    name = "posts.imported"
    posts: tuple[PostId, ...]


@frozen
class PostEdited(Fact):
    """A post says something else now."""

    name = "posts.edited"
    post: PostId
    version: int


@frozen
class PostRemoved(Fact):
    """A post was taken down."""

    name = "posts.removed"
    personal = ("reason",)
    post: PostId
    thread: PostId
    author: MemberId | None
    reason: str


@frozen
class PostRestored(Fact):
    """A post was put up again."""

    name = "posts.restored"
    post: PostId
    thread: PostId
    author: MemberId | None


@frozen
class MembersMentioned(Fact):
    """A post mentions members, whom it did not mention before.

    Attributes:
        post: Which post.
        thread: Its thread.
        members: Whom, in the order in which they are mentioned.
    """

    name = "posts.members_mentioned"
    post: PostId
    thread: PostId
    members: tuple[MemberId, ...]


@frozen
class PostStateChanged(Fact):
    """A post moved along its state machine."""

    name = "posts.state_changed"
    post: PostId
    before: str
    after: str


@frozen
class ReactionAdded(Fact):
    """Somebody reacted to a post."""

    name = "posts.reaction_added"
    post: PostId
    author: MemberId | None
    reaction: str


@frozen
class ReactionRemoved(Fact):
    """Somebody took a reaction back."""

    name = "posts.reaction_removed"
    post: PostId
    author: MemberId | None
    reaction: str
