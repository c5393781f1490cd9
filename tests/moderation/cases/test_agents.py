"""Agents and cases: an agent handles nothing of its person's, a moderator nothing of their own agent's."""

import pytest

from commkit import SYSTEM, CommkitError, Conflict, Denied, Kit, NotFound
from commkit.members import AddAgent, Agent
from commkit.moderation import (
    AppealDecision,
    AssignCase,
    ClaimCase,
    DecideAppeal,
    FileReport,
    ListCases,
    ModerationAction,
)
from tests.helpers import ask, assert_refused, do
from tests.moderation.fixtures import case_of, decide, member, report, write

SCOPES = ("posts.", "moderation.", "moderation.decide", "moderation.report")


def agent_of(kit: Kit, whose: str | None, *scopes: str) -> Agent:
    acts_for = member(kit, whose) if whose is not None else None
    return do(
        kit,
        SYSTEM,
        "town",
        AddAgent(name="Helper", scopes=scopes or SCOPES, acts_for=acts_for, role="steward"),
    )


def test_a_case_is_kept_from_the_agents_of_whom_it_is_about_and_from_their_person(town: Kit) -> None:
    one, other, of_max = agent_of(town, "eve"), agent_of(town, "eve"), agent_of(town, "max")
    for author in ("eve", one.key):
        thread = write(town, author)
        report(town, thread.id, by="bob")
        case = case_of(town, thread.id)
        for who in ("eve", one.key, other.key):
            assert ask(town, who, "town", ListCases()).items == ()
            with assert_refused(NotFound, "runtime.not_found"):
                do(town, who, "town", ClaimCase(case))
        for to in ("eve", one.key, other.key):
            with assert_refused(Conflict, "moderation.not_a_moderator"):
                do(town, "max", "town", AssignCase(case, member(town, to)))
        do(town, of_max.key, "town", ClaimCase(case))
        do(town, "max", "town", AssignCase(case, of_max.id))
        decide(town, case, ModerationAction.DISMISS, by=of_max.key)


def test_nobody_reports_what_is_of_their_own_person(town: Kit) -> None:
    one, other = agent_of(town, "eve"), agent_of(town, "eve")
    for author, reporter in (("eve", one.key), (one.key, other.key), (one.key, one.key)):
        thread = write(town, author)
        with assert_refused(Conflict, "moderation.own_object"):
            report(town, thread.id, by=reporter)
    report(town, write(town, "max").id, by=one.key)


def test_an_agent_decides_no_appeal_against_what_its_person_decided(town: Kit) -> None:
    of_eve, of_max = agent_of(town, "eve"), agent_of(town, "max")
    thread = write(town, "ada")
    report(town, thread.id, by="bob")
    made = decide(town, case_of(town, thread.id), ModerationAction.REMOVE, by="eve")
    do(town, "ada", None, AppealDecision(made.id, "No."))
    with assert_refused(Denied, "moderation.same_person"):
        do(town, of_eve.key, "town", DecideAppeal(made.id, grant=False, answer="No."))
    do(town, of_max.key, "town", DecideAppeal(made.id, grant=False, answer="No."))
    with assert_refused(Conflict, "moderation.appeal_decided"):
        do(town, "max", "town", DecideAppeal(made.id, grant=False, answer="No."))


def test_a_scope_names_reports(town: Kit) -> None:
    beginning = agent_of(town, "eve", "moderation.", "posts.")
    with pytest.raises(CommkitError) as refused:
        do(town, beginning.key, "town", FileReport("Post", write(town, "ada").id, "spam"))
    assert refused.value.code == "runtime.not_permitted"
