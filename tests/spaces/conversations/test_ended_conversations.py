"""A conversation that a block has ended: whoever is blocked shows the other one nothing new, by whatever command."""

from typing import Any, get_type_hints

import pytest

from commkit import SYSTEM, Denied, Kit
from commkit.communities import UpdateSettings
from commkit.events import CreateEvent, EditEvent
from commkit.members import AddAgent, BlockMember, UnblockMember
from commkit.posts import (
    AddReaction,
    CreatePoll,
    CreateReply,
    CreateThread,
    EditPost,
    MarkRead,
    PollVoteCast,
    Post,
    PostId,
    ReadThread,
    RemovePost,
    UpdatePostState,
    VoteInPoll,
)
from commkit.runtime.model.messages import Command
from commkit.spaces import AddToConversation, Conversation, LeaveConversation, StartConversation
from commkit.spaces.conversations import gates
from commkit.spaces.conversations.gates import refuse_when_ended
from commkit.testing.contexts import context_of
from commkit.testing.samples import sample_instance
from tests.events.fixtures import MEETUP
from tests.helpers import ask, assert_refused, assert_unchanged, do
from tests.sample import OWNER, create_community
from tests.spaces.helpers import kit_of, member, write_thread

ENDED = "spaces.conversation_ended"


@pytest.fixture(autouse=True)
def town(request: pytest.FixtureRequest) -> None:
    create_community(kit_of(request), members=("ada", "bob", "cid"))


def start(kit: Kit) -> tuple[Conversation, Post, Post]:
    """A conversation of two, with a thread and a reply of bob's."""
    made = do(kit, "bob", "town", StartConversation((member(kit, "ada"),)))
    thread = write_thread(kit, "bob", made.id)
    return made, thread, do(kit, "bob", "town", CreateReply(thread.id, "Hello?"))


def block(kit: Kit) -> None:
    do(kit, "ada", "town", BlockMember(member(kit, "bob")))


def bodies(kit: Kit, thread: Post) -> list[str]:
    return [post.body for post in ask(kit, "ada", "town", ReadThread(thread.id)).items]


def further_words(kit: Kit, made: Conversation, thread: Post, reply: Post) -> tuple[Command[Any], ...]:
    """What somebody blocked would go on with."""
    return (
        EditPost(post=reply.id, version=1, body="You cannot stop me."),
        EditPost(post=thread.id, version=1, title="You cannot stop me."),
        CreatePoll(post=thread.id, question="Why did you block me?", choices=("a", "b")),
        AddReaction(reply.id, "down"),
        UpdatePostState(thread.id, "solved"),
        AddToConversation(made.id, member(kit, "cid")),
        CreateThread(kind="question", title="Hi", body="It is me.", audience=made.audience),
        CreateThread(kind="question", title="Hi", body="It is me.", space=made.id),
        CreateReply(thread.id, "It is me."),
    )


def test_who_is_blocked_goes_on_by_no_command(kit: Kit) -> None:
    made, thread, reply = start(kit)
    before = bodies(kit, thread)
    block(kit)
    for command in further_words(kit, made, thread, reply):
        with assert_unchanged(kit), assert_refused(Denied, ENDED):
            do(kit, "bob", "town", command)
    assert bodies(kit, thread) == before
    do(kit, "bob", "town", MarkRead(reply.id))
    do(kit, "bob", "town", RemovePost(reply.id))  # taking away one's own words stays allowed
    do(kit, "bob", "town", LeaveConversation(made.id))


