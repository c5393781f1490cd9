"""The command that edits a post, and the queries of its history."""

from collections.abc import Mapping

from attrs import field, frozen

from commkit.fields import FieldValue
from commkit.posts.messages import Body, Reason, TagName, Title
from commkit.posts.records import MadeWith, Post, PostId
from commkit.posts.revisions.records import Revision, RevisionDiff
from commkit.runtime.model.messages import Query, TextCommand
from commkit.runtime.storage.pages import Page


@frozen
class CompareRevisions(Query[RevisionDiff]):
    """Compare two versions of a post; `ListRevisions` lists them.

    Attributes:
        post: The post.
        before: A version, from 1.
        after: Another version; by default the present one.

    Raises:
        NotFound: There is no such post for this actor, or no such version of it.
    """

    permission = "posts.read"

    post: PostId
    before: int = 1
    after: int | None = field(default=None, kw_only=True)


@frozen(kw_only=True)
class EditPost(TextCommand[Post]):
    """Edit a post; its text before the edit is stored as a revision.

    Attributes:
        post: The post.
        version: The version that the editor saw.
        title: The new title; None to keep it.
        body: The new text; None to keep it.
        tags: The new tags; None to keep them.
        fields: New values of fields, by the name of the field; None takes a value away, and those that are not named
            stay. Revisions hold no values.
        reason: Why.
        made_with: Whether a program that generates text took part in it; None to keep what was said, but what an agent
            edits is `assisted` at least.

    Raises:
        Conflict: Somebody edited it after the editor read it.
        Invalid: The title is missing, a tag is malformed, or a value does not fit: `fields.version`; an agent wrote it
            or edits it, and `made_with` is `none`.
    """

    permission = "posts.edit"
    shown = ("title", "body", "tags", "reason", "fields")
    personal = ("title", "body", "reason", "fields")

    post: PostId
    version: int
    title: Title | None = None
    body: Body | None = None
    tags: tuple[TagName, ...] | None = None
    reason: Reason = ""
    made_with: MadeWith | None = None
    fields: Mapping[str, FieldValue | None] | None = None


@frozen
class ListRevisions(Query[Page[Revision]]):
    """List the revisions of a post, the oldest first."""

    permission = "posts.read"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
