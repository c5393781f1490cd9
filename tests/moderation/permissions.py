"""Expected permissions of the messages about moderation, and the objects that they need."""

from datetime import UTC, datetime, timedelta
from typing import Any

from commkit import SYSTEM
from commkit.moderation import (
    AppealDecision,
    ClaimCase,
    DecideCase,
    FileReport,
    ListCases,
    ModerationAction,
    ProcessingSuspension,
    ReviewOutcome,
)
from commkit.moderation.jobs import RecordReview
from commkit.moderation.misuse import statements as misuse
from commkit.posts import CreateThread
from commkit.testing.contexts import context_of
from commkit.testing.permissions import Fixture, allowed


def _post(scenario: Any, actor: str) -> Any:
    kinds = scenario.kit.registry.types[scenario.community.type].post_kinds
    kind = next(kind.name for kind in kinds if kind.opens)
    return scenario.do(actor, CreateThread(kind=kind, title="Offer", body="Pills."))


def _held(scenario: Any, actor: str) -> Any:
    """A post of the actor's that waits for a moderator."""
    post = _post(scenario, actor)
    scenario.do(SYSTEM, RecordReview(post=post.id, version=post.version, outcome=ReviewOutcome.HOLD))
    return post.id


def _case(scenario: Any, actor: str) -> Any:
    """A case about something of the actor's."""
    post = _post(scenario, actor)
    scenario.do(SYSTEM, FileReport("Post", post.id, "spam"))
    return next(
        case.id for case in scenario.ask(SYSTEM, ListCases(limit=100)).items if case.object == post.id
    )


def _decision(scenario: Any, actor: str) -> Any:
    """A decision about the actor."""
    warn = DecideCase(
        case=_case(scenario, actor), action=ModerationAction.WARN, rule="Be kind", facts="Rude."
    )
    return scenario.do(SYSTEM, warn).id


def _appealed(cell: Any) -> Any:
    id = _decision(cell.scenario, "other")
    cell.scenario.do("other", AppealDecision(id, "No."))
    return id


def _mine(cell: Any) -> Any:
    """A decision about who is signed in."""
    return _decision(cell.scenario, cell.actor if isinstance(cell.actor, str) else "other")


def _claimed(cell: Any) -> Any:
    """A case that the actor works on, where they may."""
    case = _case(cell.scenario, "other")
    if cell.actor in cell.scenario.people:
        cell.scenario.do(cell.actor, ClaimCase(case))
    return case


def _suspending(cell: Any) -> Any:
    """A decision by which reports of somebody are suspended."""
    id = _decision(cell.scenario, "other")
    with cell.scenario.kit.session(SYSTEM, cell.scenario.community.slug) as session:
        context = context_of(session)
        context.run(
            misuse.ADD,
            ProcessingSuspension(
                decision=id,
                member=cell.scenario.member("other"),
                action=ModerationAction.SUSPEND_REPORTS,
                at=context.now,
                until=context.now + timedelta(days=9),
                since=context.now - timedelta(days=9),
                made=3,
                unfounded=3,
                evidence=(),
                ended_at=None,
            ),
        )
    return id


HANDLE = allowed(steward="others")

EXPECTED_PERMISSIONS = {
    "moderation.file_report": allowed(
        member="any",
        silenced="any",
        given={"record": "Post", "object": lambda cell: _post(cell.scenario, "other").id, "reason": "spam"},
    ),
    "moderation.claim_case": allowed(steward="others", system="no"),
    "moderation.release_case": allowed(steward="any", given={"case": _claimed}),
    "moderation.assign_case": allowed(
        steward="others", given={"member": lambda cell: cell.scenario.member("creator")}
    ),
    "moderation.decide_case": allowed(steward="others", given={"action": ModerationAction.DISMISS}),
    "moderation.appeal_decision": allowed(
        member="any", system="no", archived=True, given={"decision": _mine}
    ),
    "moderation.decide_appeal": allowed(steward="any", given={"decision": _appealed}),
    "moderation.read_misuse": allowed(
        steward="any", given={"member": lambda cell: cell.scenario.member("other")}
    ),
    "moderation.end_processing_suspension": allowed(steward="any", given={"decision": _suspending}),
    "moderation.set_slow_mode": allowed(
        steward="any",
        given={"thread": lambda cell: _post(cell.scenario, "other").id, "pause": timedelta(minutes=1)},
    ),
    "moderation.record_review": allowed(system="any+removed", given={"outcome": ReviewOutcome.PASS}),
    "moderation.record_review_failure": allowed(
        system="any", archived=True, given={"error": "fetching.timeout"}
    ),
    "moderation.record_review_success": allowed(system="any", archived=True),
    "moderation.list_my_held_posts": allowed(member="any", silenced="any"),
    "moderation.withdraw_held_post": allowed(
        member="own", silenced="own", system="no", given={"post": Fixture(_held)}
    ),
    "moderation.list_space_cases": allowed(member="own", system="any"),
    "moderation.decide_space_case": allowed(system="any", given={"action": "dismiss"}),
    "moderation.read_transparency_numbers": allowed(
        owner="any",
        given={"since": datetime(2020, 1, 1, tzinfo=UTC), "until": datetime(2020, 2, 1, tzinfo=UTC)},
    ),
    "moderation.purge_moderation": allowed(system="any", archived=True),
    "moderation.list_cases": allowed(steward="any"),
    "moderation.view_cases": allowed(steward="any"),
    "moderation.read_case": HANDLE,
    "moderation.read_decision": allowed(member="own", silenced="own", suspended="own", steward="any"),
    "moderation.list_my_statements_of_reasons": allowed(member="any"),
    "moderation.list_moderation_log": allowed(steward="any"),
    "moderation.read_moderation_workload": allowed(steward="any"),
}

FIXTURES = {"CaseId": Fixture(_case), "DecisionId": Fixture(_decision)}

SAMPLE_VALUES = {"confidence": (None, 0.0, 0.9, 1.0)}

SETTINGS = {"moderation": {"thread_slow_mode": True}}

MAY_MENTION_HIDDEN = {
    "moderation.list_cases": ("Post",),
    "moderation.view_cases": ("Post",),
    "moderation.read_case": ("Post",),
    "moderation.read_decision": ("Post",),
    "moderation.list_moderation_log": ("Decision",),
}
"""Which object was reported and decided about is what a report hands over; the log tells decisions without names."""
