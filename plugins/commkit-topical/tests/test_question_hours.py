"""An AMA in a sub-topic: its moderator holds it, questions are moderated and voted for, the guest answers, it ends."""

from typing import Any

import pytest

from commkit import SYSTEM, Denied, NotFound
from commkit.communities import UpdateSettings
from commkit.moderation import DecideSpaceCase, FileReport, ListSpaceCases
from commkit.posts import AddReaction, CreateReply, ListThreads, ReadPost
from commkit.spaces import AssignSpaceModerator
from commkit_ama import (
    AnswerAsGuest,
    EndQuestionHour,
    ListGuestQuestions,
    QuestionHourPhase,
    QuestionOrder,
    ReadQuestionHour,
    SetGuests,
    SetQuestionTimes,
)
from commkit_topical import CreateRecurringThread, CrossPostThread, Recurrence
from tests.audiences import add_space

Town = Any


def opened(town: Town, by: str, **more: Any) -> Any:
    return town.opinion("Ask the gardener", "Until nine.", by=by, kind="question_hour", **more)


def titles(town: Town, hour: Any, by: str | None = None, **more: Any) -> list[str]:
    """The questions of all pages of one each."""
    found, after = [], None
    while True:
        page = town.ask(by, ListGuestQuestions(hour.id, limit=1, after=after, **more))
        found += [one.view.post.body for one in page.items]
        if page.next is None:
            return found
        after = page.next


@pytest.fixture
def topic(town: Town) -> Any:
    """The sub-topic `roses`, which cid moderates."""
    made = town.topic("roses")
    town.do("owner", AssignSpaceModerator(made.id, town.member("cid")))
    return made


def test_an_ama_in_a_sub_topic_from_its_announcement_to_its_end(town: Town, topic: Any) -> None:
    for by in ("ada", "cid"):
        with town.refused("ama.not_a_host", Denied):
            opened(town, by)
    hour = opened(town, "cid", space=topic.id)
    town.do("cid", SetGuests(hour.id, (town.member("bob"),)))
    state = town.do(
        "cid",
        SetQuestionTimes(
            hour.id, opens_at=town.after(hours=1), closes_at=town.after(hours=2), ends_at=town.after(hours=3)
        ),
    )
    assert (state.phase, state.guests) == (QuestionHourPhase.ANNOUNCED, (town.member("bob"),))
    with town.refused("ama.not_collecting"):
        town.reply(hour.id, "Too early?")

    town.pass_time(hours=1)
    few, many, none = (
        town.reply(hour.id, body, by=by) for body, by in (("Few?", "ada"), ("Many?", "ada"), ("None?", "mod"))
    )
    for by, question, reaction in (
        ("cid", few, "up"),
        ("cid", many, "up"),
        ("mod", many, "insightful"),
        ("cid", none, "down"),
        ("stew", none, "bookmark"),
    ):
        town.do(by, AddReaction(question.id, reaction))
    assert titles(town, hour) == ["Many?", "Few?", "None?"]
    with town.refused("ama.not_a_guest", Denied):
        town.do("ada", AnswerAsGuest(few.id, "I know."))
    with town.refused("ama.not_a_guest", Denied):
        town.do("mod", AnswerAsGuest(few.id, "I know."))

    town.pass_time(hours=1)
    with town.refused("ama.not_collecting"):
        town.reply(hour.id, "Too late?")
    assert titles(town, hour, "bob", unanswered=True) == ["Many?", "Few?", "None?"]
    town.do("bob", AnswerAsGuest(few.id, "Three."))
    town.reply(few.id, "Thank you.", by="ada")
    assert titles(town, hour) == ["Few?", "Many?", "None?"]
    assert titles(town, hour, order=QuestionOrder.VOTES) == ["Many?", "Few?", "None?"]

    town.pass_time(hours=1)
    for by, command in (
        ("ada", CreateReply(hour.id, "Too late?")),
        ("ada", CreateReply(few.id, "A comment.")),
        ("ada", AddReaction(none.id, "up")),
        ("bob", AnswerAsGuest(many.id, "Nine.")),
    ):
        with town.refused("ama.ended", Denied):
            town.do(by, command)
    state = town.ask(None, ReadQuestionHour(hour.id))
    assert (state.phase, state.questions, state.answered) == (QuestionHourPhase.ENDED, 3, 1)
    assert town.ask(None, ReadPost(hour.id)).locked_at is not None


def test_questions_wait_for_the_moderator_of_the_sub_topic(town: Town, topic: Any) -> None:
    town.do(SYSTEM, UpdateSettings("moderation", {"publication_of_kinds": {"guest_question": "before"}}))
    hour = opened(town, "cid", space=topic.id)
    town.do("cid", SetGuests(hour.id, (town.member("bob"),)))
    good = town.reply(hour.id, "How deep?", by="ada")
    bad = town.reply(hour.id, "Buy my things?", by="mod")
    assert bad.removed_at is None, "who moderates all of the community does not wait"
    assert titles(town, hour) == ["Buy my things?"]
    with pytest.raises(NotFound):
        town.do("bob", AnswerAsGuest(good.id, "Three feet."))
    (found,) = town.ask("cid", ListSpaceCases(topic.id)).items
    town.do("cid", DecideSpaceCase(case=found.case.id, action="dismiss"))
    assert set(titles(town, hour)) == {"How deep?", "Buy my things?"}
    assert town.do("bob", AnswerAsGuest(good.id, "Three feet.")).removed_at is None, "answers do not wait"
    town.do("ada", FileReport("Post", bad.id, "spam"))
    (reported,) = town.ask("cid", ListSpaceCases(topic.id)).items
    town.do("cid", DecideSpaceCase(case=reported.case.id, action="remove", rule="No ads", facts="It sells."))
    assert titles(town, hour) == ["How deep?"]
    assert town.ask(None, ReadQuestionHour(hour.id)).questions == 1


def test_an_ama_for_an_audience_is_nothing_for_others(town: Town) -> None:
    space = add_space(town.kit, "den", ("ada", "bob", "mod"), walled=True, town="gardens")
    hour = opened(town, "mod", space=space)
    town.do("mod", SetGuests(hour.id, (town.member("bob"),)))
    town.reply(hour.id, "How deep?", by="ada")
    for by in (None, "cid", "stew"):
        for query in (ReadQuestionHour(hour.id), ListGuestQuestions(hour.id)):
            with pytest.raises(NotFound):
                town.ask(by, query)
        if by is not None:
            with pytest.raises(NotFound):
                town.do(by, EndQuestionHour(hour.id))
    assert titles(town, hour, "bob") == ["How deep?"]
    assert town.inbox("cid") == []


def test_an_ama_opens_by_itself_and_is_cross_posted_by_hosts_alone(town: Town, topic: Any) -> None:
    town.do(
        "mod",
        CreateRecurringThread(
            kind="question_hour",
            title="Ask us on {date}",
            body="Anything.",
            recurrence=Recurrence.DAILY,
            at="12:00",
            time_zone="UTC",
        ),
    )
    town.pass_time(days=1)
    (thread,) = town.ask(None, ListThreads()).items
    assert town.ask(None, ReadQuestionHour(thread.id)).phase is QuestionHourPhase.COLLECTING
    with town.refused("ama.not_a_host", Denied):
        town.do("ada", CrossPostThread(thread.id, topic.id))
