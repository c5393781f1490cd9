"""What a post was made with, and whether an agent wrote it: said, shown, kept, and counted for no answer."""

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Invalid, Kit
from commkit.members import AddMember, RemoveAgent
from commkit.posts import (
    CreateDraft,
    CreateReply,
    CreateThread,
    EditPost,
    ListFirstPosts,
    ListRevisions,
    ListThreads,
    MadeWith,
    MovePost,
    Post,
    PublishDraft,
    ReadPost,
    ReadThread,
    RemovePost,
    RestorePost,
    ThreadOrder,
    UpdateDraft,
)
from commkit.posts.policy import made_with_after_edit, made_with_of
from commkit.privacy import ErasePerson
from commkit.runtime.values.serialization import dump
from tests.helpers import ask, assert_counters_hold, assert_invalid, do
from tests.members.agents.agents import add_agent, ask_question
from tests.sample import OWNER, create_community

NONE, ASSISTED, GENERATED = MadeWith
SAID = st.sampled_from([None, *MadeWith])


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=("ada", "bob"))
    do(kit, OWNER, "town", AddMember("stew", role="steward"))
    return kit


@pytest.fixture
def agent(town: Kit) -> str:
    return add_agent(town, acts_for="ada").key


def thread(kit: Kit, key: object, said: MadeWith | None = None) -> Post:
    command = CreateThread(kind="question", title="Why?", body="So.", made_with=said)
    return do(kit, key, "town", command)  # type: ignore[arg-type]  # the host too


def shown(kit: Kit, post: Post) -> tuple[str, bool]:
    found = ask(kit, "bob", "town", ReadPost(post.id))
    return found.made_with, found.by_agent


def unanswered(kit: Kit) -> list[object]:
    return [found.id for found in ask(kit, "bob", "town", ListThreads(order=ThreadOrder.UNANSWERED)).items]


@pytest.mark.parametrize("said", [None, *MadeWith])
def test_people_say_what_they_made_a_post_with(town: Kit, said: MadeWith | None) -> None:
    made = thread(town, "ada", said)
    assert (made.made_with, made.by_agent) == shown(town, made) == (said or "none", False)
    reply = do(town, "bob", "town", CreateReply(made.id, "Because.", made_with=said))
    assert shown(town, reply) == (said or "none", False)
    assert dump(made)["made_with"] == (said or "none")


def test_what_an_agent_writes_is_generated_or_assisted(town: Kit, agent: str) -> None:
    made = thread(town, agent)
    assert (made.made_with, made.by_agent) == shown(town, made) == ("generated", True)
    assert shown(town, thread(town, agent, ASSISTED)) == ("assisted", True)
    with assert_invalid(made_with="made_by_agent"):
        thread(town, agent, NONE)
    with assert_invalid(made_with="made_by_agent"):
        do(town, agent, "town", CreateReply(made.id, "Because.", made_with=NONE))
    assert len(ask(town, "bob", "town", ReadThread(made.id)).items) == 1


def test_the_host_is_no_agent(town: Kit) -> None:
    assert shown(town, thread(town, SYSTEM)) == ("none", False)


def test_an_edit_may_say_otherwise_and_the_history_keeps_it(town: Kit, agent: str) -> None:
    made = thread(town, "ada")
    do(town, "ada", "town", EditPost(post=made.id, version=1, body="So!"))
    assert shown(town, made) == ("none", False)
    do(town, "ada", "town", EditPost(post=made.id, version=2, made_with=GENERATED))
    assert shown(town, made) == ("generated", False)
    do(town, "ada", "town", EditPost(post=made.id, version=3, made_with=NONE))
    history = ask(town, "bob", "town", ListRevisions(made.id)).items
    assert [revision.made_with for revision in history] == ["none", "none", "generated"]
    by_agent = thread(town, agent)
    with assert_invalid(made_with="made_by_agent"):
        do(town, "stew", "town", EditPost(post=by_agent.id, version=1, made_with=NONE))
    do(town, "stew", "town", EditPost(post=by_agent.id, version=1, made_with=ASSISTED))
    assert shown(town, by_agent) == ("assisted", True)


def test_what_an_agent_edits_is_assisted_at_least(town: Kit) -> None:
    helper, made = add_agent(town, role="steward"), thread(town, "ada")
    do(town, helper.key, "town", EditPost(post=made.id, version=1, body="So!"))
    assert shown(town, made) == ("assisted", False)
    with assert_invalid(made_with="made_by_agent"):
        do(town, helper.key, "town", EditPost(post=made.id, version=2, made_with=NONE))


