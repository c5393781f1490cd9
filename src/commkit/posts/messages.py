"""Commands that write posts, and queries that read them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from attrs import field, frozen

from commkit.fields import FieldValue
from commkit.members import GroupId
from commkit.posts.records import MadeWith, Post, PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.sizes import Items
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

Title = Annotated[str, Text(max=300, min=0, multiline=False)]

Body = Annotated[str, Text(max=40_000)]

TagName = Annotated[str, Text(max=50, multiline=False)]

Word = Annotated[str, Text(max=64, multiline=False)]

Reason = Annotated[str, Text(max=2_000, min=0)]

Markup = Literal["markdown", "html"]


@frozen(kw_only=True)
class CreateThread(TextCommand[Post]):
    """Open a thread.

    Attributes:
        kind: A post kind of the community's type that opens threads.
        title: One line; required if the kind has titles.
        body: The text, 1 to 40,000 characters.
        tags: Names under which it is found.
        markup: The markup of the text.
        space: The space that it stands in; its audience is the thread's.
        audience: A group that the author is in, which alone sees the thread; for threads that stand in no space, or in
            one that everybody sees.
        made_with: Whether a program that generates text took part; left out: `none`, and `generated` for an agent.
        fields: Values of the fields that its kind has, by the name of the field.

    Raises:
        Invalid: The kind does not exist or opens no thread, the title is missing, or a tag is malformed; a
            value does not fit, is unknown or missing: `fields.version`; an agent says `none` of `made_with`.
        NotFound: There is no such space or group for this actor.
        Denied: The actor is not in the audience; or only staff opens threads with posts of that kind.
        Conflict: The space is archived, takes other kinds, or has another audience.
    """

    permission = "posts.create_thread"
    creates = True
    when_ended = True
    shown = ("title", "body", "tags", "fields")
    personal = ("title", "body", "fields")

    kind: Word
    title: Title = ""
    body: Body
    tags: tuple[TagName, ...] = ()
    markup: Markup = "markdown"
    space: SpaceId | None = None
    audience: GroupId | None = None
    made_with: MadeWith | None = None
    fields: Mapping[str, FieldValue | None] = field(factory=dict)


@frozen
class CreateReply(TextCommand[Post]):
    """Reply to a post.

    Attributes:
        parent: The post.
        body: The text, 1 to 40,000 characters.
        kind: A post kind that may reply to it; by default the first such kind.
        markup: The markup of the text.
        made_with: Whether a program that generates text took part; left out: `none`, and `generated` for an agent.
        fields: Values of the fields that its kind has, by the name of the field.

    Raises:
        NotFound: There is no such post for this actor.
        Conflict: The post was removed, or its thread is locked or stands in an archived space.
        Invalid: The kind may not reply to this post; a value does not fit, is unknown or missing: `fields.version`;
            an agent says `none` of `made_with`.
    """

    permission = "posts.create_reply"
    creates = True
    when_ended = True
    shown = ("body", "fields")
    personal = ("body", "fields")

    parent: PostId
    body: Body
    kind: Word | None = field(default=None, kw_only=True)
    markup: Markup = field(default="markdown", kw_only=True)
    made_with: MadeWith | None = field(default=None, kw_only=True)
    fields: Mapping[str, FieldValue | None] = field(factory=dict, kw_only=True)


@frozen
class ReadPost(Query[Post]):
    """Read one post."""

    permission = "posts.read"

    post: PostId


@frozen
class ReadPosts(Query[tuple[Post, ...]]):
    """Read some posts, in the order of the ids; those that the actor does not see are left out.

    Attributes:
        posts: The ids of the posts; at most 100.
    """

    permission = "posts.read"

    posts: Annotated[tuple[PostId, ...], Items(max=100)]


@frozen
class ReadThread(Query[Page[Post]]):
    """Read a thread in reading order: the opening post, then each reply followed by the replies to it.

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


@frozen
class ListNewestPosts(Query[tuple[Post, ...]]):
    """List the latest posts of a thread, the newest first: what follows a thread from outside, such as a feed, shows.

    Attributes:
        thread: The id of the post that opened it.
        limit: Posts, 1 to 100.

    Raises:
        NotFound: There is no such thread for this actor.
    """

    permission = "posts.read"
    personal = ()

    thread: PostId
    limit: int = field(default=20, kw_only=True)


@frozen
class ListMemberPosts(Query[Page[Post]]):
    """List a member's posts, the newest first."""

    permission = "posts.read"
    personal = ()

    member: MemberId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
