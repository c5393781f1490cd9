"""The history of a post as its readers see it."""

from datetime import datetime
from typing import Literal

from attrs import frozen

from commkit.posts.records import MadeWith, PostId
from commkit.runtime.model.ids import MemberId


@frozen
class DiffSegment:
    """Lines or words that are in both texts, or only in one of them.

    Attributes:
        operation: `equal`, `delete` or `insert`.
        text: The lines or words.
    """

    operation: Literal["equal", "delete", "insert"]
    text: str


@frozen
class RevisionDiff:
    """The changes between two versions of a post.

    Attributes:
        post: The post.
        before: The older version.
        after: The newer version.
        title: The changes of the title, word by word; empty if there are none.
        body: The text, line by line: all but `insert` make up the older version, all but `delete` the newer one.
        removed_tags: Tags of the older version only.
        added_tags: Tags of the newer version only.
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
    """The text of a post before an edit.

    Attributes:
        post: The post.
        version: The version that this was.
        title: The title then.
        body: The text then.
        tags: The tags then.
        edited_by: The member who replaced it.
        edited_at: When it was replaced.
        reason: The editor's reason.
        made_with: Whether a program that generates text took part in it then.
        markup: The markup of the text then: an import may have brought it in another one than the post has now.
        editor_name: The editor's name at the source of an import, where they have no membership; else empty.
    """

    post: PostId
    version: int
    title: str
    body: str
    tags: tuple[str, ...]
    edited_by: MemberId | None
    edited_at: datetime
    reason: str
    made_with: MadeWith = MadeWith.NONE
    markup: str = "markdown"
    editor_name: str = ""
