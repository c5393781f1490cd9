"""Suggestions, surveys and panels in spaces: their audience sees them, with all that belongs to them."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Kit, NotFound
from commkit.feedback import (
    ClosePanel,
    EditSuggestion,
    InviteToSurvey,
    LeavePanel,
    ListFindings,
    ListIncentives,
    ListMyPanelTasks,
    ListMySuggestionVotes,
    ListPanels,
    ListScreeningQuestions,
    ListSuggestions,
    ListSuggestionsByTag,
    ListSuggestionUpdates,
    ListSurveyQuestions,
    ListSurveys,
    MergeSuggestions,
    Panel,
    PromiseIncentive,
    ReadFeedbackMetrics,
    ReadFinding,
    ReadPanel,
    ReadPanelConsent,
    ReadPanelTask,
    ReadRoadmap,
    ReadSuggestion,
    ReadSurvey,
    StartNextSurvey,
    Suggestion,
    SuggestionStatus,
    Survey,
    UpdateSuggestionStatus,
    VoteOnSuggestion,
)
from commkit.runtime.model.clock import EPOCH
from commkit.search import SearchContent
from commkit.testing.contexts import context_of
from tests.audiences import add_space, archive_space, leave_space
from tests.events.fixtures import notified
from tests.feedback.helpers import (
    assign_task,
    join_panel,
    make_panel,
    make_survey,
    make_task,
    member,
    submit_findings,
    suggest,
)
from tests.helpers import ask, assert_refused, assert_unchanged, do

EVERYBODY = ("ada", "bob", "eve", "sue", "owner", SYSTEM)
AUDIENCES = pytest.mark.parametrize(
    ("walled", "readers"), [(False, ["ada", "bob", "sue", "owner", SYSTEM]), (True, ["ada", "bob", SYSTEM])]
)


def _sees(kit: Kit, who: Any, record: type, id: Any, queries: tuple[list[Any], list[Any]]) -> bool:
    """Whether somebody sees something: by every query the same.

    Args:
        kit: The kit.
        who: Who asks.
        record: The class of what is asked for.
        id: Its id.
        queries: Those that give it or refuse, and those that list it or leave it out.
    """
    answers = set()
    single, lists = queries
    for query in single:
        try:
            ask(kit, who, "town", query)
            answers.add(True)
        except NotFound:
            answers.add(False)
    answers |= {str(id) in repr(ask(kit, who, "town", query)) for query in lists}
    with kit.session(who, "town", read_only=True) as session:
        answers.add(context_of(session).visible_ids(record, [id]) == {id})
    assert len(answers) == 1, f"{who}: some queries show it, others do not"
    return answers.pop()


# --- suggestions -----------------------------------------------------------------------------------------------------


def _sees_suggestion(kit: Kit, who: Any, id: Any) -> bool:
    lists: list[Any] = [
        ListSuggestions(order="score"),
        ListSuggestions(order="newest", status=SuggestionStatus.PLANNED),
    ]
    lists += [ListSuggestionsByTag("dark"), ReadRoadmap()]
    return _sees(kit, who, Suggestion, id, ([ReadSuggestion(id), ListSuggestionUpdates(id)], lists))


@AUDIENCES
def test_a_suggestion_in_a_space_is_for_its_audience(both: Kit, walled: bool, readers: list[Any]) -> None:
    space = add_space(both, members=("ada", "bob"), walled=walled)
    made = suggest(both, space=space, tags=("dark",))
    do(both, SYSTEM, "town", UpdateSuggestionStatus(made.id, SuggestionStatus.PLANNED))
    assert [who for who in EVERYBODY if _sees_suggestion(both, who, made.id)] == readers
    counted = ask(both, "sue", "town", ReadFeedbackMetrics(since=EPOCH)).suggestions
    assert counted == int("sue" in readers), "what one does not see is not counted for one"
    assert ask(both, "eve", "town", SearchContent("dark")).hits == ()


def test_the_vote_of_who_left_the_audience_stays_and_is_not_listed(both: Kit) -> None:
    space = add_space(both, members=("ada", "bob"))
    made = suggest(both, space=space)
    do(both, "bob", "town", VoteOnSuggestion(made.id))
    assert len(ask(both, "bob", "town", ListMySuggestionVotes()).items) == 1
    leave_space(both, space, "bob")
    assert ask(both, "bob", "town", ListMySuggestionVotes()).items == ()
    with assert_unchanged(both), assert_refused(NotFound, "runtime.not_found"):
        do(both, "bob", "town", VoteOnSuggestion(made.id, weight=1))
    assert ask(both, "ada", "town", ReadSuggestion(made.id)).score == 1


def test_what_was_merged_moves_with_the_suggestion(both: Kit) -> None:
    kept, duplicate = suggest(both, title="Dark mode"), suggest(both, title="Night mode")
    do(both, "sue", "town", MergeSuggestions(suggestion=duplicate.id, into=kept.id))
    space = add_space(both, members=("ada",))
    moved = do(both, "ada", "town", EditSuggestion(suggestion=kept.id, version=1, space=space))
    assert moved == ask(both, "ada", "town", ReadSuggestion(duplicate.id))
    assert ask(both, "eve", "town", SearchContent("dark")).hits == ()
    for id in (kept.id, duplicate.id):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(both, "eve", "town", ReadSuggestion(id))
        with both.session("eve", "town", read_only=True) as session:
            assert context_of(session).visible_ids(Suggestion, [id]) == set()


def test_nothing_is_moved_out_of_a_wall(both: Kit) -> None:
    walled = add_space(both, "walled", members=("ada",), walled=True)
    other = add_space(both, "other", members=("ada",))
    made = suggest(both, space=walled)
    with assert_unchanged(both), assert_refused(Conflict, "spaces.walled"):
        do(both, "ada", "town", EditSuggestion(suggestion=made.id, version=1, space=other))


def test_suggestions_with_different_audiences_are_not_merged(both: Kit) -> None:
    space = add_space(both, members=("ada", "sue"))
    hidden, shown = suggest(both, space=space), suggest(both)
    for one, other in ((hidden, shown), (shown, hidden)):
        with assert_unchanged(both), assert_refused(Conflict, "feedback.different_audiences"):
            do(both, "sue", "town", MergeSuggestions(suggestion=one.id, into=other.id))


def test_nobody_creates_in_a_space_they_do_not_see(both: Kit) -> None:
    hidden = add_space(both, "hidden", walled=True)
    made = suggest(both)
    closed = add_space(both, "closed", members=("ada", "sue"))
    archive_space(both, closed)
    for space, error, code in (
        (hidden, NotFound, "runtime.not_found"),
        (closed, Conflict, "spaces.archived"),
    ):
        with assert_unchanged(both):
            with assert_refused(error, code):
                suggest(both, space=space)
            with assert_refused(error, code):
                do(both, "ada", "town", EditSuggestion(suggestion=made.id, version=1, space=space))
            with assert_refused(error, code):
                make_survey(both, space=space)
            with assert_refused(error, code):
                make_panel(both, space=space)


# --- surveys ---------------------------------------------------------------------------------------------------------


@AUDIENCES
def test_a_survey_in_a_space_is_for_its_audience(both: Kit, walled: bool, readers: list[Any]) -> None:
    space = add_space(both, members=("ada", "bob"), walled=walled)
    made = make_survey(both, actor=SYSTEM, space=space)
    queries: Any = ([ReadSurvey(made.id), ListSurveyQuestions(made.id)], [ListSurveys()])
    found = [who for who in EVERYBODY if _sees(both, who, Survey, made.id, queries)]
    assert found == readers


def test_only_the_audience_is_invited(both: Kit) -> None:
    space = add_space(both, members=("ada", "bob"))
    made = make_survey(both, actor=SYSTEM, space=space)
    do(both, "sue", "town", InviteToSurvey(made.id))
    both.worker().drain()
    assert notified(both, "feedback.survey_invitation") == ["ada", "bob"]
    with assert_refused(NotFound, "feedback.no_survey_available"):
        do(both, "eve", "town", StartNextSurvey())


def test_a_survey_of_a_space_asks_who_enters_it(town: Kit) -> None:
    made = make_survey(town, actor=SYSTEM, space=add_space(town, members=("ada",)))
    assert do(town, "ada", "town", StartNextSurvey()).id == made.id


# --- panels ----------------------------------------------------------------------------------------------------------


def _panel_queries(id: Any) -> list[Any]:
    return [ReadPanel(id), ReadPanelConsent(id), ListScreeningQuestions(id)]


@AUDIENCES
def test_a_panel_in_a_space_is_for_its_audience(both: Kit, walled: bool, readers: list[Any]) -> None:
    space = add_space(both, members=("ada", "bob"), walled=walled)
    made = make_panel(both, actor=SYSTEM, space=space)
    found = [
        who
        for who in EVERYBODY
        if _sees(both, who, Panel, made.id, (_panel_queries(made.id), [ListPanels()]))
    ]
    assert found == readers


def test_what_belongs_to_a_panel_is_hidden_with_it(both: Kit) -> None:
    """Its tasks, findings and incentives: their own ones too, from who is in its audience no more."""
    space = add_space(both, members=("ada", "sue"))
    made = make_panel(both, space=space)
    join_panel(both, made, "ada")
    task = make_task(both, made)
    assign_task(both, task, "ada")
    submit_findings(both, "ada", task, "It crashes")
    do(both, "sue", "town", PromiseIncentive(panel=made.id, member=member(both, "ada"), description="A mug"))
    (finding,) = ask(both, "ada", "town", ListFindings(made.id)).items
    assert len(ask(both, "ada", "town", ListIncentives(made.id)).items) == 1
    assert len(ask(both, "ada", "town", ListMyPanelTasks()).items) == 1
    leave_space(both, space, "ada")
    assert ask(both, "ada", "town", ListMyPanelTasks()).items == ()
    hidden: list[Any] = [ReadPanelTask(task.id), ReadFinding(finding.id)]
    for query in (*hidden, ListFindings(made.id), ListIncentives(made.id)):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(both, "ada", "town", query)


def test_who_leaves_a_closed_panel_keeps_what_is_theirs(both: Kit) -> None:
    """What was promised to them, first of all; the panel is shown to those who applied to it."""
    made = make_panel(both)
    join_panel(both, made, "ada")
    do(both, "sue", "town", PromiseIncentive(panel=made.id, member=member(both, "ada"), description="A mug"))
    do(both, "ada", "town", LeavePanel(made.id))
    do(both, "sue", "town", ClosePanel(made.id))
    assert len(ask(both, "ada", "town", ListIncentives(made.id)).items) == 1
    with assert_refused(NotFound, "runtime.not_found"):
        ask(both, "eve", "town", ReadPanel(made.id))
