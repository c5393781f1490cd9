"""Comments that become answers, and the other way round: what they keep, who may, and that it happens once."""

from threading import Barrier, local
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.explaining import ExplainDecision
from commkit.fields import ReadLicences
from commkit.members import AddGroupMember, CreateGroup
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    EditPost,
    ListRevisions,
    LockThread,
    MovePost,
    Post,
    ReadPost,
    ReadThread,
    RemovePost,
    UnlockThread,
    ViewThread,
)
from commkit.posts.moving import statements as moving
from commkit.storage import statement
from commkit_developer import (
    Conversion,
    ConvertToAnswer,
    ConvertToComment,
    ListConversions,
    ReadConversionNumbers,
    UndoConversion,
)
from commkit_developer.tables import conversion
from commkit_qa import AcceptAnswer
from commkit_reputation import ReadReputation
from tests.posts.invariants import broken_invariants

WHY = "It answers the question."


def commented(town: Any, by: str = "bob", parent: Post | None = None) -> tuple[Post, Post]:
    question = town.question()
    return question, town.answer((parent or question).id, by=by, kind="comment")


def kind(town: Any, post: Post) -> str:
    found: str = town.ask("eve", ReadPost(post.id)).kind
    return found


def points(town: Any, member: str) -> int:
    town.kit.worker().drain()
    found: int = town.ask(None, ReadReputation(town.member(member))).points
    return found


def offered(town: Any, actor: str, post: Post) -> set[str]:
    page = town.ask(actor, ViewThread(post.thread))
    (view,) = [item for item in page.items if item.post.id == post.id]
    return {name for name in view.may if "convert" in name}


def test_a_comment_becomes_an_answer_and_keeps_what_it_has(town: Any) -> None:
    question, comment = commented(town)
    below = town.answer(comment.id, by="cid", kind="comment")
    town.do("bob", EditPost(post=comment.id, version=1, body="Clear the cache first."))
    town.do("dan", AddReaction(comment.id, "up"))
    assert points(town, "bob") == 0, "votes for comments earn nothing"
    facts = town.emitted("stew", ConvertToAnswer(comment.id, WHY))
    assert facts == ["posts.moved", "developer.post_converted"]
    after = town.ask("eve", ReadPost(comment.id))
    assert (after.kind, after.author, after.thread, after.score) == ("answer", comment.author, question.id, 1)
    assert (after.created_at, after.version, after.body) == (comment.created_at, 2, "Clear the cache first.")
    assert len(town.ask("eve", ListRevisions(comment.id)).items) == 1
    assert town.ask("eve", ReadLicences((comment.id,)))
    assert [post.id for post in town.ask("eve", ReadThread(question.id)).items] == [
        question.id,
        comment.id,
        below.id,
    ]
    assert town.ask("eve", ReadPost(question.id)).answer_count == 1
    assert points(town, "bob") == 10, "votes for answers do"
    town.do("ada", AcceptAnswer(question.id, comment.id))
    assert town.inbox("bob") == [("developer.post_converted", comment.id)]
    (found,) = town.ask("bob", ListConversions(question.id)).items
    assert (found.before, found.after, found.reason) == ("comment", "answer", WHY)


def test_an_answer_becomes_a_comment_below_the_question_or_another_answer(town: Any) -> None:
    question = town.question()
    first, second = town.answer(question.id, by="bob"), town.answer(question.id, by="cid")
    town.do("dan", AddReaction(second.id, "up"))
    assert points(town, "cid") == 10
    town.do("stew", ConvertToComment(second.id, "It comments on the other one.", below=first.id))
    after = town.ask("eve", ReadPost(second.id))
    assert (after.kind, after.parent) == ("comment", first.id)
    assert town.ask("eve", ReadPost(question.id)).answer_count == 1
    assert points(town, "cid") == 0
    town.do("max", ConvertToComment(first.id, "It asks back."))
    assert (kind(town, first), town.ask("eve", ReadPost(first.id)).parent) == ("comment", question.id)
    assert town.ask("stew", ReadConversionNumbers()).converted == 2


