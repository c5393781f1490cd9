"""Surveys: asked within limits, answered once, never more than the quota, and told without telling on few."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.communities import ArchiveCommunity, UpdateSettings
from commkit.feedback import (
    AnswerSurvey,
    CloseSurvey,
    CreateSurvey,
    InviteToSurvey,
    ListSurveyQuestions,
    ListSurveys,
    ListSurveyTextAnswers,
    ReadSurvey,
    ReadSurveyResults,
    StartNextSurvey,
    Survey,
    SurveyAnswer,
    SurveyAnswered,
    SurveyInvitationsSent,
    SurveyQuestionDraft,
    SurveyQuestionKind,
)
from commkit.feedback.surveys.tables import answer, participation, response, survey
from commkit.members import AddMember
from commkit.runtime.storage.tables import audit, outbox
from commkit.testing.clock import ManualClock
from commkit.testing.snapshots import snapshot
from tests.feedback.acting import DAY, member
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)

Q = SurveyQuestionKind
NPS = SurveyQuestionDraft(kind=Q.NPS, prompt="Would you recommend us?")
ALL = (
    NPS,
    SurveyQuestionDraft(kind=Q.CSAT, prompt="Are you happy?"),
    SurveyQuestionDraft(kind=Q.SCALE, prompt="How hard was it?", low=1, high=7),
    SurveyQuestionDraft(kind=Q.SINGLE, prompt="Where?", options=("home", "work")),
    SurveyQuestionDraft(
        kind=Q.MULTIPLE, prompt="With what?", options=("phone", "desk", "pad"), required=False
    ),
    SurveyQuestionDraft(kind=Q.TEXT, prompt="What else?", required=False),
)


def make(kit: Kit, *questions: SurveyQuestionDraft, **wishes: Any) -> Survey:
    return do(kit, "sue", "town", CreateSurvey(title="How is it?", questions=questions or (NPS,), **wishes))


def answers(*values: int) -> tuple[SurveyAnswer, ...]:
    return tuple(SurveyAnswer(question=number, values=(value,)) for number, value in enumerate(values, 1))


def respond(kit: Kit, actor: str, made: Survey, *values: int) -> Survey:
    return do(kit, actor, "town", AnswerSurvey(made.id, answers(*values)))


def crowd(kit: Kit, count: int) -> list[str]:
    keys = [f"fan {n}" for n in range(count)]
    for key in keys:
        do(kit, SYSTEM, "town", AddMember(key))
    return keys


def codes(results: list[Any]) -> list[str]:
    return sorted(getattr(result, "code", "done") for result in results)


# --- making ---


def test_a_survey_is_made_and_read(both: Kit, clock: ManualClock) -> None:
    made = make(both, *ALL, opens_at=clock.now + DAY)
    with assert_refused(NotFound, "runtime.not_found"):
        ask(both, "ada", "town", ReadSurvey(made.id))
    assert ask(both, "ada", "town", ListSurveys()).items == ()
    assert ask(both, "sue", "town", ReadSurvey(made.id)) == made
    clock.advance(DAY)
    assert ask(both, "ada", "town", ListSurveys()).items == (made,)
    found = ask(both, "ada", "town", ListSurveyQuestions(made.id))
    assert [(one.number, one.kind, one.low, one.high) for one in found] == [
        (1, Q.NPS, 0, 10),
        (2, Q.CSAT, 1, 5),
        (3, Q.SCALE, 1, 7),
        (4, Q.SINGLE, 1, 2),
        (5, Q.MULTIPLE, 1, 3),
        (6, Q.TEXT, 0, 0),
    ]
    assert found[4].options == ("phone", "desk", "pad")


def test_what_makes_no_survey(town: Kit, clock: ManualClock) -> None:
    bad = (
        SurveyQuestionDraft(kind=Q.SINGLE, prompt="Where?", options=("home", "home")),
        SurveyQuestionDraft(kind=Q.NPS, prompt="Where?", options=("home", "work")),
        SurveyQuestionDraft(kind=Q.SCALE, prompt="How?", low=3, high=3),
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
        make(town, *bad, closes_at=clock.now, quota=0, min_trust=-1)
    with assert_unchanged(town), assert_invalid(questions="out_of_range"):
        do(town, "sue", "town", CreateSurvey(title="Nothing", questions=()))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", CreateSurvey(title="Mine", questions=(NPS,)))


def test_an_audience(both: Kit) -> None:
    for wish in ({"role": "steward"}, {"staff": True}, {"min_trust": 1}):
        made = make(both, **wish)
        with assert_refused(NotFound, "runtime.not_found"):
            ask(both, "ada", "town", ReadSurvey(made.id))
        with assert_unchanged(both), assert_refused(NotFound, "runtime.not_found"):
            respond(both, "ada", made, 9)
    stewards = make(both, role="steward")
    respond(both, "sue", stewards, 9)
    with assert_unchanged(both), assert_refused(Denied, "feedback.not_in_audience"):
        respond(both, "owner", stewards, 9)
    others = make(both, staff=False)
    respond(both, "ada", others, 9)
    with assert_unchanged(both), assert_refused(Denied, "feedback.not_in_audience"):
        respond(both, "sue", others, 9)


# --- answering ---


def test_answers_must_fit(town: Kit) -> None:
    made = make(town, *ALL)
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
    made = make(both, closes_at=clock.now + DAY)
    assert emitted_facts(both, "ada", "town", AnswerSurvey(made.id, answers(9))) == [
        SurveyAnswered(survey=made.id)
    ]
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_answered"):
        respond(both, "ada", made, 9)
    clock.advance(DAY)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.survey_closed"):
        respond(both, "bob", made, 9)
    closed = make(both)
    do(both, "sue", "town", CloseSurvey(closed.id))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.survey_closed"):
        respond(both, "bob", closed, 9)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.survey_closed"):
        do(both, "sue", "town", CloseSurvey(closed.id))


def test_the_last_place_goes_to_one_of_ten(both: Kit) -> None:
    keys = crowd(both, 10)
    made = make(both, quota=3)
    for key in keys[:2]:
        respond(both, key, made, 9)
    results = run_concurrently(8, lambda n: respond(both, keys[n + 2], made, 9))
    assert codes(results) == ["done"] + ["feedback.survey_closed"] * 7
    assert ask(both, "sue", "town", ReadSurveyResults(made.id)).questions[0].n == 3


def test_control_a_quota_that_is_read_first_is_exceeded(both: Kit) -> None:
    make(both, quota=1)
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


def test_one_member_in_eight_threads_answers_once(both: Kit) -> None:
    made = make(both)
    results = run_concurrently(8, lambda n: respond(both, "ada", made, n))
    assert codes(results) == ["done"] + ["feedback.already_answered"] * 7
    assert ask(both, "sue", "town", ReadSurvey(made.id)).response_count == 1


# --- asking ---


def test_nobody_is_asked_again_too_soon(both: Kit, clock: ManualClock) -> None:
    first, second = make(both), make(both)
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


def test_what_is_over_or_answered_or_not_for_them_is_not_asked(town: Kit, clock: ManualClock) -> None:
    do(town, "sue", "town", CloseSurvey(make(town).id))
    make(town, opens_at=clock.now + DAY)
    make(town, role="steward")
    full = make(town, quota=1)
    respond(town, "bob", full, 9)
    respond(town, "ada", make(town, staff=False), 9)
    with assert_unchanged(town), assert_refused(NotFound, "feedback.no_survey_available"):
        do(town, "ada", "town", StartNextSurvey())


def test_two_surveys_at_once_ask_a_member_once(both: Kit) -> None:
    for _ in range(8):
        make(both)
    results = run_concurrently(8, lambda _: do(both, "ada", "town", StartNextSurvey()))
    assert codes(results) == ["done"] + ["feedback.no_survey_available"] * 7


def test_all_of_an_audience_are_asked_by_the_worker(
    both: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit.feedback.surveys.handlers.BATCH_SIZE", 3)
    crowd(both, 7)
    lately = make(both, staff=False)
    assert do(both, "fan 0", "town", StartNextSurvey()).id == lately.id
    made = make(both, staff=False, opens_at=clock.now + DAY)
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


def rows(kit: Kit, table: Any) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return list(connection.execute(select(table)).mappings())


# --- results ---


def test_what_a_survey_brought(both: Kit) -> None:
    made = make(both, *ALL)
    do(both, "ada", "town", StartNextSurvey())
    do(both, "bob", "town", StartNextSurvey())
    words = (SurveyAnswer(question=5, values=(1, 3)), SurveyAnswer(question=6, text="Nothing."))
    do(both, "ada", "town", AnswerSurvey(made.id, answers(10, 5, 7, 1) + words))
    respond(both, "eve", made, 0, 2, 3, 2)
    found = ask(both, "sue", "town", ReadSurveyResults(made.id))
    assert (found.invited, found.invited_responses, found.response_rate, found.responses) == (2, 1, 0.5, 2)
    nps, csat, scale, single, multiple, text = found.questions
    assert nps.nps is not None
    assert csat.satisfied is not None
    assert (nps.nps.value, nps.n, csat.satisfied.value, scale.mean) == (0.0, 2, 0.5, 5.0)
    assert [(one.label, one.count) for one in single.counts] == [("home", 1), ("work", 1)]
    assert [(one.label, one.count, one.share) for one in multiple.counts] == [
        ("phone", 1, 1.0),
        ("desk", 0, 0.0),
        ("pad", 1, 1.0),
    ]
    assert (multiple.n, text.n) == (1, 1)
    (written,) = ask(both, "sue", "town", ListSurveyTextAnswers(made.id, 6)).items
    assert (written.member, written.text) == (member(both, "ada"), "Nothing.")
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(both, "ada", "town", ReadSurveyResults(made.id))


def test_a_survey_that_asked_nobody_has_no_rate(town: Kit) -> None:
    made = make(town)
    assert ask(town, "sue", "town", ReadSurveyResults(made.id)).response_rate is None


@pytest.mark.parametrize("by", ["role", "staff", "trust"])
def test_groups_without_what_tells_on_few(both: Kit, by: Any) -> None:
    keys = crowd(both, 6)
    made = make(both)
    for key in (*keys, "sue"):
        respond(both, key, made, 10)
    found = ask(both, "sue", "town", ReadSurveyResults(made.id, by=by))
    if by == "trust":
        assert [(group.group, group.questions[0].suppressed) for group in found.groups] == [("0", False)]
        return
    names = {"role": ["member", "steward"], "staff": ["members", "staff"]}[by]
    # Of the two groups one is small; the other one taken from the total would tell it, so neither is told.
    assert [(group.group, group.responses) for group in found.groups] == [(names[0], 6), (names[1], 1)]
    assert all(group.questions[0].suppressed for group in found.groups)
    do(both, "owner", "town", UpdateSettings("feedback", {"anonymity_threshold": 2}))
    respond(both, "owner", made, 10)
    found = ask(both, "sue", "town", ReadSurveyResults(made.id, by="staff"))
    assert [group.questions[0].n for group in found.groups if not group.questions[0].suppressed] == [6, 2]


# --- anonymous ---


def anonymous(kit: Kit) -> tuple[Survey, list[str]]:
    return make(kit, NPS, ALL[5], anonymous=True), crowd(kit, 5)


def test_an_anonymous_survey_is_told_when_it_is_over(both: Kit) -> None:
    made, keys = anonymous(both)
    for key in keys:
        do(
            both,
            key,
            "town",
            AnswerSurvey(made.id, (*answers(9), SurveyAnswer(question=2, text=f"I am {key}"))),
        )
    for query in (ReadSurveyResults(made.id), ListSurveyTextAnswers(made.id, 2)):
        with assert_refused(Conflict, "feedback.survey_still_open"):
            ask(both, "sue", "town", query)
    do(both, "sue", "town", CloseSurvey(made.id))
    assert ask(both, "sue", "town", ReadSurveyResults(made.id)).questions[0].n == 5
    written = ask(both, "sue", "town", ListSurveyTextAnswers(made.id, 2)).items
    assert {one.text for one in written} == {f"I am {key}" for key in keys}
    assert {one.member for one in written} == {None}
    with assert_refused(Conflict, "feedback.anonymous"):
        ask(both, "sue", "town", ReadSurveyResults(made.id, by="role"))


def test_an_anonymous_survey_of_few_is_not_told(town: Kit) -> None:
    made, keys = anonymous(town)
    for key in keys[:4]:
        respond(town, key, made, 9)
    do(town, "sue", "town", CloseSurvey(made.id))
    (nps, text) = ask(town, "sue", "town", ReadSurveyResults(made.id)).questions
    assert (nps.suppressed, nps.n, nps.counts, text.n) == (True, 4, (), 0)
    with assert_refused(Conflict, "feedback.too_few_answers"):
        ask(town, "sue", "town", ListSurveyTextAnswers(made.id, 2))


def test_nothing_that_is_kept_leads_from_an_anonymous_response_to_a_member(
    both: Kit, clock: ManualClock
) -> None:
    made, keys = anonymous(both)
    for key in keys:
        clock.advance(DAY)
        respond(both, key, made, 9)
        with assert_unchanged(both), assert_refused(Conflict, "feedback.already_answered"):
            respond(both, key, made, 9)
    kept = rows(both, response)
    for row in kept:
        assert {row[name] for name in ("member", "at", "role", "staff", "trust")} == {None}
        assert row["id"].version == 4  # a random id, which tells no time
    assert {row["member"] for row in rows(both, answer)} == {None}
    assert all(row["invited_at"] is None for row in rows(both, participation))
    elsewhere = {name: table for name, table in snapshot(both).items() if "_survey_" not in str(name)}
    told_elsewhere = repr(elsewhere)
    for row in kept:
        assert str(row["id"]) not in told_elsewhere
        assert row["id"].hex not in told_elsewhere
    assert {row["result"] for row in rows(both, audit) if row["command"] == "feedback.answer_survey"} == {
        made.id
    }
    bodies = [row["body"] for row in rows(both, outbox) if row["fact"] == "feedback.survey_answered"]
    assert len(bodies) == 5
    assert not any("values" in body for body in bodies)


def test_control_a_named_response_does_lead_there(town: Kit) -> None:
    respond(town, "ada", make(town), 9)
    (row,) = rows(town, response)
    assert (row["member"], row["id"].version) == (member(town, "ada"), 7)


def test_words_of_few_are_not_told_where_many_answered_something_else(both: Kit) -> None:
    """The floor is that of the question: of one who wrote among five who answered, the words would tell who."""
    made = make(both, *ALL[4:], anonymous=True)
    keys = crowd(both, 6)
    for key in keys[:5]:
        do(both, key, "town", AnswerSurvey(made.id, (SurveyAnswer(question=1, values=(1,)),)))
    do(both, keys[5], "town", AnswerSurvey(made.id, (SurveyAnswer(question=2, text="It was me."),)))
    do(both, "sue", "town", CloseSurvey(made.id))
    with assert_refused(Conflict, "feedback.too_few_answers"):
        ask(both, "sue", "town", ListSurveyTextAnswers(made.id, 2))


@pytest.mark.parametrize("number", [-(2**63), -1, 0, 7, 2**31, 2**63 - 1])
def test_a_question_that_is_none_has_no_words(both: Kit, number: int) -> None:
    made = make(both, *ALL)
    assert ask(both, "sue", "town", ListSurveyTextAnswers(made.id, number)).items == ()


@pytest.mark.parametrize("low", [-(2**63), -(2**31) - 1, 2**31, 2**62])
def test_a_scale_that_no_column_holds_is_none(both: Kit, low: int) -> None:
    with assert_unchanged(both), assert_invalid(**{"questions[0].low": "out_of_range"}):
        make(both, SurveyQuestionDraft(kind=Q.SCALE, prompt="How far?", low=low, high=low + 5))


def test_nobody_is_asked_in_an_archived_community(town: Kit, clock: ManualClock) -> None:
    made = make(town, opens_at=clock() + DAY)
    do(town, "sue", "town", InviteToSurvey(made.id))
    do(town, "owner", "town", ArchiveCommunity("That was it."))
    clock.advance(2 * DAY)
    town.worker().drain()
    assert rows(town, participation) == []
