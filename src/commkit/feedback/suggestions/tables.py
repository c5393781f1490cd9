"""Where suggestions, their history, tags and votes are kept."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, String, Table, Text, text

from commkit.feedback.suggestions.records import FeedbackKind, FeedbackStatus
from commkit.feedback.tables import count, member_key, metadata, moment
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, Words, community_id
from commkit.runtime.storage.personal import person, personal, plain

suggestion = Table(
    "commkit_suggestion",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The suggestion's id.")),
    Column("kind", Choice(FeedbackKind), nullable=False, info=plain("What it is about.")),
    Column("status", Choice(FeedbackStatus), nullable=False, info=plain("How far it has come.")),
    Column("title", String(300), nullable=False, info=personal("What it is called.", of="author")),
    Column("body", Text, nullable=False, info=personal("What the author wrote.", of="author")),
    Column("tags", Words, nullable=False, info=plain("Words under which it is found.")),
    Column("author", Id, info=person("Whose suggestion it is.")),
    Column("recorded_by", Id, info=person("The steward who recorded it for the author.")),
    Column("source", String(200), nullable=False, info=personal("Where it was heard.", of="author")),
    count("version", "Rises with every edit."),
    moment("created_at", "When it was made.", nullable=False),
    moment("edited_at", "When it was last edited."),
    moment("status_changed_at", "When it came to its status.", nullable=False),
    Column("reply", Text, nullable=False, info=personal("The last public reply.", of="replied_by")),
    Column("replied_by", Id, info=person("Who replied last.")),
    moment("first_replied_at", "When it first got a public reply."),
    moment("decided_at", "When it was first decided."),
    moment("done_at", "When it was done."),
    moment("closed_at", "When voting on it ended."),
    moment("removed_at", "When it was withdrawn."),
    Column("removed_by", Id, info=person("Who withdrew it.")),
    Column("merged_into", Id, info=plain("The suggestion that stands for it since they were merged.")),
    count("voter_count", "Members who voted for it."),
    count("score", "The sum of their votes."),
    member_key("author"),
    ForeignKeyConstraint(
        ["community_id", "merged_into"], ["commkit_suggestion.community_id", "commkit_suggestion.id"]
    ),
    info=COMMUNITY,
)
"""The suggestions, one row each; for foreign keys of plugins."""

_STANDS = "removed_at IS NULL AND merged_into IS NULL"


def _index(name: str, *columns: Column[Any], where: str = _STANDS) -> None:
    first = suggestion.c.community_id
    Index(name, first, *columns, sqlite_where=text(where), postgresql_where=text(where))


_index("ix_commkit_suggestion_newest", suggestion.c.id)
_index("ix_commkit_suggestion_score", suggestion.c.score, suggestion.c.id)
_index("ix_commkit_suggestion_status", suggestion.c.status, suggestion.c.score, suggestion.c.id)
_index("ix_commkit_suggestion_moved", suggestion.c.status, suggestion.c.status_changed_at, suggestion.c.id)
_index("ix_commkit_suggestion_merged", suggestion.c.merged_into, where="merged_into IS NOT NULL")


def _of_suggestion() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "suggestion"], [suggestion.c.community_id, suggestion.c.id])


suggestion_update = Table(
    "commkit_suggestion_update",
    metadata,
    community_id(),
    Column("suggestion", Id, primary_key=True, info=plain("Whose step.")),
    Column("id", Id, primary_key=True, info=plain("The step's id.")),
    Column("status", Choice(FeedbackStatus), nullable=False, info=plain("The status from then on.")),
    Column("reply", Text, nullable=False, info=personal("What was said to everybody.", of="by")),
    Column("by", Id, info=person("Who decided.")),
    moment("at", "When.", nullable=False),
    _of_suggestion(),
    info=COMMUNITY,
)

tagged = Table(
    "commkit_suggestion_tag",
    metadata,
    community_id(),
    Column("tag", String(64), primary_key=True, info=plain("The tag.")),
    Column("suggestion", Id, primary_key=True, info=plain("What bears it.")),
    _of_suggestion(),
    info=COMMUNITY,
)

vote = Table(
    "commkit_suggestion_vote",
    metadata,
    community_id(),
    Column("suggestion", Id, primary_key=True, info=plain("What was voted for.")),
    Column("member", Id, primary_key=True, info=person("Who voted.")),
    count("weight", "How many votes."),
    count("held", "How many of them the member's budget still holds."),
    Column("recorded_by", Id, info=person("The steward who recorded it for the member.")),
    Column("source", String(200), nullable=False, info=personal("Where it was heard.", of="member")),
    moment("at", "When it was cast or last changed.", nullable=False),
    _of_suggestion(),
    member_key("member"),
    info=COMMUNITY,
)
"""One row for each member and suggestion: the key is what lets nobody vote twice."""
Index("ix_commkit_suggestion_vote_member", vote.c.community_id, vote.c.member, vote.c.suggestion)

budget = Table(
    "commkit_vote_budget",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Whose budget.")),
    count("spent", "Votes given to suggestions that are still open."),
    member_key("member"),
    info=COMMUNITY,
)
