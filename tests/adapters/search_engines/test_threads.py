"""Threads as structured data: questions with answers, discussions with comments, of what visitors see."""

import json
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Kit
from commkit.adapters.search_engines import (
    Place,
    json_ld_script,
    json_ld_text,
    place_of,
    thread_data,
    thread_head,
)
from commkit.communities import ReadCommunity
from commkit.members import LeaveCommunity
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    MadeWith,
    Post,
    RemovePost,
    ThreadPage,
    ViewThread,
    set_accepted_answer,
)
from commkit.privacy import ErasePerson
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.adapters.search_engines.conftest import SITE
from tests.helpers import ask, do, member_id

EVIL = '</script><script>alert("x")</script><!-- & \u2028'


def started(kit: Kit, **fields: Any) -> Post:
    texts = {"title": "Why?", "body": "Tell **me**."} | fields
    return do(kit, "ada", "town", CreateThread(kind="question", **texts))


def seen(kit: Kit, thread: Post, **fields: Any) -> tuple[Place, ThreadPage]:
    """As a visitor sees it."""
    community = ask(kit, None, "town", ReadCommunity())
    return place_of(kit, community), ask(kit, None, "town", ViewThread(thread.id, **fields))


def data_of(kit: Kit, thread: Post, **fields: Any) -> dict[str, Any]:
    return thread_data(*seen(kit, thread, **fields))


def reply(kit: Kit, actor: str, to: Post, kind: str, body: str = "So.") -> Post:
    return do(kit, actor, "town", CreateReply(to.id, body, kind=kind))


def test_a_thread_without_answers_is_a_discussion(kit: Kit, clock: ManualClock) -> None:
    thread = started(kit)
    clock.advance(timedelta(hours=1))
    first = reply(kit, "bob", thread, "comment", "Which one?")
    reply(kit, "ada", first, "comment", "The *big* one.")
    do(kit, "bob", "town", AddReaction(thread.id, "up"))
    do(kit, "eve", "town", AddReaction(thread.id, "heart"))
    data = data_of(kit, thread)
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "DiscussionForumPosting"
    assert data["headline"] == "Why?"
    assert data["text"].strip() == "Tell me."
    assert data["url"] == f"{SITE}/town/post/{thread.id}"
    assert data["datePublished"] == "2026-01-01T00:00:00+00:00"
    assert data["author"] == {
        "@type": "Person",
        "name": "ada",
        "url": f"{SITE}/town/membership/{member_id(kit, 'ada')}",
    }
    assert data["commentCount"] == 2
    assert {
        each["interactionType"].rpartition("/")[2]: each["userInteractionCount"]
        for each in data["interactionStatistic"]
    } == {"LikeAction": 1, "CommentAction": 2}, "a heart adds nothing to a score"
    (outer,) = data["comment"]
    assert outer["text"].strip() == "Which one?"
    assert [inner["text"].strip() for inner in outer["comment"]] == ["The big one."]


def test_a_thread_with_answers_is_a_question(kit: Kit) -> None:
    thread = started(kit)
    right = reply(kit, "bob", thread, "answer", "Because.")
    other = reply(kit, "eve", thread, "answer", "No idea.")
    reply(kit, "ada", right, "comment", "Thanks.")
    reply(kit, "ada", thread, "comment", "Nobody?")
    do(kit, "ada", "town", AddReaction(right.id, "up"))
    with kit.session(SYSTEM, "town") as session:
        set_accepted_answer(
            context_of(session), context_of(session).get(Post, thread.id), right.id, state="solved"
        )
    question = data_of(kit, thread)["mainEntity"]
    assert question["@type"] == "Question"
    assert question["answerCount"] == 2
    accepted = question["acceptedAnswer"]
    assert accepted["url"] == f"{SITE}/town/post/{right.id}"
    assert accepted["upvoteCount"] == 1
    assert [each["text"].strip() for each in accepted["comment"]] == ["Thanks."]
    assert [each["url"] for each in question["suggestedAnswer"]] == [f"{SITE}/town/post/{other.id}"]
    assert [each["text"].strip() for each in question["comment"]] == ["Nobody?"]


def test_what_a_program_wrote_is_marked(kit: Kit) -> None:
    thread = started(kit)
    do(kit, "bob", "town", CreateReply(thread.id, "So.", kind="comment", made_with=MadeWith.GENERATED))
    data = data_of(kit, thread)
    assert data["comment"][0]["digitalSourceType"].endswith("/TrainedAlgorithmicMediaDigitalSource")
    assert "digitalSourceType" not in data


def test_later_pages_name_the_question_again(kit: Kit) -> None:
    thread = started(kit)
    for number in range(3):
        reply(kit, "bob", thread, "answer", f"Answer {number}")
    first = seen(kit, thread, limit=2)[1]
    data = data_of(kit, thread, limit=2, after=first.next)
    assert data["mainEntity"]["name"] == "Why?"
    assert data["mainEntity"]["answerCount"] == 3
    assert len(data["mainEntity"]["suggestedAnswer"]) == 2


def test_what_is_removed_is_not_there(kit: Kit) -> None:
    thread = started(kit)
    answer = reply(kit, "bob", thread, "answer", "Secret")
    do(kit, "owner", "town", RemovePost(answer.id, reason="Wrong."))
    assert "Secret" not in json.dumps(data_of(kit, thread))
    community = ask(kit, None, "town", ReadCommunity())
    told = thread_data(place_of(kit, community), ask(kit, "owner", "town", ViewThread(thread.id)))
    assert "Secret" not in json.dumps(told), "not even where a host asks in the name of who may read it"
    assert told["comment"][0]["creativeWorkStatus"] == "Deleted"


def test_of_who_was_erased_there_is_neither_name_nor_address(kit: Kit) -> None:
    thread = started(kit)
    reply(kit, "bob", thread, "comment")
    ada, bob = member_id(kit, "ada"), member_id(kit, "bob")
    with kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
    do(kit, "bob", "town", LeaveCommunity())
    data = data_of(kit, thread)
    assert "name" not in data["author"] or data["author"]["name"] != "ada"
    assert "url" not in data["author"]
    assert str(ada) not in json.dumps(data)
    assert data["comment"][0]["author"] == {"@type": "Person", "name": "bob"}, "who left has no page"
    assert str(bob) not in json.dumps(data)


def test_hostile_texts_end_no_element(kit: Kit) -> None:
    thread = started(kit, title="</title>\"'<b>", body=EVIL)
    place, page = seen(kit, thread)
    script = json_ld_script(thread_data(place, page))
    assert script.count("<") == 2, "the element itself, and nothing else"
    assert script.count(">") == 2
    head = thread_head(place, page)
    assert "<b>" not in head
    assert "</title>" not in head
    assert head.count("<") == head.count("\n") + 1


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_whatever_is_said_means_the_same_and_ends_nothing(data: Any) -> None:
    text = json_ld_text(data)
    assert json.loads(text) == data
    assert not set(text) & set("<>&\u2028\u2029")


def test_control_plain_json_would_end_the_element() -> None:
    assert "</script>" in json.dumps({"text": EVIL})
