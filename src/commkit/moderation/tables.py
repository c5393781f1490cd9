"""The tables of cases, reports, detections, decisions, appeals, strikes, and of what checks and slow mode remember."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from commkit.moderation.decisions.records import DecisionGround, DecisionSource, ModerationAction
from commkit.moderation.reviews.records import ReviewOutcome
from commkit.posts import post
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain

metadata = MetaData()


def _flag(name: str, purpose: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False, info=plain(purpose))


def _object() -> tuple[Column[str], Column[object]]:
    return (
        Column("record", String(64), nullable=False, info=plain("The class name of the object.")),
        Column("object", Id, nullable=False, info=plain("The id of the object.")),
    )


case = Table(
    "commkit_case",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The case's id.")),
    *_object(),
    Column("owner", Id, info=person("The member to whom the object belongs.", exported=False)),
    Column("rank", Integer, nullable=False, info=plain("Minus its priority, for the order of the queue.")),
    Column("reports", Integer, nullable=False, info=plain("Open reports.")),
    Column("detections", Integer, nullable=False, info=plain("Detections since the last decision.")),
    Column("appeals", Integer, nullable=False, info=plain("Open appeals.")),
    _flag("held", "Whether the object is hidden until the case is decided."),
    Column("opened_at", UtcDateTime, nullable=False, info=plain("When it was last opened.")),
    Column("closed_at", UtcDateTime, info=plain("When everything in it was decided.")),
    Column("claimed_by", Id, info=person("Who has claimed it.", owns=False)),
    Column("claimed_until", UtcDateTime, info=plain("When the claim ends.")),
    UniqueConstraint("community_id", "record", "object", name="uq_commkit_case_object"),
    info=COMMUNITY,
)
Index("ix_commkit_case_open", case.c.community_id, case.c.rank, case.c.id,
      sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"))  # fmt: skip

report = Table(
    "commkit_report",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The report's id.")),
    *_object(),
    Column("reporter", Id, info=person("Who reported.")),
    Column("reason", String(64), nullable=False, info=plain("One of the community's reasons.")),
    Column("note", Text, nullable=False, info=personal("The reporter's explanation.", of="reporter")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    Column("closed_at", UtcDateTime, info=plain("When it was decided.")),
    Column("outcome", Choice(ModerationAction), info=plain("What was decided.")),
    Column("decision", Id, info=plain("The decision.")),
    Column("owner", Id, info=person("The member to whom the object belongs.", exported=False)),
    Column("handed_over", Text, nullable=False, info=personal("The reported text, as it was.", of="owner")),
    info=COMMUNITY,
)
Index("uq_commkit_report_open", report.c.community_id, report.c.record, report.c.object, report.c.reporter,
      unique=True, sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"))  # fmt: skip
Index("ix_commkit_report_at", report.c.community_id, report.c.at)
Index("ix_commkit_report_decision", report.c.community_id, report.c.decision, report.c.id)

detection = Table(
    "commkit_detection",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The detection's id.")),
    Column("case", Id, nullable=False, info=plain("The case.")),
    Column("owner", Id, info=person("The author of the text.")),
    Column("check", String(16), nullable=False, info=plain("The check that found it.")),
    Column("evidence", Text, nullable=False, info=personal("What the check found.", of="owner")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    ForeignKeyConstraint(["community_id", "case"], [case.c.community_id, case.c.id]),
    info=COMMUNITY,
)
Index("ix_commkit_detection_case", detection.c.community_id, detection.c.case, detection.c.id)

decision = Table(
    "commkit_decision",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The decision's id.")),
    *_object(),
    Column("member", Id, info=person("Whom it concerns.")),
    Column("action", Choice(ModerationAction), nullable=False, info=plain("What it does.")),
    Column("facts", Text, nullable=False, info=personal("The facts and circumstances.", of="member")),
    Column("rule", String(300), nullable=False, info=plain("The rule that was broken.")),
    Column(
        "ground",
        Choice(DecisionGround),
        nullable=False,
        info=plain("Whether it is based on a rule or a law, or on unfounded reports or appeals."),
    ),
    Column("law", Text, nullable=False, info=personal("Which law, and why.", of="member")),
    Column("detected", String(16), nullable=False, info=plain("Whether a report or a check brought it up.")),
    _flag("automated", "Whether no person decided."),
    Column("decided_by", Id, info=person("Who decided.", owns=False)),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    Column("until", UtcDateTime, info=plain("When a restriction ends.")),
    Column("consequences", Words, nullable=False, info=plain("What followed automatically.")),
    Column("redress", Text, nullable=False, info=plain("What the member may do against it.")),
    Column("appeal_until", UtcDateTime, info=plain("Until when it can be appealed.")),
    Column("reversed_at", UtcDateTime, info=plain("When it was reversed.")),
    Column("source", Choice(DecisionSource), nullable=False, info=plain("What it started from.")),
    Column("territory", String(300), nullable=False, info=plain("Where it holds; empty for everywhere.")),
    Column(
        "out_of_court", Text, nullable=False, info=plain("Where the dispute may be settled out of court.")
    ),
    Column("judicial", Text, nullable=False, info=plain("How the member may go to a court.")),
    info=COMMUNITY,
)
Index(
    "ix_commkit_decision_object",
    decision.c.community_id,
    decision.c.record,
    decision.c.object,
    decision.c.id,
)
Index("ix_commkit_decision_member", decision.c.member, decision.c.id)
Index("ix_commkit_decision_by", decision.c.community_id, decision.c.at, decision.c.decided_by)

appeal = Table(
    "commkit_appeal",
    metadata,
    community_id(),
    Column("decision", Id, primary_key=True, info=plain("The decision.")),
    Column("member", Id, nullable=False, info=person("Who appeals.")),
    Column("text", Text, nullable=False, info=personal("Why.", of="member")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    Column("decided_by", Id, info=person("Who decided the appeal.", owns=False)),
    Column("decided_at", UtcDateTime, info=plain("When it was decided.")),
    Column("granted", Boolean(create_constraint=False), info=plain("Whether the decision was reversed.")),
    Column("answer", Text, nullable=False, info=personal("The answer to the member.", of="member")),
    ForeignKeyConstraint(["community_id", "decision"], [decision.c.community_id, decision.c.id]),
    info=COMMUNITY,
)

Index("ix_commkit_appeal_at", appeal.c.community_id, appeal.c.at)

review = Table(
    "commkit_review",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post.", refers=post)),
    Column("version", Integer, primary_key=True, info=plain("Its version.")),
    Column("author", Id, info=person("Who wrote it.", exported=False)),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was answered, or counted as absent.")),
    Column("outcome", Choice(ReviewOutcome), nullable=False, info=plain("What became of the post by it.")),
    Column(
        "absent",
        String(64),
        nullable=False,
        info=plain("Why the reviewer gave no answer; empty where it did."),
    ),
    Column("evidence", Text, nullable=False, info=personal("Why.", of="author")),
    Column("confidence", Float, info=plain("How sure it is, 0 to 1.")),
    Column(
        "applied",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether it was about the text as it was then."),
    ),
    Column(
        "late_outcome", Choice(ReviewOutcome), info=plain("An answer that came when it was applied already.")
    ),
    Column("late_at", UtcDateTime, info=plain("When that came.")),
    info=COMMUNITY,
)
Index("ix_commkit_review_at", review.c.at)

review_outage = Table(
    "commkit_review_outage",
    metadata,
    community_id(),
    Column(
        "since", UtcDateTime, nullable=False, info=plain("The first failed attempt since the last answer.")
    ),
    Column("failures", Integer, nullable=False, info=plain("Failed attempts since then.")),
    Column("error", String(64), nullable=False, info=plain("The code of the last error.")),
    Column("next_at", UtcDateTime, nullable=False, info=plain("Before this it is not asked again.")),
    Column("told_at", UtcDateTime, info=plain("When moderators were told.")),
    info=COMMUNITY,
)

strike = Table(
    "commkit_strike",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The strike's id.")),
    Column("member", Id, nullable=False, info=person("The member.")),
    Column("decision", Id, nullable=False, info=plain("The decision that gave it.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was given.")),
    Column("expires_at", UtcDateTime, nullable=False, info=plain("When it stops counting.")),
    Column("ended_at", UtcDateTime, info=plain("When it was reversed.")),
    Column("spent_by", Id, info=plain("The decision whose suspension it led to; it no longer counts.")),
    ForeignKeyConstraint(["community_id", "decision"], [decision.c.community_id, decision.c.id]),
    info=COMMUNITY,
)
Index("ix_commkit_strike_member", strike.c.community_id, strike.c.member, strike.c.id)

processing_suspension = Table(
    "commkit_processing_suspension",
    metadata,
    community_id(),
    Column("decision", Id, primary_key=True, info=plain("The decision that imposed it.")),
    Column("member", Id, nullable=False, info=person("Whose reports or appeals are not processed.")),
    Column(
        "action",
        Choice(ModerationAction),
        nullable=False,
        info=plain("Whether reports are suspended, or appeals."),
    ),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was imposed.")),
    Column("until", UtcDateTime, nullable=False, info=plain("When it ends.")),
    Column("since", UtcDateTime, nullable=False, info=plain("When the period began that was looked at.")),
    Column("made", Integer, nullable=False, info=plain("Reports or appeals of the member in that period.")),
    Column("unfounded", Integer, nullable=False, info=plain("Those that were manifestly unfounded.")),
    Column(
        "evidence", Words, nullable=False, info=plain("Their ids: of reports, or of the decisions appealed.")
    ),
    Column("ended_at", UtcDateTime, info=plain("When it was ended before its time.")),
    ForeignKeyConstraint(["community_id", "decision"], [decision.c.community_id, decision.c.id]),
    info=COMMUNITY,
)
Index(
    "ix_commkit_processing_suspension_member",
    processing_suspension.c.community_id,
    processing_suspension.c.member,
    processing_suspension.c.until,
)

fingerprint = Table(
    "commkit_post_fingerprint",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who posted it.", erase=Erasure.ROW)),
    Column(
        "digest",
        String(64),
        primary_key=True,
        info=personal(
            "A hash of the text; empty for the count of all posts.", of="member", erase=Erasure.ROW
        ),
    ),
    Column("times", Integer, nullable=False, info=plain("How often in the present window.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When the window began.")),
    info=COMMUNITY,
)
Index("ix_commkit_post_fingerprint_at", fingerprint.c.community_id, fingerprint.c.at)

slow_mode = Table(
    "commkit_slow_mode",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who posted.", erase=Erasure.ROW)),
    Column("thread", Id, primary_key=True, info=plain("The thread; all zeros for the whole community.")),
    Column("last_at", UtcDateTime, nullable=False, info=plain("When they last posted there.")),
    info=COMMUNITY,
)
Index("ix_commkit_slow_mode_last", slow_mode.c.community_id, slow_mode.c.last_at)

thread_slow_mode = Table(
    "commkit_thread_slow_mode",
    metadata,
    community_id(),
    Column("thread", Id, primary_key=True, info=plain("The thread.")),
    Column("seconds", Integer, nullable=False, info=plain("The pause between two replies of one member.")),
    info=COMMUNITY,
)
