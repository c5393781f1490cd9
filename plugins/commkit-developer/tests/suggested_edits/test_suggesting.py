"""Suggested edits: who suggests, who sees them, what they change, and how their suggester changes them."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.posts import DiffSegment, EditPost, Post, RemovePost
from commkit_developer import (
    EditState,
    ListSuggestedEdits,
    ReadSuggestedEdit,
    RejectSuggestedEdit,
    RewriteSuggestedEdit,
    SuggestedEdit,
    SuggestEdit,
    WithdrawSuggestedEdit,
)


def suggest(town: Any, post: Post, by: str = "bob", body: str = "It worked yesterday. What now?") -> Any:
    return town.do(by, SuggestEdit(post=post.id, version=post.version, body=body, reason="Grammar."))


def queue(town: Any, actor: Any, **filters: Any) -> list[Any]:
    return [item.edit.id for item in town.ask(actor, ListSuggestedEdits(**filters)).items]


def test_a_suggestion_waits_and_changes_nothing_yet(town: Any) -> None:
    question = town.question()
    command = SuggestEdit(
        post=question.id, version=1, title="Build fails on 3.14", tags=("build",), reason="Clearer."
    )
    assert town.emitted("bob", command) == ["developer.edit_suggested"]
    (queued,) = town.ask("stew", ListSuggestedEdits()).items
    edit = queued.edit
    assert (edit.title, edit.body, edit.tags) == ("Build fails on 3.14", question.body, ("build",))
    assert (edit.version, edit.base, edit.state) == (1, 1, EditState.PENDING)
    assert (queued.current, queued.outdated, queued.approvals, queued.rejections) == (1, False, 0, 0)
    shown = town.ask("ada", ReadSuggestedEdit(edit.id))
    assert shown.diff.title[-1] == DiffSegment("insert", "fails on 3.14")
    assert (shown.diff.added_tags, shown.diff.before, shown.diff.after) == (("build",), 1, 2)
    assert shown.since is None
    assert town.inbox("ada") == [("developer.edit_suggested", question.id)]


@pytest.mark.parametrize(
    ("actor", "sees"),
    [("bob", True), ("ada", True), ("max", True), ("stew", True), (SYSTEM, True), ("cid", False)],
    ids=str,
)
def test_the_suggester_the_author_and_reviewers_see_it(town: Any, actor: Any, sees: bool) -> None:
    question = town.question()
    edit = suggest(town, question)
    assert queue(town, actor) == queue(town, actor, post=question.id) == ([edit.id] if sees else [])
    if sees:
        assert town.ask(actor, ReadSuggestedEdit(edit.id)).queued.edit == edit
    else:
        for wrong in (ReadSuggestedEdit(edit.id),):
            with pytest.raises(NotFound):
                town.ask(actor, wrong)
        with pytest.raises(NotFound):
            town.do(actor, RejectSuggestedEdit(edit.id, 1, "No."))


def test_a_suggestion_for_a_removed_post_is_hidden_with_it(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    edit = suggest(town, question)
    town.do("ada", RemovePost(question.id))
    assert (queue(town, "bob"), queue(town, "stew")) == ([], [edit.id])
    with pytest.raises(NotFound):
        town.do("cid", SuggestEdit(post=question.id, version=1, body="Other.", reason="Why not."))


def test_who_may_edit_has_nobody_to_ask(sqlite_town: Any) -> None:
    question = sqlite_town.question()
    for actor in ("ada", "max", "stew"):
        with sqlite_town.refused("developer.edit_directly", Denied):
            suggest(sqlite_town, question, by=actor)


def test_what_changes_nothing_or_is_malformed_is_refused(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    for changes, path in (
        ({}, "body"),
        ({"title": question.title, "body": question.body, "tags": ()}, "body"),
        ({"title": " "}, "title"),
        ({"tags": tuple("abcdefghi")}, "tags"),
        ({"body": ""}, "body"),
    ):
        with pytest.raises(Invalid) as caught:
            town.do("bob", SuggestEdit(post=question.id, version=1, reason="Why not.", **changes))
        assert caught.value.errors[0].path.partition(".")[0] == path, changes
    answer = town.answer(question.id, by="cid")
    with pytest.raises(Invalid):  # a reply has no title
        town.do("bob", SuggestEdit(post=answer.id, version=1, title="Title", reason="Why not."))
    assert queue(town, "stew") == []


def test_one_suggestion_of_a_member_for_a_post_is_pending(town: Any) -> None:
    question = town.question()
    first = suggest(town, question)
    with town.refused("developer.edit_pending", Conflict):
        suggest(town, question, body="Something else.")
    other = suggest(town, question, by="cid", body="Mine.")
    town.do("bob", WithdrawSuggestedEdit(first.id))
    second = suggest(town, question, body="Something else.")
    assert queue(town, "stew") == [other.id, second.id]
    assert queue(town, "stew", state=EditState.WITHDRAWN) == [first.id]


def test_an_edit_for_an_older_version_is_refused(sqlite_town: Any) -> None:
    question = sqlite_town.question()
    sqlite_town.do("ada", EditPost(post=question.id, version=1, body="It never worked."))
    with sqlite_town.refused("developer.post_edited", Conflict):
        suggest(sqlite_town, question)


def test_the_post_was_edited_since_it_is_shown_and_rewritten(town: Any) -> None:
    question = town.question()
    edit = suggest(town, question)
    town.do(
        "ada", EditPost(post=question.id, version=1, title="Build fails since Monday", body="It never did.")
    )
    shown = town.ask("bob", ReadSuggestedEdit(edit.id))
    assert (shown.queued.outdated, shown.queued.current) == (True, 2)
    assert "".join(part.text for part in shown.diff.body if part.operation != "insert") == question.body
    assert shown.since is not None
    assert "".join(part.text for part in shown.since.body if part.operation != "delete") == "It never did."
    assert (shown.since.before, shown.since.after) == (1, 2)

    with town.refused("developer.post_edited", Conflict):
        town.do("bob", RewriteSuggestedEdit(edit=edit.id, base=1, body="It never did. Why?"))
    rebased = town.do("bob", RewriteSuggestedEdit(edit=edit.id, base=2, body="It never did. Why?"))
    assert (rebased.version, rebased.base, rebased.title) == (2, 2, "Build fails since Monday")
    assert rebased.reason == "Grammar."
    after = town.ask("bob", ReadSuggestedEdit(edit.id))
    assert (after.queued.outdated, after.since, after.queued.edit) == (False, None, rebased)
    with pytest.raises(Invalid):
        town.do("bob", RewriteSuggestedEdit(edit=edit.id, base=2, body="It never did."))


def test_only_its_suggester_rewrites_and_withdraws_it(sqlite_town: Any) -> None:
    edit = suggest(sqlite_town, sqlite_town.question())
    for actor in ("ada", "stew"):
        with pytest.raises(Denied):
            sqlite_town.do(actor, WithdrawSuggestedEdit(edit.id))
        with pytest.raises(Denied):
            sqlite_town.do(actor, RewriteSuggestedEdit(edit=edit.id, base=1, body="Mine."))
    withdrawn = sqlite_town.do("bob", WithdrawSuggestedEdit(edit.id))
    assert withdrawn.state is EditState.WITHDRAWN
    for command in (
        WithdrawSuggestedEdit(edit.id),
        RewriteSuggestedEdit(edit=edit.id, base=1, body="Again."),
    ):
        with sqlite_town.refused("developer.edit_decided", Conflict):
            sqlite_town.do("bob", command)


def test_a_page_of_the_queue_is_one_statement_however_many_there_are(town: Any) -> None:
    edits: list[SuggestedEdit] = []
    costs = set()
    for number in range(6):
        edits.append(suggest(town, town.question(f"Question {number}")))
        if number in (0, 5):
            with town.counted() as seen:
                town.ask("stew", ListSuggestedEdits())
            costs.add(len(seen))
    assert len(costs) == 1, costs
    first = town.ask("stew", ListSuggestedEdits(limit=4))
    rest = town.ask("stew", ListSuggestedEdits(limit=4, after=first.next))
    assert [item.edit for item in (*first.items, *rest.items)] == edits
    assert rest.next is None
    with pytest.raises(Invalid):  # the cursor is of another list
        town.ask("stew", ListSuggestedEdits(after=first.next, state=EditState.REJECTED))
