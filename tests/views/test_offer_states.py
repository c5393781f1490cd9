"""What is offered follows what the reader did before, and whose agent they are: never too much, nor too little."""

from collections.abc import Iterable
from typing import Any

import pytest

from commkit import SYSTEM, CommkitError, Kit
from commkit.events import CreateEvent, ViewEvents
from commkit.feedback import (
    RetractSuggestionVote,
    SubmitSuggestion,
    SuggestionKind,
    ViewSuggestions,
    VoteOnSuggestion,
)
from commkit.members import AddAgent, BlockMember, UnblockMember, ViewMembers
from commkit.moderation import FileReport
from commkit.posts import (
    AddReaction,
    ClosePoll,
    CreatePoll,
    CreateReply,
    CreateThread,
    LockThread,
    PinThread,
    Post,
    RemoveReaction,
    RetractPollVote,
    UnpinThread,
    ViewThread,
    ViewThreads,
    VoteInPoll,
)
from commkit.search import ViewHits
from commkit.spaces import ArchiveSpace, CreateSpace
from tests.helpers import ask, do, member_id
from tests.sample import OWNER

REPORT = "moderation.file_report"


def open_thread(kit: Kit, actor: str = "bob", **fields: Any) -> Post:
    return do(kit, actor, "town", CreateThread(kind="question", title="Why?", body="Zanzibar.", **fields))


def may(kit: Kit, actor: Any, thread: Post) -> frozenset[str]:
    """What is offered about a thread: the same on its page, in lists, and where it is found."""
    page = ask(kit, actor, "town", ViewThread(thread.id, rendered=False))
    listed = {view.post.id: view.may for view in ask(kit, actor, "town", ViewThreads(rendered=False)).items}
    found = {view.hit.object: view.may for view in ask(kit, actor, "town", ViewHits("zanzibar")).items}
    assert page.items[0].may == page.thread.may == listed[thread.id] == found[thread.id]
    return page.thread.may


def check_offered(names: Iterable[str], of: frozenset[str], expected: Iterable[str]) -> None:
    wanted = {f"posts.{name}" for name in names}
    assert {name for name in of if name in wanted} == {f"posts.{name}" for name in expected}


def test_a_reaction_is_taken_back_by_who_gave_it(town: Kit) -> None:
    thread, both = open_thread(town), ("add_reaction", "remove_reaction")
    check_offered(both, may(town, "ada", thread), ["add_reaction"])
    do(town, "ada", "town", AddReaction(thread.id, "heart"))
    check_offered(both, may(town, "ada", thread), both)
    check_offered(both, may(town, OWNER, thread), ["add_reaction"])
    for reaction in town.registry.types["forum"].reactions:
        do(town, "ada", "town", AddReaction(thread.id, reaction))
    check_offered(both, may(town, "ada", thread), ["remove_reaction"])
    do(town, "bob", "town", AddReaction(thread.id, "heart"))
    check_offered(
        both, may(town, "bob", thread), ["remove_reaction"]
    )  # the others would change their own score
    do(town, "bob", "town", RemoveReaction(thread.id, "heart"))
    check_offered(both, may(town, "bob", thread), ["add_reaction"])


def test_a_poll_is_voted_in_while_it_is_open_and_a_vote_taken_back_where_it_can_be(town: Kit) -> None:
    names = ("create_poll", "vote_in_poll", "retract_poll_vote", "close_poll")
    thread, final = open_thread(town), open_thread(town)
    check_offered(names, may(town, "bob", thread), ["create_poll"])
    choices = {"question": "Which?", "choices": ("a", "b")}
    do(town, "bob", "town", CreatePoll(post=thread.id, changeable=True, **choices))
    do(town, "bob", "town", CreatePoll(post=final.id, changeable=False, **choices))
    check_offered(names, may(town, "bob", thread), ["vote_in_poll", "close_poll"])
    for each, left in ((thread, ["vote_in_poll", "retract_poll_vote"]), (final, [])):
        do(town, "ada", "town", VoteInPoll(each.id, (1,)))
        check_offered(names, may(town, "ada", each), left)
    do(town, "ada", "town", RetractPollVote(thread.id))
    check_offered(names, may(town, "ada", thread), ["vote_in_poll"])
    do(town, "bob", "town", ClosePoll(thread.id))
    check_offered(names, may(town, "bob", thread), [])


def test_a_pin_is_taken_off_what_is_pinned(town: Kit) -> None:
    thread, both = open_thread(town), ("pin_thread", "unpin_thread")
    check_offered(both, may(town, OWNER, thread), ["pin_thread"])
    do(town, OWNER, "town", PinThread(thread.id))
    check_offered(both, may(town, OWNER, thread), both)
    do(town, OWNER, "town", UnpinThread(thread.id))
    check_offered(both, may(town, OWNER, thread), ["pin_thread"])


