"""What waits before it is published: who waits, where, and that nobody else sees it anywhere."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Conflict, Invalid, Kit, NotFound
from commkit.members import membership
from commkit.moderation import (
    HeldPostWithdrawn,
    ListCases,
    ListMyHeldPosts,
    ListMyStatementsOfReasons,
    ModerationAction,
    PostHeld,
    ReadCase,
    WithdrawHeldPost,
)
from commkit.notifications import ListInbox
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    ListThreads,
    ReadPost,
    ReadThread,
    ViewThread,
    ViewThreads,
)
from commkit.search import SearchContent
from commkit.spaces import CreateSpace
from tests.helpers import ask, assert_counters_hold, assert_invalid, assert_refused, do, emitted_facts
from tests.moderation.fixtures import case_of, decide, member, set_settings, write
from tests.sample import OWNER


def ids(kit: Kit, by: Any) -> list[Any]:
    return [thread.id for thread in ask(kit, by, "town", ListThreads(limit=100)).items]


def held(kit: Kit, by: str = "ada", **more: Any) -> list[str]:
    return [one.post.body for one in ask(kit, by, "town", ListMyHeldPosts(**more)).items]


def trust(kit: Kit, key: str, level: int) -> None:
    with kit.database.engine.begin() as connection:
        connection.execute(
            membership.update().where(membership.c.id == member(kit, key)).values(trust_level=level)
        )


def test_a_post_waits_until_a_moderator_publishes_it(town: Kit) -> None:
    set_settings(town, publication="before")
    facts = emitted_facts(town, "ada", "town", CreateThread(kind="question", title="Why?", body="Hello."))
    assert [fact.checked for fact in facts if isinstance(fact, PostHeld)] == [False]
    (case,) = ask(town, "eve", "town", ListCases()).items
    assert (case.held, case.priority) == (True, 0)
    assert [found.check for found in ask(town, "eve", "town", ReadCase(case.id)).detections] == ["before"]
    assert (ids(town, "bob"), ids(town, "ada"), ids(town, None)) == ([], [], [])
    assert (held(town), held(town, "bob"), held(town, "eve")) == (["Hello."], [], [])
    decide(town, case.id, ModerationAction.DISMISS)
    assert (ids(town, "bob"), held(town)) == ([case.object], [])
    assert_counters_hold(town, "town")


def test_one_that_is_not_published_has_its_reasons_and_no_automated_means(lite: Kit) -> None:
    set_settings(lite, publication="before")
    posted = write(lite)
    decide(lite, case_of(lite, posted.id), ModerationAction.REMOVE)
    with lite.session("ada") as lobby:
        (statement,) = lobby.ask(ListMyStatementsOfReasons()).items
    decision = statement.decision
    assert (decision.detected, decision.source, decision.automated) == (
        "publication",
        "own_initiative",
        False,
    )
    assert (ids(lite, "bob"), held(lite)) == ([], [])


def test_edits_wait_as_new_posts_do(town: Kit) -> None:
    posted = write(town)
    set_settings(town, publication="before")
    do(town, "ada", "town", EditPost(post=posted.id, version=1, body="Spam now."))
    assert (ids(town, "bob"), held(town)) == ([], ["Spam now."])


def test_replies_wait_and_their_thread_stays(town: Kit) -> None:
    posted = write(town)
    set_settings(town, publication="before")
    reply = do(town, "bob", "town", CreateReply(posted.id, "Hm."))
    assert [post.id for post in ask(town, "ada", "town", ReadThread(posted.id)).items] == [posted.id]
    assert ask(town, "ada", "town", ReadPost(posted.id)).reply_count == 0
    assert held(town, "bob", thread=posted.id) == ["Hm."]
    assert held(town, "bob", thread=reply.id) == []
    decide(town, case_of(town, reply.id), ModerationAction.DISMISS)
    assert ask(town, "ada", "town", ReadPost(posted.id)).reply_count == 1


def test_trusted_members_and_moderators_pass(lite: Kit) -> None:
    set_settings(lite, publication="before", trusted_level=2)
    trust(lite, "ada", 1)
    trust(lite, "bob", 2)
    posts = {key: write(lite, key).id for key in ("ada", "bob", "eve")}
    assert set(ids(lite, None)) == {posts["bob"], posts["eve"]}
    set_settings(lite, trusted_level=None)
    trust(lite, "bob", 3)
    assert write(lite, "bob").id not in ids(lite, None)


def test_a_space_says_more_than_a_kind_and_a_kind_more_than_the_community(lite: Kit) -> None:
    inside, other = (do(lite, "eve", "town", CreateSpace(slug, slug.title())) for slug in ("inside", "other"))
    set_settings(
        lite,
        publication="before",
        publication_of_kinds={"question": "after"},
        publication_of_spaces={str(inside.id): "before"},
    )

    def waits(space: Any, kind: str = "question") -> bool:
        made = do(lite, "ada", "town", CreateThread(kind=kind, title="T", body="B", space=space))
        return made.id not in ids(lite, "bob")

    assert [waits(None), waits(other.id), waits(inside.id)] == [False, False, True]
    thread = do(lite, "eve", "town", CreateThread(kind="question", title="T", body="B", space=inside.id))
    do(lite, "ada", "town", CreateReply(thread.id, "Hm."))
    assert held(lite, thread=thread.id) == ["Hm."]


def test_settings_that_would_have_no_effect_are_refused(lite: Kit) -> None:
    walled = do(lite, OWNER, "town", CreateSpace("walled", "Walled", private=True, walled=True))
    with assert_invalid(publication_of_spaces="walled"):
        set_settings(lite, review=True, publication_of_spaces={str(walled.id): "checked"})
    with assert_invalid(publication_of_kinds="unknown_kind"):
        set_settings(lite, publication_of_kinds={"nothing": "before"})
    with assert_invalid(publication_of_spaces="unknown_space"):
        set_settings(lite, publication_of_spaces={"00000000-0000-0000-0000-000000000001": "before"})
    for values in (
        {"publication": "checked"},
        {"publication": "never"},
        {"publication_of_kinds": {"question": "checked"}},
        {"publication_of_kinds": {"question": "x"}},
        {"trusted_level": -1},
    ):
        with pytest.raises(Invalid):
            set_settings(lite, **values)


def test_without_a_reviewer_what_was_to_be_checked_waits_for_a_moderator(lite: Kit) -> None:
    """The worker of another host may have the reviewer: until then moderators have the post in their queue."""
    set_settings(lite, review=True, publication="checked")
    posted = write(lite)
    lite.worker().drain()
    assert ids(lite, "bob") == []
    decide(lite, case_of(lite, posted.id), ModerationAction.DISMISS)
    assert ids(lite, "bob") == [posted.id]


def test_an_author_withdraws_what_waits_and_nothing_publishes_it_any_more(town: Kit) -> None:
    set_settings(town, publication="before")
    posted = write(town)
    case = case_of(town, posted.id)
    for stranger in ("bob", "eve"):
        with assert_refused(NotFound, "runtime.not_found"):
            do(town, stranger, "town", WithdrawHeldPost(posted.id))
    facts = emitted_facts(town, "ada", "town", WithdrawHeldPost(posted.id))
    assert [fact.case for fact in facts if isinstance(fact, HeldPostWithdrawn)] == [case]
    assert (ids(town, "bob"), held(town), ask(town, "eve", "town", ListCases()).items) == ([], [], ())
    with assert_refused(Conflict, "moderation.closed"):
        decide(town, case, ModerationAction.DISMISS)
    with assert_refused(NotFound, "runtime.not_found"):
        do(town, "ada", "town", WithdrawHeldPost(posted.id))
    assert ids(town, "bob") == []
    assert_counters_hold(town, "town")


def test_what_a_check_found_in_it_is_decided_about_all_the_same(town: Kit) -> None:
    set_settings(town, words="hold", denied_words=["pills"])
    posted = write(town)
    do(town, "ada", "town", WithdrawHeldPost(posted.id))
    (case,) = ask(town, "eve", "town", ListCases()).items
    assert (case.held, case.detections) == (False, 1)
    decide(town, case.id, ModerationAction.DISMISS)
    assert (ids(town, "bob"), held(town)) == ([], [])


READERS = ("ada", "bob", "cat", None)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ada", "bob"]),
        st.sampled_from(
            ["thread", "reply", "edit", "publish", "remove", "after", "before", "word", "withdraw"]
        ),
    ),
    min_size=1,
    max_size=12,
)


@given(steps=STEPS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_held_is_in_no_list_of_others(lite: Kit, steps: list[tuple[str, str]]) -> None:
    """Whatever happens in whatever order: others see nothing of it, moderators do, and the author in one list."""
    set_settings(lite, publication="before", words="hold", denied_words=["pills"])
    for by, step in steps:
        _do_step(lite, by, step)
    lite.worker().drain()
    hidden = {case.object for case in ask(lite, SYSTEM, "town", ListCases(limit=100)).items if case.held}
    for reader in READERS:
        assert not (hidden & set(_seen(lite, reader)))
    own = {
        key: {one.post.id for one in ask(lite, key, "town", ListMyHeldPosts(limit=100)).items}
        for key in ["ada", "bob", "cat"]
    }
    assert own["ada"] | own["bob"] == hidden
    assert not own["ada"] & own["bob"]
    assert own["cat"] == set()
    assert_counters_hold(lite, "town")


def _do_step(kit: Kit, by: str, step: str) -> None:
    threads = [thread.id for thread in ask(kit, by, "town", ListThreads(limit=100)).items]
    cases = [case for case in ask(kit, "eve", "town", ListCases(limit=100)).items if case.held]
    if step in ("thread", "word"):
        write(kit, by, "Buy my pills." if step == "word" else "Hidden words.")
    elif step == "reply" and threads:
        do(kit, by, "town", CreateReply(threads[0], "Hidden words."))
    elif step == "edit":
        mine = [
            post
            for post in ask(kit, by, "town", ListThreads(limit=100)).items
            if post.author == member(kit, by)
        ]
        if mine:
            do(kit, by, "town", EditPost(post=mine[0].id, version=mine[0].version, body="Hidden words."))
    elif step in ("publish", "remove") and cases:
        decide(kit, cases[0].id, ModerationAction.DISMISS if step == "publish" else ModerationAction.REMOVE)
    elif step == "withdraw":
        for waiting in ask(kit, by, "town", ListMyHeldPosts(limit=1)).items:
            do(kit, by, "town", WithdrawHeldPost(waiting.post.id))
    elif step in ("before", "after"):
        set_settings(kit, publication=step)


def _seen(kit: Kit, reader: Any) -> Iterator[Any]:
    """The ids of all posts that somebody is shown anywhere."""
    page = ask(kit, reader, "town", ListThreads(limit=100)).items
    yield from (post.id for post in page)
    for post in page:
        yield from (found.id for found in ask(kit, reader, "town", ReadThread(post.id, limit=100)).items)
        yield from (found.post.id for found in ask(kit, reader, "town", ViewThread(post.id)).items)
    yield from (found.post.id for found in ask(kit, reader, "town", ViewThreads(limit=100)).items)
    for sought in ("hidden words", "pills"):
        yield from (found.object for found in ask(kit, reader, "town", SearchContent(sought)).hits)
    if reader is not None:
        yield from (note.object for note in ask(kit, reader, "town", ListInbox(limit=100)).items)
