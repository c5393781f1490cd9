"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from commkit.posts import post
from commkit.storage import (
    COMMUNITY,
    Duration,
    Id,
    UtcDateTime,
    community_id,
    person,
    personal,
    plain,
    record_table,
)
from commkit_support.assignment.records import Assignment
from commkit_support.charter.records import CharterTopic, CharterVersion, ScopeOffer
from commkit_support.deflection.records import LedgerEntry, Ticket
from commkit_support.endorsements.records import Endorsement
from commkit_support.experts.records import ExpertInvitation
from commkit_support.known_issues.records import IssueLink, KnownIssue
from commkit_support.satisfaction.records import Rating
from commkit_support.saved_replies.records import SavedReply
from commkit_support.yielding.records import HeldAnswer

metadata = MetaData()


def _promise(name: str, what: str) -> "Iterator[Column[Any]]":
    """The columns of one promise of a clock."""
    yield Column(f"{name}_within", Duration, info=plain(f"The business time in which {what} is promised."))
    yield Column(f"{name}_due_at", UtcDateTime, info=plain(f"When {what} is due."))
    yield Column(f"{name}_warn_at", UtcDateTime, info=plain(f"When to warn that {what} is due soon."))
    yield Column(f"{name}_warned_at", UtcDateTime, info=plain(f"When it was told that {what} is due soon."))
    yield Column(f"{name}_overdue_at", UtcDateTime, info=plain(f"When it was told that {what} is overdue."))


