"""Known issues: many questions link to one, one message reaches all who asked, closing it offers closing these."""

from threading import Event
from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.members import AddGroupMember, CreateGroup
from commkit.posts import CreateThread, ReadPost, ReadThread, RemovePost
from commkit_qa import AcceptAnswer
from commkit_support import (
    CloseKnownIssue,
    CloseLinkedQuestions,
    KnownIssue,
    LinkQuestion,
    ListKnownIssues,
    ListLinkedQuestions,
    OpenKnownIssue,
    ReadIssueOfQuestion,
    ReadKnownIssue,
    TellIssueStatus,
    UnlinkQuestion,
)

NEWS = "support.known_issue_updated"


@pytest.fixture
def issue(town: Any) -> KnownIssue:
    made: KnownIssue = town.do("amy", OpenKnownIssue("3.13 does not build", "We look into it."))
    return made


def news(town: Any, actor: str) -> list[Any]:
    return [object for kind, object in town.inbox(actor) if kind == NEWS]


def test_one_message_reaches_all_who_asked_once(town: Any, issue: KnownIssue) -> None:
    for by in ("ada", "ada", "bob"):
        town.do("amy", LinkQuestion(town.question(by=by).id, issue.id))
    removed = town.question(by="cid").id
    town.do("amy", LinkQuestion(removed, issue.id))
    town.do("stew", RemovePost(removed))
    assert news(town, "ada") == []
    town.do("stew", TellIssueStatus(issue.id, "It is the linker."))
    assert [news(town, who) for who in ("ada", "bob", "cid", "stew")] == [[issue.id], [issue.id], [], []]
    told = town.ask("cid", ReadKnownIssue(issue.id))
    assert (told.status, told.told_at, told.closed_at) == ("It is the linker.", town.clock.now, None)
    town.do("amy", TellIssueStatus(issue.id, "It is mended in 3.13.1."))
    assert news(town, "ada") == [issue.id], "one line of the inbox, while it is unread"
    assert town.ask("ada", ReadKnownIssue(issue.id)).status == "It is mended in 3.13.1."


