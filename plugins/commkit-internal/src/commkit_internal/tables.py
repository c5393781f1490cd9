"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from sqlalchemy import Index, MetaData, Table, text

from commkit.feedback import suggestion
from commkit.members import group
from commkit.posts import post
from commkit.storage import record_table
from commkit_internal.anniversaries.records import Anniversary
from commkit_internal.announcements.audiences.records import AudiencePart, AudienceRole, StoredAudience
from commkit_internal.announcements.must_reads.records import Acknowledgement, MustRead
from commkit_internal.announcements.recurring.records import Recurrence
from commkit_internal.announcements.reminders.records import Escalation, Reminding
from commkit_internal.business_objects.records import BusinessObject, ObjectLink
from commkit_internal.expertise.records import ExpertiseEndorsement, ExpertiseStanding
from commkit_internal.idea_calls.ideas.records import Idea
from commkit_internal.idea_calls.marks.records import IdeaMark
from commkit_internal.idea_calls.records import IdeaCall, IdeaCriterion, IdeaEvaluator
from commkit_internal.kudos.records import Kudos
from commkit_internal.legal_holds.records import HeldMember, HeldThread, LegalHold
from commkit_internal.life_circles.records import Circle, CircleInvitation
from commkit_internal.onboarding.plans.records import OnboardingPlan, PlanTask
from commkit_internal.onboarding.records import Onboarding, OnboardingTask
from commkit_internal.units.placements.records import Placement
from commkit_internal.units.records import Unit, UnitVersion

metadata = MetaData()

unit = record_table("commkit_internal_unit", Unit, index=["parent", "manager"], metadata=metadata)
unit_version = record_table(
    "commkit_internal_unit_history",
    UnitVersion,
    index=["unit"],
    references={"unit": unit},
    metadata=metadata,
)
placement = record_table(
    "commkit_internal_placement",
    Placement,
    index=["member", ("unit", "member")],
    references={"unit": unit},
    metadata=metadata,
)
kudos = record_table(
    "commkit_internal_kudos", Kudos, index=["receiver", ("giver", "at"), "at"], metadata=metadata
)
audience = record_table(
    "commkit_internal_audience",
    StoredAudience,
    unique=["fingerprint", "group"],
    references={"group": group},
    metadata=metadata,
)
audience_part = record_table(
    "commkit_internal_audience_part",
    AudiencePart,
    key=("audience", "group"),
    index=["group"],
    references={"audience": audience, "group": group, "unit": unit},
    metadata=metadata,
)
audience_role = record_table(
    "commkit_internal_audience_role",
    AudienceRole,
    key=("audience", "role"),
    references={"audience": audience},
    metadata=metadata,
)
must_read = record_table(
    "commkit_internal_must_read",
    MustRead,
    unique=["post"],
    references={"post": post},
    metadata=metadata,
)
acknowledgement = record_table(
    "commkit_internal_acknowledgement",
    Acknowledgement,
    key=("post", "member", "version"),
    index=["member"],
    references={"post": post},
    metadata=metadata,
)
reminding = record_table(
    "commkit_internal_reminding",
    Reminding,
    key=("must_read", "version", "member"),
    index=["member", "manager"],
    references={"must_read": must_read},
    metadata=metadata,
)
escalation = record_table(
    "commkit_internal_escalation",
    Escalation,
    unique=[("must_read", "recipient", "as_partner")],
    index=["recipient"],
    references={"must_read": must_read},
    metadata=metadata,
)
recurrence = record_table(
    "commkit_internal_recurrence", Recurrence, index=["article", "set_by"], metadata=metadata
)
idea_call = record_table("commkit_internal_idea_call", IdeaCall, index=["owner"], metadata=metadata)
idea_criterion = record_table(
    "commkit_internal_idea_criterion",
    IdeaCriterion,
    key=("call", "number"),
    references={"call": idea_call},
    metadata=metadata,
)
idea_evaluator = record_table(
    "commkit_internal_idea_evaluator",
    IdeaEvaluator,
    key=("call", "member"),
    index=["member"],
    references={"call": idea_call},
    metadata=metadata,
)
idea = record_table(
    "commkit_internal_idea",
    Idea,
    index=["call"],
    references={"id": suggestion, "call": idea_call},
    metadata=metadata,
)
idea_mark = record_table(
    "commkit_internal_idea_mark",
    IdeaMark,
    index=["call", "evaluator"],
    unique=[("idea", "evaluator", "criterion")],
    references={"call": idea_call, "idea": idea},
    metadata=metadata,
)
expertise_standing = record_table(
    "commkit_internal_expertise_standing",
    ExpertiseStanding,
    key=("member", "topic"),
    index=["topic"],
    metadata=metadata,
)
expertise_endorsement = record_table(
    "commkit_internal_expertise_endorsement",
    ExpertiseEndorsement,
    key=("member", "topic", "endorser"),
    index=["topic"],
    metadata=metadata,
)
onboarding_plan = record_table(
    "commkit_internal_onboarding_plan", OnboardingPlan, references={"unit": unit}, metadata=metadata
)
onboarding_plan_task = record_table(
    "commkit_internal_onboarding_plan_task",
    PlanTask,
    index=["plan"],
    references={"plan": onboarding_plan},
    metadata=metadata,
)
onboarding = record_table(
    "commkit_internal_onboarding",
    Onboarding,
    index=["member", "buddy", "started_at"],
    references={"plan": onboarding_plan},
    metadata=metadata,
)
# No reference to the onboarding: both go with the newcomer, in either order.
onboarding_task = record_table(
    "commkit_internal_onboarding_task",
    OnboardingTask,
    index=["onboarding", "member"],
    metadata=metadata,
)
anniversary = record_table("commkit_internal_anniversary", Anniversary, index=["next_on"], metadata=metadata)
Index("uq_commkit_internal_anniversary_member", anniversary.c.community_id, anniversary.c.member, unique=True)

