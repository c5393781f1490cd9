"""The front page: pins, articles and featured comments, a quota that always holds, and nothing that is not public."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Conflict, Denied, Invalid
from commkit.posts import MoveThread, PostId, RemovePost
from commkit.spaces import CreateSpace
from commkit_articles import ApproveArticle, CreateArticle, RetireArticle, ScheduleArticle, SubmitArticle
from commkit_media import (
    ClearFrontSlot,
    FeatureComment,
    FrontCandidate,
    FrontSettings,
    ListFrontPins,
    PinToFront,
    ReadFrontPage,
    SetClosing,
    SlotReason,
)
from commkit_media.front.policy import fill, slots_for_staff


def front(town: Any, reader: Any = None) -> Any:
    return town.ask(reader, ReadFrontPage(rendered=False))


def slots(town: Any, reader: Any = None) -> dict[int, Any]:
    return {slot.slot: slot.view.post.id for slot in front(town, reader).slots}


def test_it_has_the_newest_articles_and_featured_comments(town: Any) -> None:
    first = town.published(title="First")
    town.pass_time(hours=1)
    comment = town.reply(first.id)
    town.do("edi", FeatureComment(comment.id))
    town.pass_time(hours=1)
    second = town.published(title="Second")
    town.reply(second.id)
    town.comment()
    page = front(town)
    assert [(slot.slot, slot.view.post.id, slot.reason, slot.by_staff) for slot in page.slots] == [
        (1, second.id, SlotReason.ARTICLE, False),
        (2, comment.id, SlotReason.FEATURED, False),
        (3, first.id, SlotReason.ARTICLE, False),
    ]
    assert (page.size, page.quota.allowed, page.quota.used, page.quota.passed_over) == (10, 6, 0, ())


def test_editors_pin_posts_to_slots(town: Any) -> None:
    old, new = town.published(title="Old"), town.published(title="New")
    comment = town.reply(old.id)
    town.do("edi", PinToFront(old.id, slot=1))
    town.do("edi", PinToFront(comment.id, slot=3, until=town.after(hours=1)))
    assert slots(town) == {1: old.id, 2: new.id, 3: comment.id}
    assert [pin.slot for pin in town.ask("edi", ListFrontPins())] == [1, 3]
    town.do("edi", PinToFront(old.id, slot=2))
    assert slots(town) == {1: new.id, 2: old.id, 3: comment.id}
    town.pass_time(hours=1)
    assert slots(town) == {1: new.id, 2: old.id}
    assert "media.front_unpinned" in town.emitted("edi", ClearFrontSlot(2))
    assert not town.do("edi", ClearFrontSlot(2))
    assert "media.front_pinned" in town.emitted("edi", PinToFront(new.id, slot=2))


def test_what_cannot_be_pinned_is_refused(town: Any) -> None:
    article = town.published()
    for wrong in ({"slot": 0}, {"slot": 11}, {"slot": 1, "until": town.clock()}):
        with town.refused("runtime.invalid", Invalid):
            town.do("edi", PinToFront(article.id, **wrong))
    with town.refused("runtime.invalid", Invalid):
        town.do("edi", PinToFront(town.comment().thread, slot=1))
    with pytest.raises(Denied):
        town.do("rea", PinToFront(article.id, slot=1))
    town.do("stew", RemovePost(article.id))
    with town.refused("media.post_removed", Conflict):
        town.do("stew", PinToFront(article.id, slot=1))


def test_the_company_s_own_posts_have_a_share_of_the_slots(make_town: Any) -> None:
    town = make_town(front=FrontSettings(slots=4, staff_percent=50))
    reader = town.published(title="By a reader")
    own = []
    for number in range(4):
        town.pass_time(minutes=1)
        own.append(town.published(title=str(number), kind="press_release"))
    page = front(town)
    assert {slot.slot: slot.view.post.id for slot in page.slots} == {1: own[3].id, 2: own[2].id, 3: reader.id}
    assert (page.quota.allowed, page.quota.used, page.quota.passed_over) == (2, 2, (own[1].id, own[0].id))
    for slot, post in enumerate(own[:2], start=1):
        town.do("edi", PinToFront(post.id, slot=slot))
    with town.refused("media.front_quota", Conflict):
        town.do("edi", PinToFront(own[2].id, slot=3))
    town.do("edi", PinToFront(own[2].id, slot=2))
    assert slots(town) == {1: own[0].id, 2: own[2].id, 3: reader.id}


def test_posts_of_staff_are_the_company_s_own(town: Any) -> None:
    article = town.published()
    for by in ("rea", "xan"):
        town.do("edi", FeatureComment(town.reply(article.id, by=by).id))
    assert sorted((slot.view.post.author_name, slot.by_staff) for slot in front(town).slots) == [
        ("ada", False),
        ("rea", True),
        ("xan", False),
    ]


def test_what_is_not_public_is_never_there(town: Any) -> None:
    article = town.do("ada", CreateArticle(title="Secret", body="Secret."))
    town.do("ada", SubmitArticle(article.id, 1))
    town.do("edi", ApproveArticle(article.id, 1))
    town.do("edi", ScheduleArticle(article.id, town.after(hours=2), embargo=True))
    for reader in (None, "ada", "edi", "stew"):
        assert front(town, reader).slots == ()
    town.pass_time(hours=2)
    assert [slot.view.post.title for slot in front(town).slots] == ["Secret"]
    post = front(town).slots[0].view.post.id
    town.do("edi", PinToFront(post, slot=4))
    town.do("edi", RetireArticle(article.id, "Not true."))
    assert front(town).slots == ()
    with town.refused("media.not_for_front", Conflict):
        town.do("edi", PinToFront(post, slot=1))
    hidden, archived = town.published(title="Hidden"), town.published(title="Archived")
    space = town.do("stew", CreateSpace("inner", "Inner", private=True))
    town.do("stew", MoveThread(hidden.id, space.id))
    town.do("edi", PinToFront(archived.id, slot=2))
    town.do("stew", PinToFront(hidden.id, slot=3))
    town.do("edi", SetClosing(archived.id, closes_at=town.after(hours=1), archives_at=town.after(hours=1)))
    assert slots(town, "bob") == {2: archived.id}
    assert slots(town, "stew") == {2: archived.id, 3: hidden.id}
    town.pass_time(hours=1)
    assert slots(town, "bob") == {}


def test_it_takes_as_many_statements_whatever_is_on_it(town: Any) -> None:
    town.published()
    with town.counted() as few:
        front(town)
    for number in range(6):
        article = town.published(title=str(number))
        town.do("edi", FeatureComment(town.reply(article.id).id))
    town.do("edi", PinToFront(article.id, slot=3))
    with town.counted() as more:
        front(town)
    assert len(few) == len(more)


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
CANDIDATES = st.builds(
    FrontCandidate,
    st.integers(1, 12).map(lambda number: PostId(UUID(int=number))),
    st.integers(0, 50).map(lambda hours: NOON + timedelta(hours=hours)),
    st.booleans(),
    st.sampled_from([SlotReason.ARTICLE, SlotReason.FEATURED]),
)


@given(
    pins=st.dictionaries(st.integers(1, 12), CANDIDATES, max_size=8),
    candidates=st.lists(CANDIDATES, max_size=20),
    size=st.integers(1, 10),
    percent=st.integers(0, 100),
)
def test_the_quota_always_holds_and_no_post_is_there_twice(
    pins: dict[int, FrontCandidate], candidates: list[FrontCandidate], size: int, percent: int
) -> None:
    filled, quota = fill(pins, candidates, size=size, percent=percent)
    own = [slot for slot in filled if slot.by_staff]
    assert len(own) == quota.used <= quota.allowed == slots_for_staff(size, percent) <= size * percent / 100
    assert len({slot.post for slot in filled}) == len(filled)
    assert {slot.slot for slot in filled} <= set(range(1, size + 1))
    assert not {slot.post for slot in filled} & set(quota.passed_over) or own
    others = {each.post for each in candidates} - {each.post for each in pins.values()}
    if len(filled) < size:
        # Nobody else is left out while slots are free.
        left = others - {slot.post for slot in filled} - set(quota.passed_over)
        assert left == set()


def test_settings_have_ranges() -> None:
    for wrong in ({"slots": 0}, {"staff_percent": 101}):
        with pytest.raises(Invalid):
            FrontSettings(**wrong)
