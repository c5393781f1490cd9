"""Every counter of feedback equals its count, and one that drifts is seen."""

import pytest
from sqlalchemy import select, update

from commkit import SYSTEM, Kit
from commkit.feedback import (
    AnswerSurvey,
    ApplyToPanel,
    AssignPanelTask,
    CreatePanel,
    CreatePanelTask,
    CreateSurvey,
    StartNextSurvey,
    SubmitFindings,
    SurveyAnswer,
    SurveyQuestionDraft,
    SurveyQuestionKind,
    VoteOnSuggestion,
)
from commkit.feedback.panels.tables import panel
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.surveys.tables import survey
from commkit.feedback.votes.tables import budget
from commkit.testing.clock import ManualClock
from commkit.testing.counters import recount
from tests.feedback.counters import COUNTERS
from tests.feedback.helpers import DAY, budgets_on, member, suggest
from tests.helpers import do

COLUMNS = {
    "feedback.voter_count": suggestion.c.voter_count,
    "feedback.score": suggestion.c.score,
    "feedback.spent": budget.c.spent,
    "feedback.response_count": survey.c.response_count,
    "feedback.invited_count": survey.c.invited_count,
    "feedback.invited_response_count": survey.c.invited_response_count,
    "feedback.submission_count": panel.c.submission_count,
}


@pytest.fixture
def busy(both: Kit, clock: ManualClock) -> Kit:
    """A town where each of the things that are counted happened."""
    budgets_on(both)
    do(both, "bob", "town", VoteOnSuggestion(suggest(both).id, 2))
    question = SurveyQuestionDraft(kind=SurveyQuestionKind.NPS, prompt="Would you?")
    made = do(both, "sue", "town", CreateSurvey(title="How?", questions=(question,)))
    do(both, "bob", "town", StartNextSurvey())
    for key in ("bob", "eve"):
        do(both, key, "town", AnswerSurvey(made.id, (SurveyAnswer(question=1, values=(9,)),)))
    beta = do(both, "sue", "town", CreatePanel(title="Beta", description="The app.", consent="I agree."))
    do(both, "bob", "town", ApplyToPanel(panel=beta.id, consent_version=1))
    command = CreatePanelTask(panel=beta.id, title="Log in", instructions="Try.", due_at=clock.now + DAY)
    task = do(both, "sue", "town", command)
    do(both, "sue", "town", AssignPanelTask(task.id, (member(both, "bob"),)))
    do(both, "bob", "town", SubmitFindings(task.id))
    return both


def wrong(kit: Kit) -> list[str]:
    with kit.session(SYSTEM, "town", read_only=True) as session:
        return [mismatch.counter for mismatch in recount(session, COUNTERS)]


def test_counters_equal_counts(busy: Kit) -> None:
    assert wrong(busy) == []
    with busy.database.engine.connect() as connection:
        for column in COLUMNS.values():
            assert connection.execute(select(column)).scalar_one() > 0


def test_control_each_counter_that_drifts_is_seen(busy: Kit) -> None:
    assert set(COLUMNS) == {counter.name for counter in COUNTERS}
    for name, column in COLUMNS.items():
        with busy.database.engine.begin() as connection:
            connection.execute(update(column.table).values({column.name: column + 1}))
        assert wrong(busy) == [name]
        with busy.database.engine.begin() as connection:
            connection.execute(update(column.table).values({column.name: column - 1}))
