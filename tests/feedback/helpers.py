"""What tests of feedback do again and again: suggestions, surveys, panels and their tasks."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from commkit import SYSTEM, Kit
from commkit.feedback import (
    AnswerSurvey,
    ApplyToPanel,
    AssignPanelTask,
    CreatePanel,
    CreatePanelTask,
    CreateSurvey,
    FindingDraft,
    Panel,
    PanelTask,
    PanelTaskAssignmentResult,
    ScreeningQuestionDraft,
    SubmitFindings,
    SubmitSuggestion,
    Suggestion,
    SuggestionKind,
    SuggestionStatus,
    Survey,
    SurveyAnswer,
    SurveyQuestionDraft,
    SurveyQuestionKind,
    UpdateSuggestionStatus,
)
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.votes.tables import budget, vote
from commkit.members import AddMember
from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.statements import statement
from commkit.testing.contexts import context_of
from tests.helpers import do

DAY = timedelta(days=1)

IDEA = SuggestionKind.IDEA


def suggest(kit: Kit, actor: str = "ada", **fields: Any) -> Suggestion:
    """An idea of somebody."""
    return do(kit, actor, "town", SubmitSuggestion(**({"kind": IDEA, "title": "Dark mode"} | fields)))


def member(kit: Kit, key: str, place: str = "town") -> MemberId:
    """The member id of a key."""
    with kit.session(key, place, read_only=True) as session:
        return session.member


def budgets_on(kit: Kit, **more: Any) -> None:
    """Let the town vote by budget."""
    from commkit.communities import UpdateSettings  # noqa: PLC0415

    do(kit, "owner", "town", UpdateSettings("feedback", {"voting": "budget"} | more))


def codes(results: list[Any]) -> list[str]:
    """The error codes of concurrent results, `done` for a success."""
    return sorted(getattr(result, "code", "done") for result in results)


def crowd(kit: Kit, count: int) -> list[str]:
    """Add members; give their keys."""
    keys = [f"fan {n}" for n in range(count)]
    for key in keys:
        do(kit, SYSTEM, "town", AddMember(key))
    return keys


_STORED = statement(select(suggestion.c.id, suggestion.c.voter_count, suggestion.c.score))

_COUNTED = statement(
    select(vote.c.suggestion, func.count(), func.sum(vote.c.weight)).group_by(vote.c.suggestion)
)

_SPENT = statement(select(budget.c.member, budget.c.spent))

_HELD = statement(select(vote.c.member, func.sum(vote.c.held)).group_by(vote.c.member))


def votes_add_up(kit: Kit) -> None:
    """Voters and scores equal the votes there are, and budgets what these hold."""
    with kit.session(SYSTEM, "town", read_only=True) as session:
        counted = {id: (voters, score) for id, voters, score in context_of(session).rows(_COUNTED)}
        for id, voters, score in context_of(session).rows(_STORED):
            assert (voters, score) == counted.get(id, (0, 0))
        held = {who: int(votes) for who, votes in context_of(session).rows(_HELD) if votes}
        assert {who: spent for who, spent in context_of(session).rows(_SPENT) if spent} == held


def spent(kit: Kit, key: str) -> int:
    """How many votes a member's budget counts as spent."""
    with kit.session(SYSTEM, "town", read_only=True) as session:
        return dict(context_of(session).rows(_SPENT)).get(member(kit, key), 0)


def close_suggestion(
    kit: Kit, made: Suggestion, status: SuggestionStatus = SuggestionStatus.DONE
) -> Suggestion:
    return do(kit, "sue", "town", UpdateSuggestionStatus(made.id, status, "So it is."))


QuestionKind = SurveyQuestionKind

NPS_QUESTION = SurveyQuestionDraft(kind=QuestionKind.NPS, prompt="Would you recommend us?")

ALL_QUESTIONS = (
    NPS_QUESTION,
    SurveyQuestionDraft(kind=QuestionKind.CSAT, prompt="Are you happy?"),
    SurveyQuestionDraft(kind=QuestionKind.SCALE, prompt="How hard was it?", low=1, high=7),
    SurveyQuestionDraft(kind=QuestionKind.SINGLE, prompt="Where?", options=("home", "work")),
    SurveyQuestionDraft(
        kind=QuestionKind.MULTIPLE, prompt="With what?", options=("phone", "desk", "pad"), required=False
    ),
    SurveyQuestionDraft(kind=QuestionKind.TEXT, prompt="What else?", required=False),
)


def make_survey(kit: Kit, *questions: SurveyQuestionDraft, actor: Any = "sue", **fields: Any) -> Survey:
    return do(
        kit, actor, "town", CreateSurvey(title="How is it?", questions=questions or (NPS_QUESTION,), **fields)
    )


def answers(*values: int) -> tuple[SurveyAnswer, ...]:
    return tuple(SurveyAnswer(question=number, values=(value,)) for number, value in enumerate(values, 1))


def respond(kit: Kit, actor: str, made: Survey, *values: int) -> Survey:
    return do(kit, actor, "town", AnswerSurvey(made.id, answers(*values)))


PHONE_QUESTION = ScreeningQuestionDraft(
    prompt="Which phone?", options=("old", "new", "none"), accepted_options=(1, 2)
)

DUE_IN = timedelta(days=7)


def make_panel(kit: Kit, *, actor: Any = "sue", **fields: Any) -> Panel:
    return do(
        kit,
        actor,
        "town",
        CreatePanel(**({"title": "Beta", "description": "The app.", "consent": "I agree."} | fields)),
    )


def join_panel(kit: Kit, made: Panel, *keys: str) -> None:
    for key in keys:
        do(kit, key, "town", ApplyToPanel(panel=made.id, consent_version=made.consent_version))


def make_task(kit: Kit, made: Panel, **fields: Any) -> PanelTask:
    due = kit.clock() + DUE_IN
    return do(
        kit,
        "sue",
        "town",
        CreatePanelTask(
            **({"panel": made.id, "title": "Log in", "instructions": "Try.", "due_at": due} | fields)
        ),
    )


def assign_task(kit: Kit, task: PanelTask, *keys: str) -> PanelTaskAssignmentResult:
    return do(kit, "sue", "town", AssignPanelTask(task.id, tuple(member(kit, key) for key in keys)))


def submit_findings(kit: Kit, key: str, task: PanelTask, *titles: str) -> Any:
    return do(kit, key, "town", SubmitFindings(task.id, tuple(FindingDraft(title=title) for title in titles)))


def reasons(handed: PanelTaskAssignmentResult) -> list[str]:
    return [one.reason for one in handed.skipped]


def rows(kit: Kit, table: Any) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return list(connection.execute(select(table)).mappings())


def make_anonymous_survey(kit: Kit) -> tuple[Survey, list[str]]:
    return make_survey(kit, NPS_QUESTION, ALL_QUESTIONS[5], anonymous=True), crowd(kit, 5)
