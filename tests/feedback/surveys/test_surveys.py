"""Surveys: audiences, quotas, answers, and how often a member is invited."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from commkit import Conflict, Denied, Kit, NotFound
from commkit.communities import ArchiveCommunity
from commkit.feedback import (
    AnswerSurvey,
    CloseSurvey,
    CreateSurvey,
    InviteToSurvey,
    ListSurveyQuestions,
    ListSurveys,
    ReadSurvey,
    ReadSurveyResults,
    StartNextSurvey,
    SurveyAnswer,
    SurveyAnswered,
    SurveyInvitationsSent,
    SurveyQuestionDraft,
)
from commkit.feedback.surveys.tables import participation, survey
from commkit.testing.clock import ManualClock
from tests.feedback.helpers import (
    ALL_QUESTIONS,
    DAY,
    NPS_QUESTION,
    QuestionKind,
    answers,
    codes,
    crowd,
    make_survey,
    member,
    respond,
    rows,
)
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)


def test_a_survey_is_created_and_read(both: Kit, clock: ManualClock) -> None:
    made = make_survey(both, *ALL_QUESTIONS, opens_at=clock.now + DAY)
    with assert_refused(NotFound, "runtime.not_found"):
        ask(both, "ada", "town", ReadSurvey(made.id))
    assert ask(both, "ada", "town", ListSurveys()).items == ()
    assert ask(both, "sue", "town", ReadSurvey(made.id)) == made
    clock.advance(DAY)
    assert ask(both, "ada", "town", ListSurveys()).items == (made,)
    found = ask(both, "ada", "town", ListSurveyQuestions(made.id))
    assert [(one.number, one.kind, one.low, one.high) for one in found] == [
        (1, QuestionKind.NPS, 0, 10),
        (2, QuestionKind.CSAT, 1, 5),
        (3, QuestionKind.SCALE, 1, 7),
        (4, QuestionKind.SINGLE, 1, 2),
        (5, QuestionKind.MULTIPLE, 1, 3),
        (6, QuestionKind.TEXT, 0, 0),
    ]
    assert found[4].options == ("phone", "desk", "pad")


def test_invalid_surveys_are_refused(town: Kit, clock: ManualClock) -> None:
    bad = (
        SurveyQuestionDraft(kind=QuestionKind.SINGLE, prompt="Where?", options=("home", "home")),
        SurveyQuestionDraft(kind=QuestionKind.NPS, prompt="Where?", options=("home", "work")),
        SurveyQuestionDraft(kind=QuestionKind.SCALE, prompt="How?", low=3, high=3),
    )
    faults = {
        "questions[0].options": "out_of_range",
        "questions[1].options": "not_a_choice",
        "questions[2].high": "out_of_range",
        "closes_at": "out_of_range",
        "quota": "out_of_range",
        "min_trust": "out_of_range",
    }
    with assert_unchanged(town), assert_invalid(**faults):
        make_survey(town, *bad, closes_at=clock.now, quota=0, min_trust=-1)
    with assert_unchanged(town), assert_invalid(questions="out_of_range"):
        do(town, "sue", "town", CreateSurvey(title="Nothing", questions=()))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", CreateSurvey(title="Mine", questions=(NPS_QUESTION,)))


def test_a_survey_is_visible_to_its_audience(both: Kit) -> None:
    for audience in ({"role": "steward"}, {"staff": True}, {"min_trust": 1}):
        made = make_survey(both, **audience)
        with assert_refused(NotFound, "runtime.not_found"):
            ask(both, "ada", "town", ReadSurvey(made.id))
        with assert_unchanged(both), assert_refused(NotFound, "runtime.not_found"):
            respond(both, "ada", made, 9)
    stewards = make_survey(both, role="steward")
    respond(both, "sue", stewards, 9)
    with assert_unchanged(both), assert_refused(Denied, "feedback.not_in_audience"):
        respond(both, "owner", stewards, 9)
    others = make_survey(both, staff=False)
    respond(both, "ada", others, 9)
    with assert_unchanged(both), assert_refused(Denied, "feedback.not_in_audience"):
        respond(both, "sue", others, 9)


def test_answers_must_fit_the_questions(town: Kit) -> None:
    made = make_survey(town, *ALL_QUESTIONS)
    wrong = (
        SurveyAnswer(question=1, values=(11,)),
        SurveyAnswer(question=2, values=(1, 2)),
        SurveyAnswer(question=3, text="seven"),
        SurveyAnswer(question=5, values=(1, 1)),
        SurveyAnswer(question=6, values=(1,), text="more"),
        SurveyAnswer(question=6, text=" "),
        SurveyAnswer(question=9, values=(1,)),
    )
    faults = {
        "answers[0].values": "out_of_range",
        "answers[1].values": "wrong_number",
        "answers[2].text": "no_text",
        "answers[3].values": "wrong_number",
        "answers[4].text": "blank",
        "answers[5].question": "unknown_question",
        "answers[6].question": "unknown_question",
        "answers": "not_answered",
    }
    with assert_unchanged(town), assert_invalid(**faults):
        do(town, "ada", "town", AnswerSurvey(made.id, wrong))


def test_each_member_answers_once(both: Kit, clock: ManualClock) -> None:
    made = make_survey(both, closes_at=clock.now + DAY)
    assert emitted_facts(both, "ada", "town", AnswerSurvey(made.id, answers(9))) == [
        SurveyAnswered(survey=made.id)
    ]
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_answered"):
        respond(both, "ada", made, 9)
    clock.advance(DAY)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.survey_closed"):
        respond(both, "bob", made, 9)
    closed = make_survey(both)
    do(both, "sue", "town", CloseSurvey(closed.id))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.survey_closed"):
        respond(both, "bob", closed, 9)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.survey_closed"):
        do(both, "sue", "town", CloseSurvey(closed.id))


def test_concurrent_answers_do_not_exceed_the_quota(both: Kit) -> None:
    keys = crowd(both, 10)
    made = make_survey(both, quota=3)
    for key in keys[:2]:
        respond(both, key, made, 9)
    results = run_concurrently(8, lambda n: respond(both, keys[n + 2], made, 9))
    assert codes(results) == ["done"] + ["feedback.survey_closed"] * 7
    assert ask(both, "sue", "town", ReadSurveyResults(made.id)).questions[0].n == 3


def test_control_reading_the_quota_first_exceeds_it(both: Kit) -> None:
    make_survey(both, quota=1)
    engine = both.database.engine

    def look(_: int) -> int:
        with engine.connect() as connection:
            return int(connection.execute(select(survey.c.response_count)).scalar_one())

    taken = 0
    for seen in run_concurrently(8, look):
        assert isinstance(seen, int)
        if seen < 1:
            with engine.begin() as connection:
                connection.execute(update(survey).values(response_count=seen + 1))
            taken += 1
    assert taken == 8


def test_concurrent_answers_of_one_member_are_one(both: Kit) -> None:
    made = make_survey(both)
    results = run_concurrently(8, lambda n: respond(both, "ada", made, n))
    assert codes(results) == ["done"] + ["feedback.already_answered"] * 7
    assert ask(both, "sue", "town", ReadSurvey(made.id)).response_count == 1


def test_nobody_is_invited_within_the_recontact_period(both: Kit, clock: ManualClock) -> None:
    first, second = make_survey(both), make_survey(both)
    assert emitted_facts(both, "ada", "town", StartNextSurvey()) == [
        SurveyInvitationsSent(survey=first.id, members=1)
    ]
    with assert_unchanged(both), assert_refused(NotFound, "feedback.no_survey_available"):
        do(both, "ada", "town", StartNextSurvey())
    clock.advance(30 * DAY - timedelta(seconds=1))
    with assert_unchanged(both), assert_refused(NotFound, "feedback.no_survey_available"):
        do(both, "ada", "town", StartNextSurvey())
    clock.advance(timedelta(seconds=1))
    assert do(both, "ada", "town", StartNextSurvey()).id == second.id
    clock.advance(30 * DAY)
    with assert_unchanged(both), assert_refused(NotFound, "feedback.no_survey_available"):
        do(both, "ada", "town", StartNextSurvey())
    assert do(both, "bob", "town", StartNextSurvey()).id == first.id


def test_members_are_not_invited_to_closed_answered_or_other_surveys(town: Kit, clock: ManualClock) -> None:
    do(town, "sue", "town", CloseSurvey(make_survey(town).id))
    make_survey(town, opens_at=clock.now + DAY)
    make_survey(town, role="steward")
    full = make_survey(town, quota=1)
    respond(town, "bob", full, 9)
    respond(town, "ada", make_survey(town, staff=False), 9)
    with assert_unchanged(town), assert_refused(NotFound, "feedback.no_survey_available"):
        do(town, "ada", "town", StartNextSurvey())


def test_concurrent_surveys_invite_a_member_once(both: Kit) -> None:
    for _ in range(8):
        make_survey(both)
    results = run_concurrently(8, lambda _: do(both, "ada", "town", StartNextSurvey()))
    assert codes(results) == ["done"] + ["feedback.no_survey_available"] * 7


def test_the_worker_invites_the_whole_audience(
    both: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit.feedback.surveys.jobs.BATCH_SIZE", 3)
    crowd(both, 7)
    lately = make_survey(both, staff=False)
    assert do(both, "fan 0", "town", StartNextSurvey()).id == lately.id
    made = make_survey(both, staff=False, opens_at=clock.now + DAY)
    do(both, "sue", "town", InviteToSurvey(made.id))
    both.worker().drain()
    assert ask(both, "sue", "town", ReadSurveyResults(made.id)).invited == 0
    clock.advance(DAY)
    both.worker().drain()
    asked = {row["member"] for row in rows(both, participation) if row["survey"] == made.id}
    assert asked == {member(both, key) for key in ("ada", "bob", "eve", *(f"fan {n}" for n in range(1, 7)))}
    assert ask(both, "sue", "town", ReadSurveyResults(made.id)).invited == 9
    assert both.worker().parked() == ()
    do(both, "sue", "town", CloseSurvey(made.id))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.survey_closed"):
        do(both, "sue", "town", InviteToSurvey(made.id))


@pytest.mark.parametrize("low", [-(2**63), -(2**31) - 1, 2**31, 2**62])
def test_a_scale_that_does_not_fit_the_column_is_refused(both: Kit, low: int) -> None:
    with assert_unchanged(both), assert_invalid(**{"questions[0].low": "out_of_range"}):
        make_survey(
            both, SurveyQuestionDraft(kind=QuestionKind.SCALE, prompt="How far?", low=low, high=low + 5)
        )


def test_nobody_is_invited_in_an_archived_community(town: Kit, clock: ManualClock) -> None:
    made = make_survey(town, opens_at=clock() + DAY)
    do(town, "sue", "town", InviteToSurvey(made.id))
    do(town, "owner", "town", ArchiveCommunity("That was it."))
    clock.advance(2 * DAY)
    town.worker().drain()
    assert rows(town, participation) == []
