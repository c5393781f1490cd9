"""What a batch writes, gathered first and then written at once, each kind of row in one order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from commkit.importers.records import ExternalPost
from commkit.posts import PostId
from commkit.posts import statements as sql
from commkit.posts.reactions import statements as reactions_sql
from commkit.posts.tags import statements as tags_sql
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.context import Context

NOBODY = "a deleted member"
"""The name shown for a post whose author is gone and whose name the source does not tell."""


def reaction_with_score(type: CommunityType, worth: int) -> str | None:
    """The type's first reaction that adds so much to a score."""
    return next((name for name, adds in type.reactions.items() if adds == worth), None)


class PostWriter:
    """Posts, reactions and what they add to counters.

    Args:
        context: Of the command.
        authors: Members with their names, by their ids at the source.
    """

    def __init__(
        self, context: Context, authors: Mapping[str | None, tuple[MemberId, str]] = MappingProxyType({})
    ) -> None:
        self._session = context
        self._authors = authors
        self._liked = reaction_with_score(context.community_type, 1)
        self._posts: list[dict[str, Any]] = []
        self._written: Counter[MemberId] = Counter()
        self._received: Counter[MemberId] = Counter()
        self._given: Counter[tuple[UUID, str]] = Counter()
        self._carried: Counter[tuple[UUID, str]] = Counter()
        self._worth: Counter[UUID] = Counter()
        self._tags: Counter[str] = Counter()

    def post(self, external: ExternalPost, id: PostId, **values: Any) -> None:
        """Write a post; `values` are the columns that the external post does not tell."""
        author, name = self._authors.get(external.author, (None, external.author_name or NOBODY))
        likes = external.upvotes if self._liked else 0
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
            "reply_count": 0,
            "answer": None,
            "score": likes,
            "last_number": 0,
        }
        self._posts.append(row | values)
        self._tags.update(values["tags"])
        if author is not None:
            self._written[author] += 1
        if likes and self._liked:
            self._carried[id, self._liked] += likes

    def carry(self, post: UUID, reaction: str, *, worth: int) -> None:
        """Count a reaction of nobody in particular."""
        self._carried[post, reaction] += 1
        self._worth[post] += worth

    def give(self, post: UUID, reaction: str, *, to: MemberId | None) -> None:
        """Count a reaction that a member gave and that is worth nothing; `to` is an author other than the giver."""
        self._given[post, reaction] += 1
        if to is not None:
            self._received[to] += 1

    def write(self) -> tuple[PostId, ...]:
        """Write it all: posts before what hangs on them, and their authors after them, as every command does.

        Returns:
            The ids of the posts.
        """
        context = self._session
        context.run_many(sql.ADD, self._posts)
        context.run_many(
            reactions_sql.SCORE,
            [{"id": id, "worth": worth} for id, worth in sorted(self._worth.items()) if worth],
        )
        context.run_many(
            reactions_sql.COUNT_REACTION,
            [
                {
                    "post": post,
                    "reaction": reaction,
                    "local_count": self._given[post, reaction],
                    "imported_count": self._carried[post, reaction],
                }
                for post, reaction in sorted({*self._given, *self._carried})
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