legal_hold = record_table("commkit_internal_legal_hold", LegalHold, metadata=metadata)
held_member = record_table(
    "commkit_internal_held_member",
    HeldMember,
    index=["member"],
    unique=[("hold", "member")],
    references={"hold": legal_hold},
    metadata=metadata,
)
held_thread = record_table(
    "commkit_internal_held_thread",
    HeldThread,
    index=["thread"],
    unique=[("hold", "thread")],
    references={"hold": legal_hold},
    metadata=metadata,
)
circle = record_table("commkit_internal_circle", Circle, index=["group"], metadata=metadata)
circle_invitation = record_table(
    "commkit_internal_circle_invitation",
    CircleInvitation,
    key=("circle", "member"),
    index=["member"],
    references={"circle": circle},
    metadata=metadata,
)

business_object = record_table(
    "commkit_internal_business_object", BusinessObject, unique=[("kind", "key")], metadata=metadata
)
object_link = record_table(
    "commkit_internal_object_link",
    ObjectLink,
    index=["object", "post"],
    references={"object": business_object, "post": post},
    metadata=metadata,
)


def _unique(table: Table, suffix: str, *columns: str, where: str) -> None:
    """An index that keeps some columns of some rows unique in a community."""
    Index(
        f"uq_{table.name}_{suffix}",
        table.c.community_id,
        *(table.c[name] for name in columns),
        unique=True,
        sqlite_where=text(where),
        postgresql_where=text(where),
    )


# NULL is equal to nothing, so the names of units at the top have an index of their own.
_unique(unit, "name", "parent", "name", where="closed_at IS NULL AND parent IS NOT NULL")
_unique(unit, "top_name", "name", where="closed_at IS NULL AND parent IS NULL")
_unique(placement, "current", "member", where="until IS NULL")
_unique(onboarding, "running", "member", where="state = 'running'")
_unique(object_link, "there", "object", "post", where="linked_at IS NOT NULL")
_unique(object_link, "asked", "object", "post", "linked_by", where="linked_at IS NULL")