@pytest.mark.parametrize("said", [None, *MadeWith])
def test_drafts_are_published_with_it(town: Kit, said: MadeWith | None) -> None:
    draft = do(town, "ada", "town", CreateDraft(kind="question", title="Why?", body="So.", made_with=said))
    assert draft.made_with is said
    assert do(town, "ada", "town", PublishDraft(draft.id)).made_with is (said or NONE)
    other = do(town, "ada", "town", CreateDraft(kind="question", title="Why?", body="So."))
    saved = do(town, "ada", "town", UpdateDraft(draft=other.id, version=1, made_with=said, body="So!"))
    assert do(town, "ada", "town", PublishDraft(saved.id)).made_with is (said or NONE)


def test_drafts_of_agents_are_published_as_theirs(town: Kit, agent: str) -> None:
    draft = do(town, agent, "town", CreateDraft(kind="question", title="Why?", body="So."))
    assert do(town, agent, "town", PublishDraft(draft.id)).made_with is GENERATED
    draft = do(town, agent, "town", CreateDraft(kind="question", title="Why?", body="So.", made_with=NONE))
    with assert_invalid(made_with="made_by_agent"):
        do(town, agent, "town", PublishDraft(draft.id))


def test_an_answer_of_an_agent_leaves_a_thread_unanswered(town: Kit, agent: str) -> None:
    opening = ask_question(town)
    answer = do(town, agent, "town", CreateReply(opening.id, "Because."))
    assert answer.kind == "answer"
    found = ask(town, "bob", "town", ReadPost(opening.id))
    assert (found.reply_count, found.answer_count, unanswered(town)) == (1, 0, [opening.id])
    do(town, OWNER, "town", RemovePost(answer.id))
    do(town, OWNER, "town", RestorePost(answer.id))
    assert_counters_hold(town, "town")
    assert unanswered(town) == [opening.id]
    other = ask_question(town)
    do(town, OWNER, "town", MovePost(answer.id, other.id))
    assert_counters_hold(town, "town")
    assert unanswered(town) == [opening.id, other.id]
    do(town, "ada", "town", CreateReply(other.id, "Because."))
    assert unanswered(town) == [opening.id]
    assert_counters_hold(town, "town")


def test_it_stays_so_when_the_agent_is_gone(town: Kit) -> None:
    added = add_agent(town, acts_for="ada")
    opening = ask_question(town)
    answer = do(town, added.key, "town", CreateReply(opening.id, "Because."))
    do(town, OWNER, "town", RemoveAgent(added.id))
    assert shown(town, answer) == ("generated", True)
    do(town, SYSTEM, None, ErasePerson(key=added.key))
    assert shown(town, answer) == ("generated", True)
    do(town, OWNER, "town", RemovePost(answer.id))
    do(town, OWNER, "town", RestorePost(answer.id))
    assert_counters_hold(town, "town")
    assert unanswered(town) == [opening.id]


def test_an_agent_is_no_newcomer(town: Kit, agent: str) -> None:
    first = thread(town, "ada")
    thread(town, agent)
    assert [found.id for found in ask(town, "stew", "town", ListFirstPosts()).items] == [first.id]


@given(said=SAID, by_agent=st.booleans(), edits=st.lists(st.tuples(SAID, st.booleans()), max_size=4))
def test_nothing_that_an_agent_took_part_in_is_ever_none(
    said: MadeWith | None, by_agent: bool, edits: list[tuple[MadeWith | None, bool]]
) -> None:
    try:
        made = made_with_of(said, by_agent=by_agent)
    except Invalid:
        assert by_agent
        return
    assert not (made is NONE and by_agent)
    assert said in (None, made)
    for told, editor_is_agent in edits:
        before = _post(made, by_agent=by_agent)
        try:
            made = made_with_after_edit(before, told, by_agent=editor_is_agent)
        except Invalid:
            assert told is NONE
            assert by_agent or editor_is_agent
            continue
        assert not (made is NONE and (by_agent or editor_is_agent))
        assert told in (None, made)


def _post(made: MadeWith, *, by_agent: bool) -> Post:
    values = dict.fromkeys(field.name for field in fields(Post)) | {"made_with": made, "by_agent": by_agent}
    return Post(**values)  # type: ignore[arg-type]  # the rules ask nothing else of it
