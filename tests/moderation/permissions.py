"""Who may do what in moderation, and how something is made to decide about."""

from datetime import timedelta
from typing import Any

from commkit import SYSTEM
from commkit.moderation import (
    AppealDecision,
    ClaimCase,
    DecideCase,
    FileReport,
    ListCases,
    ModerationAction,
    ReviewOutcome,
)
from commkit.posts import CreateThread
from commkit.testing.permissions import Thing, by


def _post(stage: Any, actor: str) -> Any:
    kinds = stage.kit.registry.types[stage.community.type].post_kinds
    kind = next(kind.name for kind in kinds if kind.opens)
    return stage.do(actor, CreateThread(kind=kind, title="Offer", body="Pills."))


def _case(stage: Any, actor: str) -> Any:
    """A case about something of the actor's."""
    post = _post(stage, actor)
    stage.do(SYSTEM, FileReport("Post", post.id, "spam"))
    return next(case.id for case in stage.ask(SYSTEM, ListCases(limit=100)).items if case.object == post.id)


def _decision(stage: Any, actor: str) -> Any:
    """A decision about the actor."""
    warn = DecideCase(case=_case(stage, actor), action=ModerationAction.WARN, rule="Be kind", facts="Rude.")
    return stage.do(SYSTEM, warn).id


def _appealed(cell: Any) -> Any:
    id = _decision(cell.stage, "other")
    cell.stage.do("other", AppealDecision(id, "No."))
    return id


def _mine(cell: Any) -> Any:
    """A decision about who is signed in."""
    return _decision(cell.stage, cell.actor if isinstance(cell.actor, str) else "other")


def _claimed(cell: Any) -> Any:
    """A case that the actor works on, where they may."""
    case = _case(cell.stage, "other")
    if cell.actor in cell.stage.people:
        cell.stage.do(cell.actor, ClaimCase(case))
    return case


HANDLE = by(steward="others")

EXPECTED = {
    "moderation.file_report": by(
        member="any",
        silenced="any",
        given={"record": "Post", "object": lambda cell: _post(cell.stage, "other").id, "reason": "spam"},
    ),
    "moderation.claim_case": by(steward="others", system="no"),
    "moderation.release_case": by(steward="any", given={"case": _claimed}),
    "moderation.assign_case": by(
        steward="others", given={"member": lambda cell: cell.stage.member("founder")}
    ),
    "moderation.decide_case": by(steward="others", given={"action": ModerationAction.DISMISS}),
    "moderation.appeal_decision": by(member="any", system="no", archived=True, given={"decision": _mine}),
    "moderation.decide_appeal": by(steward="any", given={"decision": _appealed}),
    "moderation.set_slow_mode": by(
        steward="any",
        given={"thread": lambda cell: _post(cell.stage, "other").id, "pause": timedelta(minutes=1)},
    ),
    "moderation.record_review": by(system="any+gone", given={"outcome": ReviewOutcome.PASS}),
    "moderation.purge_moderation": by(system="any", archived=True),
    "moderation.list_cases": by(steward="any"),
    "moderation.read_case": HANDLE,
    "moderation.read_decision": by(member="own", silenced="own", suspended="own", steward="any"),
    "moderation.list_my_statements_of_reasons": by(member="any"),
    "moderation.list_moderation_log": by(steward="any"),
    "moderation.read_moderation_workload": by(steward="any"),
}

THINGS = {"CaseId": Thing(_case), "DecisionId": Thing(_decision)}

SETTINGS = {"moderation": {"thread_slow_mode": True}}
