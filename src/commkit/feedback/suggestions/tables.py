"""The tables of suggestions, their history and their tags."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, String, Table, Text, text

from commkit.feedback.suggestions.records import SuggestionKind, SuggestionStatus
from commkit.feedback.tables import count, member_key, metadata, moment, space_keys
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, Words, community_id
from commkit.runtime.storage.personal import person, personal, plain

suggestion = Table(
    "commkit_suggestion",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The suggestion's id.")),
    Column(
        "kind",
        Choice(SuggestionKind),
        nullable=False,
        info=plain("The kind: idea, problem, praise or question."),
    ),
    Column("status", Choice(SuggestionStatus), nullable=False, info=plain("The status.")),
    Column("title", String(300), nullable=False, info=personal("The title.", of="author")),
    Column("body", Text, nullable=False, info=personal("The text, Markdown.", of="author")),
    Column("tags", Words, nullable=False, info=plain("The normalized tags.")),
    Column("space", Id, info=plain("The space that it stands in.")),
    Column("audience", Id, info=plain("The group that sees it.")),
    Column("author", Id, info=person("The author.")),
    Column("recorded_by", Id, info=person("The steward who recorded it for the author.", owns=False)),
    Column("source", String(200), nullable=False, info=personal("Where it was heard.", of="author")),
    count("version", "Incremented by every edit."),
    moment("created_at", "When it was submitted.", nullable=False),
    moment("edited_at", "When it was last edited."),
    moment("status_changed_at", "When the status last changed.", nullable=False),
    Column("reply", Text, nullable=False, info=personal("The last public reply.", of="replied_by")),
    Column("replied_by", Id, info=person("The author of the last public reply.", owns=False)),
    moment("first_replied_at", "When it first got a public reply."),
    moment("decided_at", "When it first was planned, in progress, done or declined."),
    moment("done_at", "When the status became done."),
    moment("closed_at", "When voting on it ended."),
    moment("removed_at", "When it was withdrawn."),
    Column("removed_by", Id, info=person("The member who withdrew it.", owns=False)),
    Column("merged_into", Id, info=plain("The suggestion it was merged into.")),
    count("voter_count", "Members who voted for it."),
    count("score", "The sum of the weights of their votes."),
    member_key("author"),
    *space_keys(),
    ForeignKeyConstraint(
        ["community_id", "merged_into"], ["commkit_suggestion.community_id", "commkit_suggestion.id"]
    ),
    info=COMMUNITY,
)
"""One row for each suggestion; plugins may refer to it by foreign keys."""

_STANDS = "removed_at IS NULL AND merged_into IS NULL"


def _index(name: str, *columns: Column[Any], where: str = _STANDS) -> None:
    first = suggestion.c.community_id
    Index(name, first, *columns, sqlite_where=text(where), postgresql_where=text(where))


_index("ix_commkit_suggestion_newest", suggestion.c.id)
_index("ix_commkit_suggestion_score", suggestion.c.score, suggestion.c.id)
_index("ix_commkit_suggestion_status", suggestion.c.status, suggestion.c.score, suggestion.c.id)
_index("ix_commkit_suggestion_moved", suggestion.c.status, suggestion.c.status_changed_at, suggestion.c.id)
_index("ix_commkit_suggestion_author", suggestion.c.author, suggestion.c.id)
_IN_SPACE = f"{_STANDS} AND space IS NOT NULL"
_index("ix_commkit_suggestion_space_newest", suggestion.c.space, suggestion.c.id, where=_IN_SPACE)
_index(
    "ix_commkit_suggestion_space_score",
    suggestion.c.space,
    suggestion.c.score,
    suggestion.c.id,
    where=_IN_SPACE,
)
_index("ix_commkit_suggestion_merged", suggestion.c.merged_into, where="merged_into IS NOT NULL")


def suggestion_key() -> ForeignKeyConstraint:
    """The foreign key of a column `suggestion`."""
    return ForeignKeyConstraint(["community_id", "suggestion"], [suggestion.c.community_id, suggestion.c.id])


suggestion_update = Table(
    "commkit_suggestion_update",
    metadata,
    community_id(),
    Column("suggestion", Id, primary_key=True, info=plain("The suggestion.")),
    Column("id", Id, primary_key=True, info=plain("The entry's id.")),
    Column("status", Choice(SuggestionStatus), nullable=False, info=plain("The status after the entry.")),
    Column("reply", Text, nullable=False, info=personal("The public reply, or empty.", of="by")),
    Column("by", Id, info=person("The member who changed the status or replied.", owns=False)),
    moment("at", "When it happened.", nullable=False),
    suggestion_key(),
    info=COMMUNITY,
)

tagged = Table(
    "commkit_suggestion_tag",
    metadata,
    community_id(),
    Column("tag", String(64), primary_key=True, info=plain("The tag.")),
    Column("suggestion", Id, primary_key=True, info=plain("The suggestion with the tag.")),
    suggestion_key(),
    info=COMMUNITY,
)