def test_it_is_undone_and_that_is_told_too(town: Any) -> None:
    answer = town.answer(town.question().id)
    comment = town.answer(answer.id, by="bob", kind="comment")
    done = town.do("stew", ConvertToAnswer(comment.id, WHY))
    undone = town.do("bob", UndoConversion(done.id))
    assert (undone.undone, undone.ended_at) == (True, town.clock())
    after = town.ask("eve", ReadPost(comment.id))
    assert (after.kind, after.parent) == ("comment", answer.id)
    with town.refused("developer.conversion_ended", Conflict):
        town.do("stew", UndoConversion(done.id))
    again = town.do("stew", ConvertToAnswer(comment.id, WHY))
    town.do("stew", UndoConversion(again.id))
    kinds = [kind for kind, _ in town.inbox("bob")]
    assert set(kinds) == {"developer.conversion_undone", "developer.post_converted"}
    numbers = town.ask("stew", ReadConversionNumbers())
    assert (numbers.converted, numbers.undone, numbers.counts[0].before) == (2, 2, "comment")


def test_who_may(town: Any) -> None:
    _, comment = commented(town, by="bob")
    with town.refused("developer.not_yours", Denied):
        town.do("cid", ConvertToAnswer(comment.id, WHY))
    assert offered(town, "cid", comment) == set()
    assert offered(town, "bob", comment) == {"developer.convert_to_answer"}
    trace = town.ask("cid", ExplainDecision(town.member("cid"), "developer.convert", comment.id))
    assert "developer.convert: points, at least" in {step.rule for step in trace.steps}
    town.privilege("cid")
    assert offered(town, "cid", comment) == {"developer.convert_to_answer"}
    done = town.do("cid", ConvertToAnswer(comment.id, WHY))
    assert offered(town, "bob", comment) == {"developer.convert_to_comment"}
    with town.refused("developer.not_yours", Denied):
        town.do("dan", UndoConversion(done.id))
    town.do("bob", UndoConversion(done.id))
    town.do("bob", ConvertToAnswer(comment.id, WHY))
    assert len(town.inbox("bob")) == 1, "what one does oneself is no news"


@pytest.mark.parametrize("command", [ConvertToAnswer, ConvertToComment])
def test_what_is_none_is_refused(town: Any, command: Any) -> None:
    question, comment = commented(town)
    answer = town.answer(question.id)
    wrong = answer if command is ConvertToAnswer else comment
    for post in (question, wrong):
        with pytest.raises(Invalid):
            town.do("stew", command(post.id, WHY))
    with pytest.raises(Invalid):
        town.do("stew", command((comment if command is ConvertToAnswer else answer).id, " "))


def test_what_may_not_move_is_refused_and_not_offered(town: Any) -> None:
    question = town.question()
    answer, other = town.answer(question.id), town.answer(town.question().id)
    for below in (other.id, answer.id):
        with pytest.raises(Invalid):
            town.do("stew", ConvertToComment(answer.id, WHY, below=below))
    town.do("ada", AcceptAnswer(question.id, answer.id))
    with town.refused("posts.is_accepted_answer", Conflict):
        town.do("stew", ConvertToComment(answer.id, WHY))
    assert offered(town, "stew", answer) == set()
    town.do("stew", LockThread(other.thread, reason="Off topic"))
    assert offered(town, "stew", other) == set()
    with town.refused("posts.locked", Conflict):
        town.do("stew", ConvertToComment(other.id, WHY))
    town.do("stew", UnlockThread(other.thread))
    town.do("stew", RemovePost(other.id, "Spam."))
    with town.refused("developer.post_removed", Conflict):
        town.do("stew", ConvertToComment(other.id, WHY))


def test_what_cannot_be_undone_any_more_says_so(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id, by="cid")
    comment = town.answer(answer.id, by="bob", kind="comment")
    done = town.do("stew", ConvertToAnswer(comment.id, WHY))
    town.do("ada", AcceptAnswer(question.id, comment.id))
    with town.refused("posts.is_accepted_answer", Conflict):
        town.do("stew", UndoConversion(done.id))
    other = town.question("Another one")
    town.do("stew", MovePost(answer.id, other.id))
    with town.refused("developer.conversion_moved", Conflict):
        town.do("stew", UndoConversion(done.id))