clock = Table(
    "commkit_support_clock",
    metadata,
    community_id(),
    Column("question", Id, primary_key=True, info=plain("The question whose clock it is.")),
    Column("opened_at", UtcDateTime, nullable=False, info=plain("When the question was asked.")),
    Column("priority", String(32), nullable=False, info=plain("The priority, whose promises these are.")),
    *_promise("reply", "the first reply"),
    Column("replied_at", UtcDateTime, info=plain("When the first reply came.")),
    Column("reply", Id, info=plain("The first reply.")),
    Column(
        "replied_by_staff",
        Boolean(create_constraint=False),
        info=plain("Whether staff wrote the first reply."),
    ),
    *_promise("resolution", "the solution"),
    Column("paused_since", UtcDateTime, info=plain("When the current pause began.")),
    Column("paused", Duration, nullable=False, info=plain("The elapsed time of earlier pauses.")),
    ForeignKeyConstraint(["community_id", "question"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
_OWED = text("replied_at IS NULL AND paused_since IS NULL")
Index(
    "ix_commkit_support_clock_owed",
    clock.c.community_id,
    clock.c.reply_due_at,
    clock.c.question,
    sqlite_where=_OWED,
    postgresql_where=_OWED,
)
_UNSOLVED = text("resolution_due_at IS NOT NULL AND paused_since IS NULL")
Index(
    "ix_commkit_support_clock_unsolved",
    clock.c.community_id,
    clock.c.resolution_due_at,
    clock.c.question,
    sqlite_where=_UNSOLVED,
    postgresql_where=_UNSOLVED,
)

handoff = Table(
    "commkit_support_handoff",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The handoff's id.")),
    Column("question", Id, nullable=False, info=plain("The question that was handed over.")),
    Column("state", String(16), nullable=False, info=plain("The state of the handoff.")),
    Column("reason", Text, nullable=False, info=personal("Why the community needs help.", of="offered_by")),
    Column("offered_by", Id, info=person("Who handed it over.")),
    Column("offered_at", UtcDateTime, nullable=False, info=plain("When it was handed over.")),
    Column("changed_at", UtcDateTime, nullable=False, info=plain("When its state last changed.")),
    Column("ended_at", UtcDateTime, info=plain("When it ended.")),
    Column("ticket", String(2000), info=plain("The address of the help desk's ticket.")),
    Column("text", Text, info=personal("What the help desk answered.", of="offered_by")),
    Column("answer", Id, info=plain("The post the answer became.")),
    Column("failure_reason", Text, info=personal("Why it failed or was declined.", of="offered_by")),
    Column(
        "remaining", Duration, info=plain("What was left until the first reply was due, when handed over.")
    ),
    Column(
        "resolution_remaining",
        Duration,
        info=plain("What was left until the solution was due, when handed over."),
    ),
    ForeignKeyConstraint(["community_id", "question"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
_ACTIVE = text("ended_at IS NULL")
Index(
    "uq_commkit_support_handoff_open",
    handoff.c.community_id,
    handoff.c.question,
    unique=True,
    sqlite_where=_ACTIVE,
    postgresql_where=_ACTIVE,
)
Index(
    "ix_commkit_support_handoff_under_way",
    handoff.c.community_id,
    handoff.c.offered_at,
    handoff.c.id,
    sqlite_where=_ACTIVE,
    postgresql_where=_ACTIVE,
)
Index("ix_commkit_support_handoff_question", handoff.c.community_id, handoff.c.question, handoff.c.id)

assignment = record_table(
    "commkit_support_assignment",
    Assignment,
    key=("question",),
    index=[("assignee", "remind_at"), "remind_at"],
    references={"question": post},
    metadata=metadata,
)
endorsement = record_table(
    "commkit_support_endorsement",
    Endorsement,
    key=("answer", "member"),
    references={"answer": post},
    metadata=metadata,
)
expert_invitation = record_table(
    "commkit_support_expert_invitation",
    ExpertInvitation,
    key=("question", "member"),
    index=[("member", "at")],
    references={"question": post},
    metadata=metadata,
)
saved_reply = record_table("commkit_support_saved_reply", SavedReply, index=["uses"], metadata=metadata)
rating = record_table(
    "commkit_support_rating",
    Rating,
    key=("question",),
    index=["asked_at"],
    references={"question": post},
    metadata=metadata,
)
known_issue = record_table("commkit_support_known_issue", KnownIssue, metadata=metadata)
issue_link = record_table(
    "commkit_support_issue_link",
    IssueLink,
    key=("question",),
    index=["issue"],
    references={"question": post, "issue": known_issue},
    metadata=metadata,
)
held_answer = record_table(
    "commkit_support_held_answer",
    HeldAnswer,
    index=["question"],
    references={"question": post},
    metadata=metadata,
)
ledger = record_table(
    "commkit_support_ledger",
    LedgerEntry,
    index=["at", ("member", "final_at"), ("question", "member")],
    unique=[("member", "question", "turn")],
    references={"question": post, "issue": known_issue},
    metadata=metadata,
)
ledger.append_constraint(
    CheckConstraint("community + help_desk = 0", name="ck_commkit_support_ledger_sides_are_equal")
)
ledger.append_constraint(
    CheckConstraint(
        "turn > 0 AND community = CASE turn % 2 WHEN 1 THEN 1 ELSE -1 END",
        name="ck_commkit_support_ledger_bookings_and_reversals_alternate",
    )
)
for _name, _fitting in (("turn", 1), ("community", 1), ("help_desk", -1)):
    ledger.c[_name].info["commkit.sample"] = _fitting  # for tests that make rows of every table
ticket = record_table(
    "commkit_support_ticket",
    Ticket,
    index=[("member", "opened_at")],
    unique=["reference"],
    metadata=metadata,
)
charter_version = record_table("commkit_support_charter", CharterVersion, key=("version",), metadata=metadata)
charter_topic = record_table(
    "commkit_support_charter_topic",
    CharterTopic,
    key=("version", "place"),
    references={"version": charter_version},
    metadata=metadata,
)
scope_offer = record_table(
    "commkit_support_scope_offer",
    ScopeOffer,
    index=["offered_at", ("member", "state")],
    references={"question": post},
    metadata=metadata,
)
_PENDING = text("state = 'open' OR state = 'insisted'")
Index(
    "uq_commkit_support_scope_offer_pending",
    scope_offer.c.community_id,
    scope_offer.c.member,
    unique=True,
    sqlite_where=_PENDING,
    postgresql_where=_PENDING,
)
