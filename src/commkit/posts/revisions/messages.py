"""The command that edits a post, and the queries of its history."""

from attrs import field, frozen

from commkit.posts.messages import Body, Reason, TagName, Title
from commkit.posts.records import Post, PostId
from commkit.posts.revisions.records import Revision, RevisionDiff
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page


@frozen
class CompareRevisions(Query[RevisionDiff]):
    """What changed between two versions of a post; `ListRevisions` tells which there are.

    Attributes:
        post: Which.
        before: The one version, 1 upwards.
        after: The other one; left out, what it says now.

    Raises:
        NotFound: There is no such post for this actor, or no such version of it.
    """

    permission = "posts.read"

    post: PostId
    before: int = 1
    after: int | None = field(default=None, kw_only=True)


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
class ListRevisions(Query[Page[Revision]]):
    """What a post said before, the oldest first."""

    permission = "posts.read"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
