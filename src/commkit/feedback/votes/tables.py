"""The tables of votes and vote budgets."""

from sqlalchemy import Column, Index, String, Table

from commkit.feedback.suggestions.tables import suggestion_key
from commkit.feedback.tables import count, member_key, metadata, moment
from commkit.runtime.storage.columns import COMMUNITY, Id, community_id
from commkit.runtime.storage.personal import person, personal, plain

vote = Table(
    "commkit_suggestion_vote",
    metadata,
    community_id(),
    Column("suggestion", Id, primary_key=True, info=plain("The suggestion.")),
    Column("member", Id, primary_key=True, info=person("The voter.")),
    count("weight", "Votes given."),
    count("held", "Votes of the member's budget that it holds."),
    Column("recorded_by", Id, info=person("The steward who recorded it for the member.", owns=False)),
    Column("source", String(200), nullable=False, info=personal("Where it was heard.", of="member")),
    moment("at", "When it was cast or last changed.", nullable=False),
    suggestion_key(),
    member_key("member"),
    info=COMMUNITY,
)
"""One row for each member and suggestion: the primary key excludes a second vote."""
Index("ix_commkit_suggestion_vote_member", vote.c.community_id, vote.c.member, vote.c.suggestion)

budget = Table(
    "commkit_vote_budget",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("The owner of the budget.")),
    count("spent", "Votes held by open suggestions."),
    member_key("member"),
    info=COMMUNITY,
)