def test_who_does_not_see_the_post_learns_nothing(town: Any) -> None:
    group = town.do("stew", CreateGroup("desk", "Desk"))
    for member in ("ada", "bob"):
        town.do("stew", AddGroupMember(group.id, town.member(member)))
    text = {"title": "Build fails", "body": "It worked yesterday, what now?"}
    question = town.do("ada", CreateThread(kind="question", **text, audience=group.id))
    comment = town.do("bob", CreateReply(question.id, "Try a clean cache.", kind="comment"))
    done: Conversion = town.do("bob", ConvertToAnswer(comment.id, WHY))
    for message in (ConvertToAnswer(comment.id, WHY), UndoConversion(done.id)):
        with pytest.raises(NotFound):
            town.do("max", message)
    with pytest.raises(NotFound):
        town.ask("max", ListConversions(question.id))
    assert town.ask("max", ReadConversionNumbers()).converted == 0


# --- races -----------------------------------------------------------------------------------------------------------


def standing(town: Any) -> int:
    with town.kit.database.engine.connect() as connection:
        found = connection.execute(select(conversion.c.ended_at)).all()
    return len([row for row in found if row[0] is None]) if found else 0


def test_once_from_eight_at_once(town: Any) -> None:
    for convert in (ConvertToAnswer, ConvertToComment):
        question, comment = commented(town)
        post = comment if convert is ConvertToAnswer else town.answer(question.id)
        outcomes = town.at_once(*([lambda c=convert, p=post: town.do("stew", c(p.id, WHY))] * 8))
        assert len([each for each in outcomes if isinstance(each, Conversion)]) == 1, outcomes
        assert len(town.ask("stew", ListConversions(question.id)).items) == 1
    with town.kit.session("stew", "code", read_only=True):
        assert broken_invariants(town.kit, "code") == []


@pytest.mark.postgres
def test_control_without_the_lock_two_convert_it(postgres_town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both read the comment, and each makes an answer of it; the unique index alone keeps one standing."""
    town = postgres_town
    _, comment = commented(town)
    unlocked = statement(lambda: select(conversion.c.id).where(conversion.c.id.is_(None)))
    monkeypatch.setattr(moving, "LOCK_THREAD_POSTS", unlocked)
    both_read, mine = Barrier(2), local()
    moved: list[str] = []

    def hold(sql: str) -> None:
        """Let each write the position once both have read it."""
        if sql.startswith("UPDATE commkit_post SET") and "path" in sql:
            if not getattr(mine, "held", False):
                mine.held = True
                both_read.wait(30)
            moved.append(sql)

    town.kit.database.observer = hold
    town.at_once(*([lambda: town.do("stew", ConvertToAnswer(comment.id, WHY))] * 2))
    town.kit.database.observer = None
    assert len(moved) == 2, "each moved it; with the lock the second one reads that it is no comment any more"


DEED = st.sampled_from(["answer", "comment", "undo", "accept"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(DEED, st.integers(0, 3)), max_size=10))
def test_counters_hold_whatever_is_converted(sqlite_town: Any, deeds: list[tuple[str, int]]) -> None:
    town = sqlite_town
    question = town.question()
    first = town.answer(question.id, by="bob")
    posts = [
        first,
        town.answer(question.id, by="cid"),
        town.answer(first.id, by="dan", kind="comment"),
        town.answer(question.id, by="ada", kind="comment"),
    ]
    for deed, place in deeds:
        post = posts[place]
        done = town.ask("stew", ListConversions(question.id)).items
        command: Any = {
            "answer": ConvertToAnswer(post.id, WHY),
            "comment": ConvertToComment(post.id, WHY),
            "undo": UndoConversion(done[place % len(done)].id) if done else ConvertToAnswer(post.id, WHY),
            "accept": AcceptAnswer(question.id, post.id),
        }[deed]
        town.at_once(lambda c=command: town.do("stew", c))
    assert broken_invariants(town.kit, "code") == []
    assert {post.id for post in town.ask("eve", ReadThread(question.id)).items} == {
        question.id,
        *(post.id for post in posts),
    }
