"""Survey results: response rates, groups, suppression, and anonymous surveys."""

from typing import Any

import pytest

from commkit import Conflict, Denied, Kit
from commkit.communities import UpdateSettings
from commkit.feedback import (
    AnswerSurvey,
    CloseSurvey,
    ListSurveyTextAnswers,
    ReadSurveyResults,
    StartNextSurvey,
    SurveyAnswer,
)
from commkit.feedback.surveys.tables import answer, participation, response
from commkit.runtime.storage.tables import audit, outbox
from commkit.testing.clock import ManualClock
from commkit.testing.snapshots import snapshot
from tests.feedback.helpers import (
    ALL_QUESTIONS,
    DAY,
    answers,
    crowd,
    make_anonymous_survey,
    make_survey,
    member,
    respond,
    rows,
)
from tests.helpers import ask, assert_refused, assert_unchanged, do


def test_the_results_of_a_survey(both: Kit) -> None:
    made = make_survey(both, *ALL_QUESTIONS)
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


def test_without_invitations_there_is_no_response_rate(town: Kit) -> None:
    made = make_survey(town)
    assert ask(town, "sue", "town", ReadSurveyResults(made.id)).response_rate is None


@pytest.mark.parametrize("by", ["role", "staff", "trust"])
def test_small_groups_are_suppressed(both: Kit, by: Any) -> None:
    keys = crowd(both, 6)
    made = make_survey(both)
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


def test_results_of_an_anonymous_survey_are_available_after_its_end(both: Kit) -> None:
    made, keys = make_anonymous_survey(both)
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


def test_an_anonymous_survey_with_few_answers_is_suppressed(town: Kit) -> None:
    made, keys = make_anonymous_survey(town)
    for key in keys[:4]:
        respond(town, key, made, 9)
    do(town, "sue", "town", CloseSurvey(made.id))
    (nps, text) = ask(town, "sue", "town", ReadSurveyResults(made.id)).questions
    assert (nps.suppressed, nps.n, nps.counts, text.n) == (True, 4, (), 0)
    with assert_refused(Conflict, "feedback.too_few_answers"):
        ask(town, "sue", "town", ListSurveyTextAnswers(made.id, 2))


def test_no_stored_row_links_an_anonymous_response_to_a_member(both: Kit, clock: ManualClock) -> None:
    made, keys = make_anonymous_survey(both)
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


def test_control_a_named_response_is_linked_to_the_member(town: Kit) -> None:
    respond(town, "ada", make_survey(town), 9)
    (row,) = rows(town, response)
    assert (row["member"], row["id"].version) == (member(town, "ada"), 7)


def test_few_text_answers_are_suppressed_beside_many_other_answers(both: Kit) -> None:
    """The floor is that of the question: of one who wrote among five who answered, the words would tell who."""
    made = make_survey(both, *ALL_QUESTIONS[4:], anonymous=True)
    keys = crowd(both, 6)
    for key in keys[:5]:
        do(both, key, "town", AnswerSurvey(made.id, (SurveyAnswer(question=1, values=(1,)),)))
    do(both, keys[5], "town", AnswerSurvey(made.id, (SurveyAnswer(question=2, text="It was me."),)))
    do(both, "sue", "town", CloseSurvey(made.id))
    with assert_refused(Conflict, "feedback.too_few_answers"):
        ask(both, "sue", "town", ListSurveyTextAnswers(made.id, 2))


@pytest.mark.parametrize("number", [-(2**63), -1, 0, 7, 2**31, 2**63 - 1])
def test_an_unknown_question_has_no_text_answers(both: Kit, number: int) -> None:
    made = make_survey(both, *ALL_QUESTIONS)
    assert ask(both, "sue", "town", ListSurveyTextAnswers(made.id, number)).items == ()
