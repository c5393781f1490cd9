"""Replies: private data in them is masked as in questions, their writers are told, and danger in them is heard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import inspect, text

from commkit import SYSTEM, NotFound, dump
from commkit.notifications import ListInbox
from commkit.posts import (
    CompareRevisions,
    CreateDraft,
    CreateReply,
    CreateThread,
    EditPost,
    ListMemberPosts,
    ListNewestPosts,
    ListRevisions,
    ListThreads,
    PostId,
    PublishDraft,
    ReadPost,
    ReadThread,
    SplitThread,
    ViewThread,
)
from commkit.privacy import ExportPerson
from commkit.search import SearchContent
from commkit_qa import CloseQuestion, RequestInformation
from commkit_support import (
    AskHelpDesk,
    ChangeScopeCharter,
    CheckScope,
    CreateSavedReply,
    HoldAnswer,
    OfferHandoff,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    UseSavedReply,
)

SECRET = "zeppelin@example.org"
PRIVATE = f"Mail me at {SECRET}, card 4111 1111 1111 1111."
MASKED = "Mail me at [e-mail], card [number]."
REFUND = ("Where is my refund?", "I paid twice, see the invoice.")


def reply(town: Any, question: Any, body: str = PRIVATE, by: Any = "bob", **more: Any) -> Any:
    return town.do(by, CreateReply(question, body, **{"kind": "answer", **more}))


def mask_nothing(town: Any) -> None:
    """The control: a charter without the topic of private data."""
    town.do("stew", ChangeScopeCharter((), "Nobody writes such things.", 0))


def use_saved_reply(town: Any, question: Any) -> None:
    town.do("amy", UseSavedReply(question, town.do("amy", CreateSavedReply("Mail", PRIVATE)).id))


def publish_draft(town: Any, question: Any) -> None:
    draft = town.do("bob", CreateDraft(kind="comment", parent=question, body=PRIVATE))
    town.do("bob", PublishDraft(draft.id))


def answer_from_help_desk(town: Any, question: Any) -> None:
    handoff = town.do("ada", OfferHandoff(question, "Nobody knows."))
    town.kit.worker().drain()
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, PRIVATE))
    town.kit.worker().drain()


def publish_held_answer(town: Any, question: Any) -> None:
    held = town.do("amy", HoldAnswer(question, PRIVATE))
    town.clock.advance_to(held.publish_at)
    assert town.kit.worker(attempts=1).drain().parked == 0


WAYS: dict[str, Callable[[Any, Any], Any]] = {
    "an answer": reply,
    "a comment": lambda town, question: reply(town, question, kind="comment"),
    "the asker": lambda town, question: reply(town, question, by="ada", kind="comment"),
    "staff": lambda town, question: reply(town, question, by="stew", kind="comment"),
    "a draft": publish_draft,
    "a saved reply": use_saved_reply,
    "a request": lambda town, question: town.do("amy", RequestInformation(question, PRIVATE)),
    "a reason": lambda town, question: town.do("stew", CloseQuestion(question, PRIVATE)),
    "the help desk": answer_from_help_desk,
}


def bodies(town: Any, question: Any) -> list[str]:
    return [post.body for post in town.ask("cid", ReadThread(question)).items[1:]]


@pytest.mark.parametrize("way", WAYS)
def test_it_is_masked_whoever_writes_it_and_by_whatever_way(sqlite_town: Any, way: str) -> None:
    question = sqlite_town.question().id
    WAYS[way](sqlite_town, question)
    assert bodies(sqlite_town, question) == [MASKED]


@pytest.mark.parametrize("way", WAYS)
def test_control_a_charter_without_the_topic_masks_nothing(sqlite_town: Any, way: str) -> None:
    mask_nothing(sqlite_town)
    question = sqlite_town.question().id
    WAYS[way](sqlite_town, question)
    assert bodies(sqlite_town, question) == [PRIVATE]


def test_a_held_answer_is_masked_when_it_is_published(make_town: Callable[..., Any]) -> None:
    town = make_town(yield_window=timedelta(hours=2))
    question = town.question().id
    publish_held_answer(town, question)
    assert bodies(town, question) == [MASKED]


def test_an_edit_is_masked_with_its_reason_and_in_the_history(town: Any) -> None:
    written = reply(town, town.question().id, "Try it again.")
    edit = EditPost(post=written.id, version=1, body=PRIVATE, reason=f"I am {SECRET}")
    assert town.do("bob", edit).body == MASKED
    town.do("stew", EditPost(post=written.id, version=2, body=f"{PRIVATE} Or not.", reason="More."))
    (first, second) = town.ask("cid", ListRevisions(written.id)).items
    assert (first.body, first.reason, second.body) == ("Try it again.", "I am [e-mail]", MASKED)
    told = dump(town.ask("cid", CompareRevisions(written.id)))
    assert SECRET not in str(told)
    assert "e-mail" in str(told)


@pytest.mark.parametrize(
    ("markup", "body"),
    [
        ("markdown", "Mail me at zeppelin&#64;example.org"),
        ("html", "<p>Mail me at zeppelin<b>@</b>example.org</p>"),
    ],
)
def test_what_people_see_is_masked_not_its_source(sqlite_town: Any, markup: Any, body: str) -> None:
    question = sqlite_town.question().id
    reply(sqlite_town, question, body, markup=markup)
    shown = sqlite_town.ask("cid", ViewThread(question)).items[-1]
    assert "Mail me at [e-mail]" in str(shown.html)


def test_the_values_of_fields_are_masked_where_they_are_texts(sqlite_town: Any) -> None:
    fields = {"environment": f"Linux of {SECRET}", "version": "2.1"}
    ask = CreateThread(kind="question", title="Build fails", body="Why is that?", fields=fields)
    asked = sqlite_town.do("ada", ask)
    assert stored(sqlite_town) == []
    sqlite_town.do("ada", EditPost(post=asked.id, version=1, fields={"environment": f"Mac of {SECRET}"}))
    assert stored(sqlite_town) == []
    mask_nothing(sqlite_town)
    sqlite_town.do("ada", ask)
    assert stored(sqlite_town) != [], "the control"


def test_the_title_of_a_reply_that_becomes_a_question_is_masked(sqlite_town: Any) -> None:
    written = reply(sqlite_town, sqlite_town.question().id, "Another thing.", kind="comment")
    made = sqlite_town.do("stew", SplitThread(written.id, kind="question", title=f"Reach {SECRET}"))
    assert made.title == "Reach [e-mail]"


def test_in_a_private_question_nothing_is_masked(town: Any) -> None:
    written = reply(town, private_question(town), by="ada", kind="comment")
    assert written.body == PRIVATE
    edit = EditPost(post=written.id, version=1, body=f"{PRIVATE} Please.")
    assert town.do("ada", edit).body == f"{PRIVATE} Please."
    assert town.ask("amy", ReadPost(written.id)).body == f"{PRIVATE} Please."
    with pytest.raises(NotFound):
        town.ask("bob", ReadPost(written.id))


def stored(town: Any) -> list[str]:
    """The tables in which the secret stands, as anybody with the database could find it."""
    with town.kit.database.engine.connect() as connection:
        return [
            table
            for table in inspect(connection).get_table_names()
            if SECRET in str(connection.execute(text(f"SELECT * FROM {table}")).all())
        ]


def read_by_others(town: Any, question: Any) -> dict[str, str]:
    """All that shows replies to others, and the export of the asker, as text."""
    town.kit.worker().drain()
    author = town.member("bob")
    queries = (
        ReadThread(question),
        ViewThread(question, rendered=False),
        ListNewestPosts(question),  # what feeds show
        ListThreads(),
        ListMemberPosts(author),
        SearchContent("mail"),
        ListInbox(limit=50),
    )
    told = {type(query).__name__: str(dump(town.ask("ada", query))) for query in queries}
    with town.kit.session("ada") as lobby:
        told["ExportPerson"] = str(lobby.ask(ExportPerson()))
    return told


def test_it_leaks_by_no_other_way(town: Any) -> None:
    question = town.question().id
    written = reply(town, question, f"@ada {PRIVATE}")
    town.do("bob", EditPost(post=written.id, version=1, body=f"@ada Again: {PRIVATE}"))
    told = read_by_others(town, question)
    assert {name for name, said in told.items() if SECRET in said} == set()
    assert town.ask("ada", SearchContent("zeppelin")).hits == ()
    assert [hit.object for hit in town.ask("ada", SearchContent("again")).hits] == [written.id]
    assert stored(town) == []


def test_control_what_is_not_masked_is_found_by_these_ways(town: Any) -> None:
    mask_nothing(town)
    question = town.question().id
    reply(town, question, f"@ada {PRIVATE}")
    told = read_by_others(town, question)
    found = {name for name, said in told.items() if SECRET in said}
    assert {"ReadThread", "ViewThread", "ListNewestPosts", "ListMemberPosts", "SearchContent"} <= found
    assert town.ask("ada", SearchContent("zeppelin")).hits
    assert "commkit_post" in stored(town)


def inbox(town: Any, actor: str, kind: str) -> list[Any]:
    town.kit.worker().drain()
    return [item.object for item in town.ask(actor, ListInbox(limit=50)).items if item.kind == kind]


def test_the_writer_is_told_while_they_write_and_afterwards(town: Any) -> None:
    question = town.question().id
    told = town.do("bob", CheckScope("", PRIVATE, reply_to=question))
    assert ([topic.name for topic in told.topics], told.body) == (["support.personal_data"], MASKED)
    assert (told.offer, told.may_publish) == (None, True)
    written = reply(town, question)
    assert written.body == MASKED
    plain = reply(town, question, "Try it again.", kind="comment")
    kind = "support.private_data_masked"
    assert inbox(town, "bob", kind) == [written.id]
    town.do("stew", EditPost(post=plain.id, version=1, body=PRIVATE))
    assert inbox(town, "stew", kind) == [plain.id], "who wrote it is told, not the author"
    assert inbox(town, "bob", kind) == [written.id]
    asked = town.do("ada", CreateThread(kind="question", title="Build fails", body=PRIVATE))
    assert inbox(town, "ada", kind) == [asked.id], "of questions, too"


def test_a_reply_is_never_kept_back_nor_offered_the_help_desk(town: Any) -> None:
    question = town.question().id
    told = town.do("bob", CheckScope("", "Ask for a refund.", reply_to=question))
    assert ([topic.name for topic in told.topics], told.offer) == (["support.billing"], None)
    assert reply(town, question, "Ask for a refund.").body == "Ask for a refund."
    with pytest.raises(NotFound):
        town.do("bob", CheckScope("", "Ask for a refund.", reply_to=PostId(uuid4())))


def test_danger_in_a_reply_and_in_its_edit_is_heard_at_once(town: Any) -> None:
    question = town.question().id
    kind = "support.safety_raised"
    command = CreateReply(question, "Mine has smoke above it.", kind="comment")
    assert kind in town.emitted("bob", command)
    raised = town.ask("cid", ReadThread(question)).items[-1].id
    plain = reply(town, question, "Try it again.")
    for actor in ("amy", "stew"):
        assert inbox(town, actor, kind) == [raised]
    town.do("bob", EditPost(post=plain.id, version=1, body="Do not: there is smoke!"))
    for actor in ("amy", "stew"):
        assert set(inbox(town, actor, kind)) == {raised, plain.id}
    assert inbox(town, "cid", kind) == []


def private_question(town: Any) -> Any:
    offer = town.do("ada", CheckScope(*REFUND)).offer
    handoff = town.do("ada", AskHelpDesk(offer, *REFUND))
    town.do(SYSTEM, RecordHandoffDeclined(handoff.id, "Ask staff."))
    return handoff.question


@pytest.mark.parametrize("more", ["", f" {PRIVATE}"])
def test_danger_in_a_private_question_is_heard_with_private_data_too(town: Any, more: str) -> None:
    question = private_question(town)
    written = reply(town, question, f"There is smoke!{more}", by="ada", kind="comment")
    assert written.body == f"There is smoke!{more}"
    plain = reply(town, question, "Try it again.", by="ada", kind="comment")
    assert inbox(town, "amy", "support.safety_raised") == [written.id]
    town.do("ada", EditPost(post=plain.id, version=1, body=f"Do not: there is smoke!{more}"))
    assert set(inbox(town, "amy", "support.safety_raised")) == {written.id, plain.id}
    assert inbox(town, "ada", "support.private_data_masked") == []


def test_danger_and_private_data_in_a_reply_are_both_told(town: Any) -> None:
    written = reply(town, town.question().id, f"There is smoke! {PRIVATE}")
    assert written.body == f"There is smoke! {MASKED}"
    assert inbox(town, "amy", "support.safety_raised") == [written.id]
    assert inbox(town, "bob", "support.private_data_masked") == [written.id]


def test_control_without_the_topic_of_danger_nobody_hears_of_it(town: Any) -> None:
    mask_nothing(town)
    question = town.question().id
    reply(town, question, "Mine has smoke above it.")
    assert inbox(town, "amy", "support.safety_raised") == []


def charters(seen: list[str]) -> int:
    """How often the charter was read."""
    return sum("FROM commkit_support_charter LEFT OUTER JOIN" in sql for sql in seen)


def test_the_charter_is_read_once_in_a_command(town: Any) -> None:
    ask = [
        CreateThread(kind="question", title="Build fails", body=body)
        for body in ("It worked yesterday.", PRIVATE, f"{PRIVATE} Again.")
    ]
    for command in ask:
        with town.counted() as seen:
            town.do("ada", command)
        assert charters(seen) == 1, seen
        assert sum("max(commkit_support_charter.version)" in sql for sql in seen if "JOIN" not in sql) == 1
    question = town.question()
    with town.counted() as seen:
        town.do("ada", EditPost(post=question.id, version=1, body=f"There is smoke! {PRIVATE}"))
    assert charters(seen) == 1, seen
    for body, times in (("Try it again.", 0), (PRIVATE, 1), (f"There is smoke! {PRIVATE}", 1)):
        with town.counted() as seen:
            reply(town, question.id, body)
        assert charters(seen) == times, seen


def test_a_reply_in_which_nothing_is_found_costs_no_statement(town: Any) -> None:
    question = town.question().id
    with town.counted() as seen:
        reply(town, question, "Try it again.")
    assert not [sql for sql in seen if "charter" in sql or "commkit_post AS opening" in sql], seen


def test_two_commands_of_a_session_read_it_each(sqlite_town: Any) -> None:
    question = sqlite_town.question().id
    with sqlite_town.kit.session("stew", "help") as session:
        assert session.do(CreateReply(question, PRIVATE, kind="comment")).body == MASKED
        session.do(ChangeScopeCharter((), "Nobody writes such things.", 0))
        assert session.do(CreateReply(question, PRIVATE, kind="comment")).body == PRIVATE
