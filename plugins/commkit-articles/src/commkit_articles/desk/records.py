"""An article as its authors and the desk see it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import field, frozen

from commkit import MemberId
from commkit.fields import FieldValue
from commkit.members import GroupId
from commkit.posts import DiffSegment, MadeWith, PostId
from commkit.spaces import SpaceId
from commkit_articles.policy import ArticleState

ArticleId = NewType("ArticleId", UUID)
"""The id of an article; another one than that of the post that it becomes."""


class DeskAction(StrEnum):
    """What the desk decides about an article."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
    EMBARGO_LIFTED = "embargo_lifted"
    RETIRED = "retired"
    RETRACTED = "retracted"
    """It is retired because it should not have been published."""


@frozen(kw_only=True)
class Article:
    """An article, for its authors and the desk; readers get the post and a `PublishedArticle`.

    Attributes:
        id: Its id.
        kind: The kind of post that it becomes.
        state: Where it is.
        title: The title of its last version before it was published; corrections change the post.
        body: The text of that version, in its source form.
        tags: The tags of that version.
        markup: The markup of the text: `markdown` or `html`.
        fields: The values of that version, by the name of the field of its kind.
        made_with: Whether a program that generates text took part; None where nobody said it.
        space: The space that it is published in.
        audience: The group that it is published for; None for all who see the community.
        author: Who writes it, and whose post it becomes.
        offered_to: Who is asked to be that instead; None for nobody.
        coauthors: Who writes it, too, in the order in which they accepted.
        version: The number of its last version, from 1.
        saved_by: Who saved that version.
        approved_version: The version that a reviewer approved last; it is publishable while that is its version.
        due_at: When the worker publishes it.
        embargo_until: Before when nobody publishes it.
        scheduled_by: Who scheduled it, in whose name the worker publishes it.
        failure_code: The code of the error that refused its publication at its time; empty for none.
        post: The post that it became.
        replaced_by: The post to read instead of a retired one.
        taken: Posts of threads that its text was taken from, those that are gone since among them.
        created_at: When it was begun.
        updated_at: When it was last changed.
        published_at: When it was published.
        retired_at: When it was retired.
        change: Counts its changes.
    """

    id: ArticleId
    kind: str
    state: ArticleState
    title: str
    body: str
    tags: tuple[str, ...]
    markup: str
    fields: Mapping[str, FieldValue] = field(factory=dict)
    made_with: MadeWith | None
    space: SpaceId | None
    audience: GroupId | None
    author: MemberId
    offered_to: MemberId | None = None
    coauthors: tuple[MemberId, ...] = ()
    version: int
    saved_by: MemberId | None
    approved_version: int | None
    due_at: datetime | None
    embargo_until: datetime | None
    scheduled_by: MemberId | None
    failure_code: str
    post: PostId | None
    replaced_by: PostId | None
    taken: int
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    retired_at: datetime | None
    change: int

    @property
    def authors(self) -> tuple[MemberId, ...]:
        """Its author and its co-authors."""
        return (self.author, *self.coauthors)

    @property
    def is_unpublished(self) -> bool:
        """Whether it may still be published."""
        return self.post is None and self.state is not ArticleState.RETIRED


@frozen
class ArticleVersion:
    """One version of an article before it was published; what came after are revisions of its post.

    Attributes:
        article: The article.
        version: Its number, from 1.
        title: The title.
        body: The text.
        tags: The tags.
        fields: The values, by the name of the field.
        saved_by: Who saved it.
        saved_at: When.
        note: What was changed, in their words.
    """

    article: ArticleId
    version: int
    title: str
    body: str
    tags: tuple[str, ...]
    fields: Mapping[str, FieldValue]
    saved_by: MemberId | None
    saved_at: datetime
    note: str


@frozen
class ArticleDiff:
    """The changes between two versions of an article.

    Attributes:
        article: The article.
        before: The older version.
        after: The newer version.
        title: The changes of the title, word by word; empty if there are none.
        body: The text, line by line: all but `insert` make up the older version, all but `delete` the newer one.
        removed_tags: Tags of the older version only.
        added_tags: Tags of the newer version only.
        changed_fields: The names of the fields that have other values.
    """

    article: ArticleId
    before: int
    after: int
    title: tuple[DiffSegment, ...]
    body: tuple[DiffSegment, ...]
    removed_tags: tuple[str, ...]
    added_tags: tuple[str, ...]
    changed_fields: tuple[str, ...]


@frozen
class ArticleAction:
    """What the desk decided about an article.

    Attributes:
        id: Its id.
        article: The article.
        version: The version of the article then.
        what: What was decided.
        by: Who decided it; None for the host.
        at: When.
        reason: Why, in their words.
    """

    id: UUID
    article: ArticleId
    version: int
    what: DeskAction
    by: MemberId | None
    at: datetime
    reason: str