def test_without_the_gate_they_would_go_on(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(gates, "may_message_despite_block", lambda context: True)
    _, thread, reply = start(kit)
    block(kit)
    do(kit, "bob", "town", EditPost(post=reply.id, version=1, body="You cannot stop me."))
    assert bodies(kit, thread)[-1] == "You cannot stop me."


def test_it_goes_on_once_the_block_is_lifted_and_for_whom_it_does_not_hold(kit: Kit) -> None:
    made, thread, reply = start(kit)
    block(kit)
    own = do(kit, "ada", "town", CreateReply(thread.id, "Who blocks may still write."))
    do(kit, "ada", "town", EditPost(post=own.id, version=1, body="And edit."))
    elsewhere = write_thread(kit, "bob")
    do(kit, "bob", "town", EditPost(post=elsewhere.id, version=1, body="Elsewhere they may."))
    do(kit, SYSTEM, "town", RemovePost(own.id))
    do(kit, "ada", "town", UnblockMember(member(kit, "bob")))
    do(kit, "bob", "town", EditPost(post=reply.id, version=1, body="Sorry."))
    do(kit, "bob", "town", AddToConversation(made.id, member(kit, "cid")))
    block(kit)
    do(kit, "bob", "town", EditPost(post=reply.id, version=2, body="We are three, and each may leave."))


def test_ones_own_agent_is_no_third_one(kit: Kit) -> None:
    made, thread, reply = start(kit)
    do(kit, OWNER, "town", UpdateSettings("members", {"agents_per_member": 1}))
    agent = do(
        kit, "bob", "town", AddAgent(name="bot", scopes=("posts.", "spaces."), acts_for=member(kit, "bob"))
    )
    do(kit, "bob", "town", AddToConversation(made.id, agent.id))
    block(kit)
    for command in further_words(kit, made, thread, reply):
        with assert_unchanged(kit), assert_refused(Denied, ENDED):
            do(kit, "bob", "town", command)
    with assert_unchanged(kit), assert_refused(Denied, ENDED):
        do(kit, agent.key, "town", CreateReply(thread.id, "He asks why."))


def test_a_vote_tells_nothing_more(kit: Kit) -> None:
    _, thread, _ = start(kit)
    do(kit, "bob", "town", CreatePoll(post=thread.id, question="Really?", choices=("a", "b")))
    block(kit)
    with assert_unchanged(kit), assert_refused(Denied, ENDED):
        do(kit, "bob", "town", VoteInPoll(thread.id, (1,)))
    with kit.session("ada", "town") as session:
        session.do(VoteInPoll(thread.id, (1,)))
        assert any(isinstance(fact, PollVoteCast) for fact in session.facts)


def test_the_gate_asks_of_every_command_about_what_stands_there(kit: Kit) -> None:
    """Whichever feature's it is: only what says so by `when_ended` is let through, and nothing elsewhere is refused."""
    _, thread, reply = start(kit)
    elsewhere = write_thread(kit, "bob")
    block(kit)
    asked = set[str]()
    with kit.session("bob", "town", read_only=True) as session:
        context = context_of(session)
        for message, route in context.dispatch.routes.items():
            if not issubclass(message, Command) or message.lobby:
                continue
            for field in (name for name, hint in _hints(message).items() if hint is PostId):
                other = {name: elsewhere.id for name, hint in _hints(message).items() if hint is PostId}
                for id in (thread.id, reply.id):
                    command = sample_instance(message, {**other, field: id}, context.now)
                    if message.when_ended:
                        refuse_when_ended(context, command)
                    else:
                        asked.add(route.name)
                        with assert_refused(Denied, ENDED):
                            refuse_when_ended(context, command)
                refuse_when_ended(context, sample_instance(message, other, context.now))
    assert {"posts.edit_post", "posts.attach_file", "moderation.set_slow_mode"} <= asked
    with kit.session("ada", "town", read_only=True) as session:
        refuse_when_ended(context_of(session), EditPost(post=reply.id, version=1, body="x"))


def _hints(message: type[Command[Any]]) -> dict[str, Any]:
    return get_type_hints(message)


def test_events_of_a_conversation_tell_nothing_more_either(kit: Kit) -> None:
    made, _, _ = start(kit)
    event = do(kit, "bob", "town", CreateEvent(**MEETUP, space=made.id))
    block(kit)
    with assert_unchanged(kit), assert_refused(Denied, ENDED):
        do(
            kit,
            "bob",
            "town",
            EditEvent(event=event.id, version=event.version, title="Why did you block me?"),
        )