def test_more_than_a_batch_of_askers(town: Any, issue: KnownIssue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commkit_support.known_issues.subscribers._BATCH_SIZE", 2)
    for by in ("ada", "bob", "cid", "sten", "owner"):
        town.do("amy", LinkQuestion(town.question(by=by).id, issue.id))
    town.do("amy", TellIssueStatus(issue.id, "It is the linker."))
    assert all(news(town, who) == [issue.id] for who in ("ada", "bob", "cid", "sten", "owner"))


def test_a_question_is_about_one_issue_at_a_time(town: Any, issue: KnownIssue) -> None:
    question = town.question().id
    assert town.ask("bob", ReadIssueOfQuestion(question)) is None
    link = town.do("amy", LinkQuestion(question, issue.id))
    assert town.do("stew", LinkQuestion(question, issue.id)) == link
    assert town.ask("bob", ReadIssueOfQuestion(question)) == issue
    other = town.do("amy", OpenKnownIssue("Another", "We look into it."))
    with town.refused("support.linked_already", Conflict):
        town.do("amy", LinkQuestion(question, other.id))
    assert town.emitted("stew", UnlinkQuestion(question)) == ["support.question_unlinked"]
    assert town.emitted("stew", UnlinkQuestion(question)) == []
    town.do("amy", LinkQuestion(question, other.id))
    town.do("amy", TellIssueStatus(issue.id, "Nobody hears it."))
    assert news(town, "ada") == []


def test_what_cannot_be_linked_and_who_may(town: Any, issue: KnownIssue) -> None:
    question = town.question()
    with pytest.raises(Invalid):
        town.do("amy", LinkQuestion(town.answer(question.id).id, issue.id))
    for command in (
        OpenKnownIssue("Mine", "Hello"),
        LinkQuestion(question.id, issue.id),
        TellIssueStatus(issue.id, "Hello"),
        CloseKnownIssue(issue.id, "Hello"),
        CloseLinkedQuestions(issue.id),
    ):
        with pytest.raises(Denied):
            town.do("bob", command)
    with pytest.raises(NotFound):
        town.do("amy", LinkQuestion(question.id, question.id))


def test_closing_it_tells_all_and_offers_closing_the_questions(town: Any, issue: KnownIssue) -> None:
    questions = [
        town.question(f"Question {number}", by=by).id for number, by in enumerate(("ada", "bob", "cid"))
    ]
    for question in questions:
        town.do("amy", LinkQuestion(question, issue.id))
    town.do("ada", AcceptAnswer(questions[0], town.answer(questions[0]).id))
    with town.refused("support.issue_open", Conflict):
        town.do("amy", CloseLinkedQuestions(issue.id))
    closed = town.do("amy", CloseKnownIssue(issue.id, "It is mended in 3.13.1."))
    assert closed.closed_at == town.clock.now
    assert [town.ask("bob", ReadPost(question)).state for question in questions] == ["solved", "open", "open"]
    assert news(town, "cid") == [issue.id]
    done = town.do("amy", CloseLinkedQuestions(issue.id, limit=1))
    assert (done.closed, done.more) == ((questions[1],), True)
    done = town.do("amy", CloseLinkedQuestions(issue.id))
    assert (done.closed, done.more) == ((questions[2],), False)
    assert [town.ask("bob", ReadPost(question)).state for question in questions] == [
        "solved",
        "closed",
        "closed",
    ]
    assert town.ask("bob", ReadThread(questions[1])).items[-1].body == "It is mended in 3.13.1."
    for command in (
        LinkQuestion(town.question().id, issue.id),
        TellIssueStatus(issue.id, "Again"),
        CloseKnownIssue(issue.id, "Again"),
    ):
        with town.refused("support.issue_closed", Conflict):
            town.do("amy", command)


def test_a_message_that_is_longer_than_a_reason_closes_questions_too(town: Any, issue: KnownIssue) -> None:
    question = town.question().id
    town.do("amy", LinkQuestion(question, issue.id))
    town.do("amy", CloseKnownIssue(issue.id, "word " * 1_000))
    assert town.do("amy", CloseLinkedQuestions(issue.id)).closed == (question,)


def test_the_list_shows_what_the_reader_sees_and_pages_cost_the_same(town: Any, issue: KnownIssue) -> None:
    group = town.do("stew", CreateGroup("insiders", title="Insiders"))
    for member in ("ada", "owner"):
        town.do("owner", AddGroupMember(group.id, town.member(member)))
    secret = town.do(
        "ada", CreateThread(kind="question", title="A secret", body="It worked.", audience=group.id)
    ).id
    questions = [town.question(f"Question {number}").id for number in range(5)]
    for question in (secret, *questions):
        town.do("owner", LinkQuestion(question, issue.id))
    assert [post.id for post in town.ask("ada", ListLinkedQuestions(issue.id)).items] == [secret, *questions]
    found, after = [], None
    while True:
        with town.counted() as seen:
            page = town.ask("bob", ListLinkedQuestions(issue.id, after=after, limit=2))
        assert len(seen) == 3, seen  # scope, issue, page
        found += [post.id for post in page.items]
        after = page.next
        if after is None:
            break
    assert found == questions
    assert town.ask(None, ListKnownIssues()).items == (issue,)


def linked_while_closing(town: Any, patience: int) -> tuple[bool, bool]:
    """A question is linked by a session that looked before the issue was closed: (linked, told of the end)."""
    issue = town.do("amy", OpenKnownIssue("3.13 does not build", "We look into it."))
    question = town.question().id
    looked, closed = Event(), Event()

    def hold(sql: str) -> None:
        if "INSERT INTO commkit_support_issue_link" in sql and not looked.is_set():
            looked.set()
            closed.wait(patience)  # with the lock it comes only after our commit

    town.kit.database.observer = hold

    def close() -> None:
        assert looked.wait(60)
        town.do("stew", CloseKnownIssue(issue.id, "It is mended."))
        town.kit.worker().drain()
        closed.set()

    town.at_once(lambda: town.do("amy", LinkQuestion(question, issue.id)), close)
    return bool(town.ask("amy", ListLinkedQuestions(issue.id)).items), news(town, "ada") == [issue.id]


@pytest.mark.postgres
def test_whoever_is_linked_is_told_of_the_end(postgres_town: Any) -> None:
    assert linked_while_closing(postgres_town, 1) == (True, True)


@pytest.mark.postgres
def test_control_without_the_lock_somebody_is_not(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "commkit_support.known_issues.handlers._locked",
        lambda context, issue, *, is_open: context.get(KnownIssue, issue),
    )
    assert linked_while_closing(postgres_town, 60) == (True, False)
