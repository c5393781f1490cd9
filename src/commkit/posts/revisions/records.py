"""The history of a post as its readers see it."""

from datetime import datetime
from typing import Literal

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId


@frozen
class DiffSegment:
    """Lines that stayed, went or came.

    Attributes:
        operation: `equal`, `delete` or `insert`.
        text: The lines, as they were written.
    """

    operation: Literal["equal", "delete", "insert"]
    text: str


@frozen
class RevisionDiff:
    """What changed between two versions of a post.

    Attributes:
        post: Which.
        before: The one version.
        after: The other one.
        title: What changed in the title, word by word; empty where nothing did.
        body: The text, line by line: what is not `insert` makes up the one version, what is not `delete` the other one.
        removed_tags: Tags that went.
        added_tags: Tags that came.
    """

    post: PostId
    before: int
    after: int
    title: tuple[DiffSegment, ...]
    body: tuple[DiffSegment, ...]
    removed_tags: tuple[str, ...]
    added_tags: tuple[str, ...]


@frozen
class Revision:
    """What a post said before an edit.

    Attributes:
        post: Which post.
        version: The version it was.
        title: The title then.
        body: The text then.
        tags: The tags then.
        edited_by: Who replaced it.
        edited_at: When it was replaced.
        reason: Why, in the editor's words.
    """

    post: PostId
    version: int
    title: str
    body: str
    tags: tuple[str, ...]
    edited_by: MemberId | None
    edited_at: datetime
    reason: str
