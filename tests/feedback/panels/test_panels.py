"""Test panels: screening, consent and who sees what."""

import pytest
from sqlalchemy import func, select

from commkit import Conflict, Denied, Kit, NotFound
from commkit.feedback import (
    AcceptPanelConsent,
    ApplyToPanel,
    AssignPanelTask,
    ClosePanel,
    CreatePanel,
    LeavePanel,
    ListFindings,
    ListPanelists,
    ListPanels,
    ListScreeningQuestions,
    PanelistState,
    ReadFinding,
    ReadMyPanelParticipation,
    ReadPanel,
    ReadPanelConsent,
    ReadPanelMetrics,
    ReadPanelTask,
    ScreeningQuestionDraft,
    SubmitFindings,
    UpdatePanelConsent,
)
from commkit.feedback.panels.tables import screening_answer
from tests.feedback.helpers import (
    PHONE_QUESTION,
    assign_task,
    codes,
    join_panel,
    make_panel,
    make_task,
    member,
    reasons,
    submit_findings,
)
from tests.helpers import ask, assert_invalid, assert_refused, assert_unchanged, do, run_concurrently


def test_answers_decide_who_is_accepted(both: Kit) -> None:
    made = make_panel(
        both,
        screening=(
            PHONE_QUESTION,
            ScreeningQuestionDraft(prompt="Of age?", options=("yes", "no"), accepted_options=(1,)),
        ),
    )
    assert [q.accepted_options for q in ask(both, "ada", "town", ListScreeningQuestions(made.id))] == [(), ()]
    assert [q.accepted_options for q in ask(both, "sue", "town", ListScreeningQuestions(made.id))] == [
        (1, 2),
        (1,),
    ]
    for key, chosen, state in (
        ("ada", (2, 1), PanelistState.ACCEPTED),
        ("bob", (3, 1), PanelistState.SCREENED_OUT),
        ("eve", (1, 2), PanelistState.SCREENED_OUT),
    ):
        mine = do(both, key, "town", ApplyToPanel(panel=made.id, answers=chosen, consent_version=1))
        assert (mine.state, mine.active) == (state, state is PanelistState.ACCEPTED)
        assert ask(both, key, "town", ReadMyPanelParticipation(made.id)) == mine
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_applied"):
        do(both, "bob", "town", ApplyToPanel(panel=made.id, answers=(1, 1), consent_version=1))
    for wrong in ((), (1,), (1, 1, 1)):
        with assert_unchanged(both), assert_invalid(answers="not_answered"):
            do(both, "sue", "town", ApplyToPanel(panel=made.id, answers=wrong, consent_version=1))
    with assert_unchanged(both), assert_invalid(**{"answers[0]": "out_of_range"}):
        do(both, "sue", "town", ApplyToPanel(panel=made.id, answers=(4, 1), consent_version=1))
    with assert_refused(NotFound, "feedback.panelist_not_found"):
        ask(both, "sue", "town", ReadMyPanelParticipation(made.id))


def test_invalid_panels_are_refused(town: Kit) -> None:
    wrong = (
        ScreeningQuestionDraft(prompt="Which?", options=("one",), accepted_options=(1,)),
        ScreeningQuestionDraft(prompt="Which?", options=("one", "two"), accepted_options=(3,)),
    )
    faults = {
        "screening[0].options": "out_of_range",
        "screening[1].accepted_options": "out_of_range",
        "run_length": "out_of_range",
    }
    with assert_unchanged(town), assert_invalid(**faults):
        make_panel(town, screening=wrong, run_length=0)
    with assert_unchanged(town), assert_invalid(screening="too_many"):
        make_panel(town, screening=(PHONE_QUESTION,) * 21)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", CreatePanel(title="Mine", description="It.", consent="Yes."))


def test_concurrent_applications_of_one_member_are_one(both: Kit) -> None:
    made = make_panel(both, screening=(PHONE_QUESTION,))
    command = ApplyToPanel(panel=made.id, answers=(1,), consent_version=1)
    results = run_concurrently(8, lambda _: do(both, "ada", "town", command))
    assert codes(results) == ["done"] + ["feedback.already_applied"] * 7
    with both.database.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(screening_answer)).scalar_one() == 1


