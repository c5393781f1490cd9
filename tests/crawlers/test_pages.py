"""The pages that search engines may list are what a visitor may read, less what somebody wants to be left out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commkit import Invalid, Kit
from commkit.communities import UpdateSettings
from commkit.crawlers import (
    CrawledPage,
    ListCrawledMembers,
    ListCrawledThreads,
    ListSitemapStarts,
    ListUnlistedMembers,
    SetCrawlerPreference,
    SitemapStart,
)
from commkit.members import LeaveCommunity
from commkit.posts import CreateReply, CreateThread, EditPost, Post, RemovePost
from commkit.spaces import CreateSpace, Space
from commkit.testing.clock import ManualClock
from commkit.testing.kits import capture_statements
from tests.helpers import ask, do, member_id
from tests.sample import OWNER, create_community

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=("ada", "bob"))
    return clocked_kit


def thread(kit: Kit, actor: str = "ada", **fields: Any) -> Post:
    return do(kit, actor, "town", CreateThread(kind="question", title="Why?", body="Tell me.", **fields))


def space(kit: Kit, slug: str, **fields: Any) -> Space:
    return do(kit, OWNER, "town", CreateSpace(slug, title=slug, purpose="To talk.", **fields))


def listed(kit: Kit, **fields: Any) -> tuple[CrawledPage, ...]:
    return ask(kit, None, "town", ListCrawledThreads(**fields)).items


def starts(kit: Kit, *, kind: Any = "threads", **fields: Any) -> tuple[SitemapStart, ...]:
    return ask(kit, None, "town", ListSitemapStarts(kind=kind, **fields))


def test_threads_with_their_last_visible_change(town: Kit, clock: ManualClock) -> None:
    asked = thread(town)
    clock.advance(timedelta(days=1))
    answer = do(town, "bob", "town", CreateReply(asked.id, "So.", kind="answer"))
    assert listed(town) == (CrawledPage("Post", asked.id, START + timedelta(days=1)),)
    clock.advance(timedelta(days=1))
    do(town, "bob", "town", EditPost(post=answer.id, body="So it is.", version=answer.version))
    assert listed(town)[0].changed_at == START + timedelta(days=2)
    do(town, OWNER, "town", RemovePost(answer.id, reason="Wrong."))
    assert listed(town)[0].changed_at == START, "what nobody sees changed nothing that is seen"


def test_not_what_is_removed_or_behind_an_audience(town: Kit) -> None:
    shown, removed = thread(town), thread(town)
    closed = space(town, "closed", private=True)
    behind = thread(town, OWNER, space=closed.id)
    assert listed(town, space=closed.id) == ()
    assert [page.object for page in ask(town, OWNER, "town", ListCrawledThreads(space=closed.id)).items] == [
        behind.id
    ], "control: who stands inside is listed it"
    do(town, OWNER, "town", RemovePost(removed.id, reason="Spam."))
    assert [page.object for page in listed(town)] == [shown.id]
    assert {page.object for page in ask(town, OWNER, "town", ListCrawledThreads()).items} == {
        shown.id,
        removed.id,
    }, "control: who reads removed threads is listed them"


def test_each_space_has_its_own(town: Kit) -> None:
    board = space(town, "board")
    inside, outside = thread(town, space=board.id), thread(town)
    assert [page.object for page in listed(town)] == [outside.id]
    assert [page.object for page in listed(town, space=board.id)] == [inside.id]


def test_not_what_members_began_who_want_no_indexing(town: Kit) -> None:
    hers, his = thread(town, "ada"), thread(town, "bob")
    do(town, "ada", "town", CreateReply(his.id, "Me too.", kind="answer"))
    do(town, "ada", "town", SetCrawlerPreference(indexing=False, training=True))
    assert [page.object for page in listed(town)] == [his.id]
    members = [page.object for page in ask(town, None, "town", ListCrawledMembers()).items]
    assert member_id(town, "ada") not in members
    assert member_id(town, "bob") in members
    do(town, "ada", "town", SetCrawlerPreference(indexing=True, training=True))
    assert [page.object for page in listed(town)] == [hers.id, his.id]


def test_nothing_of_a_community_that_wants_no_indexing(town: Kit) -> None:
    thread(town)
    do(town, OWNER, "town", UpdateSettings("crawlers", {"indexing": False}))
    assert listed(town) == ()
    assert ask(town, None, "town", ListCrawledMembers()).items == ()
    assert starts(town) == starts(town, kind="members") == ()


def test_who_left_has_no_page(town: Kit) -> None:
    bob = member_id(town, "bob")
    do(town, "bob", "town", LeaveCommunity())
    assert bob not in [page.object for page in ask(town, None, "town", ListCrawledMembers()).items]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_sitemaps_of_any_size_hold_each_thread_once(town: Kit, size: int) -> None:
    board, empty = space(town, "board"), space(town, "empty")
    made = {
        None: [thread(town).id for _ in range(7)],
        board.id: [thread(town, space=board.id).id for _ in range(3)],
    }
    found: dict[Any, list[Any]] = {}
    begun = starts(town, size=size)
    assert len(begun) == -(-7 // size) + -(-3 // size)
    for start in begun:
        page = listed(town, space=start.space, after=start.after, limit=size)
        assert page, "no sitemap is empty"
        found.setdefault(start.space, []).extend(each.object for each in page)
    assert found == made
    assert empty.id not in found


def test_sitemaps_of_members_hold_each_once(town: Kit) -> None:
    begun = starts(town, kind="members", size=2)
    assert [start.space for start in begun] == [None, None]
    found = [
        page.object
        for start in begun
        for page in ask(town, None, "town", ListCrawledMembers(after=start.after, limit=2)).items
    ]
    assert sorted(found) == sorted(member_id(town, key) for key in ("ada", "bob", OWNER))


def test_where_sitemaps_begin_says_nothing_of_what_is_hidden(town: Kit) -> None:
    closed = space(town, "closed", private=True)
    shown = [thread(town).id for _ in range(2)]
    before = starts(town, size=1)
    thread(town, OWNER, space=closed.id)
    do(town, OWNER, "town", RemovePost(thread(town).id, reason="Spam."))
    do(town, "ada", "town", SetCrawlerPreference(indexing=False, training=True))
    thread(town)
    assert starts(town, size=1) == ()
    do(town, "ada", "town", SetCrawlerPreference(indexing=True, training=True))
    assert starts(town, size=1)[:2] == before
    assert len(before) == len(shown)
    assert closed.id in [start.space for start in ask(town, OWNER, "town", ListSitemapStarts(kind="threads"))]


def test_where_sitemaps_begin_takes_one_statement_however_many_spaces(town: Kit) -> None:
    counts = []
    for number in range(3):
        thread(town, space=space(town, f"s{number}").id)
        starts(town)
        with capture_statements(town) as statements:
            assert len(starts(town)) == number + 1
        counts.append(len(statements))
    assert counts == [2, 2, 2], "the look-up of the session, and the starts"


def test_who_among_some_wants_no_indexing(town: Kit) -> None:
    ada, bob = member_id(town, "ada"), member_id(town, "bob")

    def unlisted(*members: Any) -> tuple[Any, ...]:
        return ask(town, None, "town", ListUnlistedMembers(members=members))

    assert unlisted(ada, bob) == unlisted() == ()
    do(town, "ada", "town", SetCrawlerPreference(indexing=False, training=True))
    do(town, "bob", "town", SetCrawlerPreference(indexing=True, training=False))
    assert unlisted(ada, bob, ada) == (ada,)
    assert unlisted(bob) == ()
    with pytest.raises(Invalid, match="1000"):
        unlisted(*[ada] * 1_001)


def test_limits_and_cursors_of_other_lists_are_refused(town: Kit) -> None:
    for fields in ({"limit": 0}, {"limit": 1_001}, {"after": "nonsense"}):
        with pytest.raises(Invalid):
            listed(town, **fields)
    with pytest.raises(Invalid):
        starts(town, size=50_001)
    for _ in range(2):
        thread(town)
    second = starts(town, size=1)[1].after
    assert len(listed(town, after=second)) == 1, "control"
    with pytest.raises(Invalid):
        ask(town, None, "town", ListCrawledMembers(after=second))


def test_a_page_takes_one_statement_whatever_its_size(town: Kit) -> None:
    for _ in range(5):
        thread(town)
    counts = []
    for limit in (1, 5):
        listed(town, limit=limit)
        with capture_statements(town) as statements:
            assert len(listed(town, limit=limit)) == limit
        counts.append(len(statements))
    assert counts == [2, 2], "the look-up of the session, and the page"
