"""The tables of polls, their choices and the ballots."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, String, Table

from commkit.members import membership
from commkit.posts.polls.records import ResultVisibility
from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, personal, plain

poll = Table(
    "commkit_poll",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post it belongs to.")),
    Column("created_by", Id, info=person("The member who created the poll.")),
    Column("question", String(300), nullable=False, info=personal("The question.", of="created_by")),
    Column("max_choices", Integer, nullable=False, info=plain("Choices of a ballot, at most.")),
    Column(
        "result_visibility",
        Choice(ResultVisibility),
        nullable=False,
        info=plain("Who sees the results before it is closed."),
    ),
    Column(
        "changeable",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether a vote can be changed."),
    ),
    Column(
        "public",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether everybody sees who voted for what."),
    ),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column("closes_at", UtcDateTime, info=plain("When it closes.")),
    Column("closed_at", UtcDateTime, info=plain("When it was closed.")),
    Column("ballot_count", Integer, nullable=False, info=plain("Members who voted.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)

poll_choice = Table(
    "commkit_poll_choice",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post of its poll.")),
    Column(
        "number",
        Integer,
        primary_key=True,
        autoincrement=False,
        info=plain("Its position among the choices, from 0."),
    ),
    Column("created_by", Id, info=person("The member who created the poll.")),
    Column("label", String(200), nullable=False, info=personal("The text of the choice.", of="created_by")),
    Column("vote_count", Integer, nullable=False, info=plain("Ballots that chose it.")),
    ForeignKeyConstraint(["community_id", "post"], [poll.c.community_id, poll.c.post]),
    info=COMMUNITY,
)

ballot = Table(
    "commkit_ballot",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post of the poll.")),
    Column("member", Id, primary_key=True, info=person("The member who voted.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When they last voted.")),
    ForeignKeyConstraint(["community_id", "post"], [poll.c.community_id, poll.c.post]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""One ballot for each member, by the primary key."""

vote = Table(
    "commkit_poll_vote",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post of the poll.")),
    Column("choice", Integer, primary_key=True, autoincrement=False, info=plain("The number of the choice.")),
    Column("member", Id, primary_key=True, info=person("The member who chose it.")),
    ForeignKeyConstraint(
        ["community_id", "post", "choice"],
        [poll_choice.c.community_id, poll_choice.c.post, poll_choice.c.number],
    ),
    ForeignKeyConstraint(
        ["community_id", "post", "member"], [ballot.c.community_id, ballot.c.post, ballot.c.member]
    ),
    info=COMMUNITY,
)

Index("ix_commkit_poll_vote_member", vote.c.community_id, vote.c.post, vote.c.member)