@pytest.mark.parametrize("how", ["locked", "archived"])
def test_nobody_replies_where_a_thread_is_closed_wherever_it_is_shown(town: Kit, how: str) -> None:
    space = do(town, OWNER, "town", CreateSpace("board", title="Board", purpose="To talk."))
    thread = open_thread(town, space=space.id)
    reply = do(town, "bob", "town", CreateReply(thread.id, "Zanzibar, too."))
    name = "posts.create_reply"

    def offers() -> set[bool]:
        page = ask(town, "ada", "town", ViewThread(thread.id, rendered=False))
        found = ask(town, "ada", "town", ViewHits("zanzibar")).items
        assert {hit.hit.object for hit in found} == {thread.id, reply.id}
        return {name in view.may for view in (*page.items, page.thread, *found)}

    assert offers() == {True}
    do(town, OWNER, "town", LockThread(thread.id) if how == "locked" else ArchiveSpace(space.id))
    assert offers() == {False}


def test_only_whom_the_reader_shuts_out_is_let_in_again(town: Kit) -> None:
    bob = member_id(town, "bob")

    def offered() -> list[str]:
        items = ask(town, "ada", "town", ViewMembers()).items
        return [view.member.name for view in items if "members.unblock_member" in view.may]

    assert offered() == []
    do(town, "ada", "town", BlockMember(bob))
    assert offered() == ["bob"]
    do(town, "ada", "town", UnblockMember(bob))
    assert offered() == []


def test_only_a_vote_that_was_given_is_taken_back(town: Kit) -> None:
    made = do(town, "bob", "town", SubmitSuggestion(kind=SuggestionKind.IDEA, title="Tea", body="Green."))

    def offered(actor: str) -> bool:
        (view,) = ask(town, actor, "town", ViewSuggestions(rendered=False)).items
        (hit,) = ask(town, actor, "town", ViewHits("tea")).items
        assert hit.may == view.may
        return "feedback.retract_suggestion_vote" in view.may

    assert not offered("ada")
    do(town, "ada", "town", VoteOnSuggestion(made.id))
    assert (offered("ada"), offered("bob")) == (True, False)
    do(town, "ada", "town", RetractSuggestionVote(made.id))
    assert not offered("ada")


# --- reports -------------------------------------------------------------------------------------------------------


def reportable(kit: Kit, actor: str) -> dict[str, tuple[Any, frozenset[str]]]:
    """An object of each class that bob made, and what a reader is offered about it."""
    (suggestion,) = ask(kit, actor, "town", ViewSuggestions(rendered=False)).items
    (event,) = ask(kit, actor, "town", ViewEvents(rendered=False)).items
    (thread,) = ask(kit, actor, "town", ViewThreads(rendered=False)).items
    bob = next(v for v in ask(kit, actor, "town", ViewMembers()).items if v.member.name == "bob")
    return {
        "Suggestion": (suggestion.suggestion.id, suggestion.may),
        "Event": (event.event.id, event.may),
        "Post": (thread.post.id, thread.may),
        "Membership": (bob.member.id, bob.may),
    }


def test_a_report_is_offered_wherever_it_is_accepted(town: Kit) -> None:
    open_thread(town)
    do(town, "bob", "town", SubmitSuggestion(kind=SuggestionKind.IDEA, title="Tea", body="Green."))
    times = {"local_start": "2100-01-08T18:00", "local_end": "2100-01-08T20:00", "time_zone": "UTC"}
    do(town, "bob", "town", CreateEvent(title="Meet-up", **times))
    for record, (id, offered) in reportable(town, "ada").items():
        assert REPORT in offered, record
        do(town, "ada", "town", FileReport(record, id, "spam"))
    for record, (_, offered) in reportable(town, "ada").items():
        assert (REPORT in offered) is (record == "Event"), (
            f"{record} was reported; of an event its date is left"
        )
    for record, (_, offered) in reportable(town, "bob").items():
        assert REPORT not in offered, f"{record} is bob's own"


def test_an_agent_neither_applauds_nor_reports_its_person_and_its_siblings(town: Kit) -> None:
    add = {"scopes": ("posts.", "search.", "moderation.report"), "acts_for": member_id(town, "ada")}
    one, other = (do(town, SYSTEM, "town", AddAgent(name="Helper", **add)) for _ in range(2))
    own = do(town, SYSTEM, "town", AddAgent(name="Host's", scopes=("posts.", "search.", "moderation.report")))
    authors = ("ada", "bob", one.key, other.key, own.key)
    threads = {author: open_thread(town, author) for author in authors}
    for reader in authors:
        for author, thread in threads.items():
            offered = may(town, reader, thread)
            reacts = {accepts(town, reader, AddReaction(thread.id, name)) for name in ("up", "heart")}
            assert ("posts.add_reaction" in offered) is (True in reacts), (reader, author)
            reports = accepts(town, reader, FileReport("Post", thread.id, "spam"))
            assert (REPORT in offered) is reports, (reader, author)
    assert "posts.add_reaction" not in may(town, one.key, threads[other.key])
    assert REPORT not in may(town, one.key, threads["ada"])


def accepts(kit: Kit, actor: Any, command: Any) -> bool:
    """Whether a command would be carried out; nothing of it is kept."""

    class Undone(Exception):  # no error
        """Ends the session."""

    try:
        with kit.session(actor, "town") as session:
            session.do(command)
            raise Undone
    except Undone:
        return True
    except CommkitError:
        return False
