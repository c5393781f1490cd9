"""Saved replies: for staff, with placeholders that are no markup, counted, and changed by one at a time."""

from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.posts import LockThread, RemovePost
from commkit_support import (
    CreateSavedReply,
    DeleteSavedReply,
    ListSavedReplies,
    PreviewSavedReply,
    SavedReply,
    UpdateSavedReply,
    UseSavedReply,
)
from commkit_support.saved_replies.policy import fill_in

TEXT = "Hello {{asker}}, about *{{ title }}*: restart it. {{me}} of {{community}}"


@pytest.fixture
def saved(town: Any) -> SavedReply:
    reply: SavedReply = town.do("amy", CreateSavedReply("Restart", TEXT))
    return reply


def test_it_is_published_with_its_placeholders_and_counted(town: Any, saved: SavedReply) -> None:
    question = town.question("Build fails")
    post = town.do("stew", UseSavedReply(question.id, saved.id))
    assert post.body == "Hello ada, about *Build fails*: restart it. stew of Acme help"
    assert (post.kind, post.author_name) == ("answer", "stew")
    comment = town.do("amy", UseSavedReply(question.id, saved.id, kind="comment"))
    assert comment.kind == "comment"
    (found,) = town.ask("amy", ListSavedReplies()).items
    assert (found.uses, found.used_at, found.version) == (2, town.clock.now, 1)
    assert town.ask("amy", PreviewSavedReply(question.id, saved.id)).startswith("Hello ada")


def test_names_and_titles_are_no_markup(town: Any, saved: SavedReply) -> None:
    question = town.question("[click](https://evil.example) @stew `x`")
    text = town.ask("amy", PreviewSavedReply(question.id, saved.id))
    assert "](https" not in text
    assert " @stew" not in text
    assert (
        fill_in("{{asker}} {{other}} {asker}", {"asker": "{{title}}"}) == r"\{\{title\}\} {{other}} {asker}"
    )


def test_unknown_placeholders_are_refused(town: Any, saved: SavedReply) -> None:
    with pytest.raises(Invalid, match="nobody"):
        town.do("amy", CreateSavedReply("Wrong", "Hello {{nobody}}"))
    with pytest.raises(Invalid):
        town.do("amy", UpdateSavedReply(saved.id, 1, "Wrong", "Hello {{nobody}}"))


def test_who_may_do_what(town: Any, saved: SavedReply) -> None:
    question = town.question()
    for command in (
        CreateSavedReply("Mine", "Hello"),
        UseSavedReply(question.id, saved.id),
        DeleteSavedReply(saved.id),
    ):
        with pytest.raises((Denied, NotFound)):
            town.do("bob", command)
    with pytest.raises(Denied):
        town.ask("bob", ListSavedReplies())
    other = town.do("stew", CreateSavedReply("Other", "Hello"))
    with pytest.raises(Denied):
        town.do("amy", UpdateSavedReply(other.id, 1, "Mine now", "Hello"))
    town.do("stew", UpdateSavedReply(saved.id, 1, "Restart", "Restart it."))


def test_of_two_changes_one_is_refused(town: Any, saved: SavedReply) -> None:
    changed = town.do("amy", UpdateSavedReply(saved.id, 1, "Restart", "Restart it."))
    assert (changed.version, changed.body) == (2, "Restart it.")
    with town.refused("support.stale", Conflict):
        town.do("stew", UpdateSavedReply(saved.id, 1, "Restart", "Do it again."))
    outcomes = town.at_once(
        *[
            lambda who=who: town.do(who, UpdateSavedReply(saved.id, 2, who, "Hello"))
            for who in ("amy", "stew", "sten")
        ]
    )
    assert sum(isinstance(outcome, SavedReply) for outcome in outcomes) == 1, outcomes


def test_uses_at_once_are_all_counted(town: Any, saved: SavedReply) -> None:
    questions = [town.question(f"Question {number}").id for number in range(6)]
    town.at_once(
        *[
            lambda who=who, question=question: town.do(who, UseSavedReply(question, saved.id))
            for who, question in zip(("amy", "stew", "sten") * 2, questions, strict=True)
        ]
    )
    assert town.ask("amy", ListSavedReplies()).items[0].uses == 6


def test_what_cannot_be_replied_to_counts_nothing(town: Any, saved: SavedReply) -> None:
    question = town.question()
    with pytest.raises(Invalid):
        town.do("amy", UseSavedReply(town.answer(question.id).id, saved.id))
    town.do("stew", LockThread(question.id, "Enough."))
    with pytest.raises(Conflict):
        town.do("amy", UseSavedReply(question.id, saved.id))
    town.do("stew", RemovePost(question.id))
    with pytest.raises((Conflict, NotFound)):
        town.do("amy", UseSavedReply(question.id, saved.id))
    assert town.ask("amy", ListSavedReplies()).items[0].uses == 0


def test_a_deleted_one_is_gone_and_what_it_said_stays(town: Any, saved: SavedReply) -> None:
    question = town.question()
    town.do("amy", UseSavedReply(question.id, saved.id))
    assert town.emitted("amy", DeleteSavedReply(saved.id)) == ["support.saved_reply_deleted"]
    with pytest.raises(NotFound):
        town.do("amy", UseSavedReply(question.id, saved.id))
    assert town.ask("amy", ListSavedReplies()).items == ()


def test_the_most_used_stand_ahead_in_one_statement(town: Any) -> None:
    question = town.question()
    for number in range(5):
        reply = town.do("amy", CreateSavedReply(f"Reply {number}", "Hello"))
        for _ in range(number):
            town.do("amy", UseSavedReply(question.id, reply.id, kind="comment"))
    found, after = [], None
    while True:
        with town.counted() as seen:
            page = town.ask("amy", ListSavedReplies(after=after, limit=2))
        assert len(seen) == 2, seen
        found += [reply.uses for reply in page.items]
        after = page.next
        if after is None:
            break
    assert found == [4, 3, 2, 1, 0]
