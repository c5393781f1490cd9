"""The rows of a batch: gathered first, then written table by table, in the lock order of all commands."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from commkit.fields import CheckedFields, LicenceField, save_many_fields
from commkit.importers.records import ExternalPost
from commkit.posts import MadeWith, PostId, PostsImported
from commkit.posts import statements as sql
from commkit.posts.reactions import statements as reactions_sql
from commkit.posts.tags import statements as tags_sql
from commkit.posts.wikis import statements as wikis_sql
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.context import Context

NOBODY = "a deleted member"
"""The author name of a post whose author has neither an account nor a name at the source."""


def reaction_with_score(type: CommunityType, score: int) -> str | None:
    """The type's first reaction with this effect on the score."""
    return next((name for name, effect in type.reactions.items() if effect == score), None)


class PostWriter:
    """Gathers posts and reactions with their counters, and writes them.

    Args:
        context: The context of the command.
        authors: Members with their names, by their external ids.
    """

    def __init__(
        self, context: Context, authors: Mapping[str | None, tuple[MemberId, str]] = MappingProxyType({})
    ) -> None:
        self._context = context
        self._authors = authors
        self._like = reaction_with_score(context.community_type, 1)
        self._posts: list[dict[str, Any]] = []
        self._wikis: list[dict[str, Any]] = []
        self._written: Counter[MemberId] = Counter()
        self._received: Counter[MemberId] = Counter()
        self._given: Counter[tuple[UUID, str]] = Counter()
        self._anonymous: Counter[tuple[UUID, str]] = Counter()
        self._scores: Counter[UUID] = Counter()
        self._tags: Counter[str] = Counter()
        self._licences: list[tuple[CheckedFields, PostId, MemberId | None]] = []
        self.changes: Counter[str] = Counter()
        """What became of the licences that the source gives."""

    def post(self, external: ExternalPost, id: PostId, **values: Any) -> None:
        """Add a post; `values` are the columns that the external post does not have."""
        author, name = self._author(external)
        likes = external.upvotes if self._like else 0
        row = {
            "id": id,
            "body": external.body,
            "markup": external.markup,
            "author": author,
            "author_name": name,
            "version": 1,
            "created_at": external.created_at,
            "edited_at": external.edited_at,
            "removed_at": None,
            "removed_by": None,
            "space": None,
            "audience": None,
            "reply_count": 0,
            "answer": None,
            "score": likes,
            "last_number": 0,
            "made_with": MadeWith.NONE,
            "by_agent": False,
        }
        self._posts.append(row | values)
        if external.wiki_since is not None:
            self._wikis.append(
                {"post": id, "trust": 0, "created_by": None, "created_at": external.wiki_since}
            )
        self._tags.update(values["tags"])
        self._license(external.licence, id, values["kind"], author)
        if author is not None:
            self._written[author] += 1
        if likes and self._like:
            self._anonymous[id, self._like] += likes

    def _license(self, licence: str, post: PostId, kind: str, author: MemberId | None) -> None:
        """Keep the licence of the source; a post of which it gives none has none, and not the default of a new one."""
        if not licence:
            return
        declared = self._context.community_type.declared_fields("post", kind)
        field = next((each for each in declared if isinstance(each, LicenceField)), None)
        if field is None or field.licence(licence) is None:
            self.changes["licence not declared here"] += 1
            return
        self._licences.append((CheckedFields("post", ((field, licence),)), post, author))
        self.changes["under the licence of the source"] += 1

    def author_of(self, external: ExternalPost) -> MemberId | None:
        """The member who wrote a post; None where they have no membership."""
        return self._author(external)[0]

    def _author(self, external: ExternalPost) -> tuple[MemberId | None, str]:
        return self._authors.get(external.author, (None, external.author_name or NOBODY))

    def add_anonymous_reaction(self, post: UUID, reaction: str, *, score: int) -> None:
        """Add a reaction whose member is unknown, with its effect on the score."""
        self._anonymous[post, reaction] += 1
        self._scores[post] += score

    def add_reaction(self, post: UUID, reaction: str, *, to: MemberId | None) -> None:
        """Add a member's reaction that does not change the score; `to` is the author, if that is another member."""
        self._given[post, reaction] += 1
        if to is not None:
            self._received[to] += 1

    def write(self) -> tuple[PostId, ...]:
        """Write all rows: posts before what refers to them, then their authors, as every command does.

        Returns:
            The ids of the posts.
        """
        context = self._context
        context.run_many(sql.ADD, self._posts)
        save_many_fields(context, self._licences)
        context.run_many(wikis_sql.ENABLE_WIKI, self._wikis)
        context.run_many(
            reactions_sql.SCORE,
            [{"id": id, "worth": score} for id, score in sorted(self._scores.items()) if score],
        )
        context.run_many(
            reactions_sql.COUNT_REACTION,
            [
                {
                    "post": post,
                    "reaction": reaction,
                    "local_count": self._given[post, reaction],
                    "imported_count": self._anonymous[post, reaction],
                }
                for post, reaction in sorted({*self._given, *self._anonymous})
            ],
        )
        context.run_many(
            sql.COUNT_FOR_AUTHOR,
            [
                {"author": id, "posts": self._written[id], "reactions": self._received[id], "removed": 0}
                for id in sorted({*self._written, *self._received})
            ],
        )
        context.run_many(
            tags_sql.COUNT_TAG,
            [{"name": tag, "post_count": count} for tag, count in sorted(self._tags.items())],
        )
        context.run_many(tags_sql.ADD_POST_TAG, list(_tagged(self._posts)))
        return tuple(PostId(row["id"]) for row in self._posts)


def _tagged(posts: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return ({"post": row["id"], "tag": tag} for row in posts for tag in row["tags"])


def emit_imported(context: Context, posts: tuple[PostId, ...]) -> None:
    """Emit the fact of posts that were imported, unless there are none."""
    if posts:
        context.emit(PostsImported(posts=posts))