def test_a_new_consent_pauses_panelists_with_the_old_one(both: Kit) -> None:
    made = make_panel(both)
    join_panel(both, made, "ada", "bob")
    task, later = make_task(both, made), make_task(both, made, title="Log out")
    assign_task(both, task, "ada")
    changed = do(both, "sue", "town", UpdatePanelConsent(panel=made.id, version=1, text="I agree to more."))
    assert ask(both, "ada", "town", ReadPanelConsent(made.id)) == changed
    assert ask(both, "ada", "town", ReadPanelConsent(made.id, 1)).text == "I agree."
    for version in (0, 3, 2**40):
        with assert_refused(NotFound, "feedback.consent_not_found"):
            ask(both, "ada", "town", ReadPanelConsent(made.id, version))
    assert reasons(assign_task(both, later, "ada", "bob")) == ["paused", "paused"]
    with assert_unchanged(both), assert_refused(Conflict, "feedback.consent_required"):
        submit_findings(both, "ada", task)
    for command in (ApplyToPanel(panel=made.id, consent_version=1), AcceptPanelConsent(made.id, 1)):
        with assert_unchanged(both), assert_refused(Conflict, "feedback.consent_outdated"):
            do(both, "eve", "town", command)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.not_a_panelist"):
        do(both, "eve", "town", AcceptPanelConsent(made.id, 2))
    assert do(both, "ada", "town", AcceptPanelConsent(made.id, 2)).active
    assert assign_task(both, later, "ada", "bob").assigned == (member(both, "ada"),)
    submit_findings(both, "ada", task)
    numbers = ask(both, "sue", "town", ReadPanelMetrics(made.id))
    assert (numbers.accepted, numbers.active, numbers.paused) == (2, 1, 1)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.stale"):
        do(both, "sue", "town", UpdatePanelConsent(panel=made.id, version=1, text="Mine."))


def test_one_of_two_concurrent_consent_updates_is_refused(both: Kit) -> None:
    made = make_panel(both)
    command = UpdatePanelConsent(panel=made.id, version=1, text="More.")
    assert (
        codes(run_concurrently(6, lambda _: do(both, "sue", "town", command)))
        == ["done"] + ["feedback.stale"] * 5
    )


def test_leaving_and_coming_back(both: Kit) -> None:
    made = make_panel(both)
    join_panel(both, made, "ada")
    assert do(both, "ada", "town", LeavePanel(made.id)).state is PanelistState.LEFT
    with assert_unchanged(both), assert_refused(Conflict, "feedback.not_a_panelist"):
        do(both, "ada", "town", LeavePanel(made.id))
    assert reasons(assign_task(both, make_task(both, made), "ada")) == ["not_accepted"]
    join_panel(both, made, "ada")
    assert [one.member for one in ask(both, "sue", "town", ListPanelists(made.id)).items] == [
        member(both, "ada")
    ]


def test_panels_are_visible_to_panelists_and_managers(town: Kit) -> None:
    made = make_panel(town)
    join_panel(town, made, "ada", "bob")
    task = make_task(town, made)
    assign_task(town, task, "ada")
    submit_findings(town, "ada", task, "It crashes")
    (found,) = ask(town, "ada", "town", ListFindings(made.id)).items
    assert ask(town, "sue", "town", ReadFinding(found.id)) == found
    assert ask(town, "bob", "town", ListFindings(made.id)).items == ()
    for query in (ReadFinding(found.id), ReadPanelTask(task.id)):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, "bob", "town", query)
    do(town, "sue", "town", ClosePanel(made.id))
    assert ask(town, "ada", "town", ReadPanel(made.id)).closed_at is not None
    assert ask(town, "eve", "town", ListPanels()).items == ()
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "eve", "town", ReadPanel(made.id))
    for command in (ApplyToPanel(panel=made.id, consent_version=1), SubmitFindings(task.id)):
        with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
            do(town, "eve", "town", command)
    for command in (ClosePanel(made.id), AssignPanelTask(task.id, (member(town, "bob"),))):
        with assert_unchanged(town), assert_refused(Conflict, "feedback.panel_closed"):
            do(town, "sue", "town", command)
    with assert_unchanged(town), assert_refused(Conflict, "feedback.panel_closed"):
        make_task(town, made)


@pytest.mark.parametrize("version", [-(2**63), 0, 2, 2**31, 2**63 - 1])
def test_an_unknown_consent_version_is_stale(both: Kit, version: int) -> None:
    made = make_panel(both)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.stale"):
        do(both, "sue", "town", UpdatePanelConsent(panel=made.id, version=version, text="Other."))
