"""Tickers: entries by reporters, the newest first, pinned, corrected with a note that all see."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.posts import CreateThread, EditPost, MergeThreads, RemovePost
from commkit.spaces import CreateSpace
from commkit_media import AddEntry, CorrectEntry, PinEntry, ViewTicker


@pytest.fixture
def ticker(town: Any) -> Any:
    return opened(town)


def opened(town: Any, **more: Any) -> Any:
    return town.do("rea", CreateThread(kind="ticker", title="The final", body="From 20:00.", **more))


def add(town: Any, ticker: Any, body: str = "Goal!", by: str = "rea") -> Any:
    return town.do(by, AddEntry(ticker.id, body))


def shown(town: Any, ticker: Any, reader: Any = None, **more: Any) -> Any:
    return town.ask(reader, ViewTicker(ticker.id, rendered=False, **more))


def texts(entries: Any) -> list[str]:
    return [entry.view.post.body for entry in entries]


def test_entries_are_read_the_newest_first_and_comments_are_none(town: Any, ticker: Any) -> None:
    for body in ("One.", "Two."):
        add(town, ticker, body)
    town.reply(ticker.id, body="Hurrah!")
    add(town, ticker, "Three.", by="edi")
    page = shown(town, ticker)
    assert texts(page.items) == ["Three.", "Two.", "One."]
    assert [entry.position for entry in page.items] == [4, 2, 1]
    assert (page.latest, page.pinned) == (4, ())


def test_a_reader_asks_for_what_came_since_and_for_older_ones(town: Any, ticker: Any) -> None:
    for number in range(5):
        add(town, ticker, str(number))
    first = shown(town, ticker, limit=2)
    assert texts(first.items) == ["4", "3"]
    add(town, ticker, "5")
    assert texts(shown(town, ticker, since=first.latest).items) == ["5"]
    assert shown(town, ticker, since=6).latest == 6
    older = shown(town, ticker, after=first.next, limit=2)
    assert texts(older.items) == ["2", "1"]
    assert texts(shown(town, ticker, after=older.next).items) == ["0"]


def test_readers_write_no_entries(town: Any, ticker: Any) -> None:
    for by in ("ada", "xan", "mod"):
        with pytest.raises(Denied):
            add(town, ticker, by=by)
        with town.refused("media.not_a_reporter"):
            town.reply(ticker.id, by=by, kind="entry")
    with pytest.raises(Denied):
        town.do("ada", CreateThread(kind="ticker", title="Mine", body="Mine."))
    assert town.reply(ticker.id, by="rea", kind="entry").kind == "entry"
    with town.refused("runtime.invalid", Invalid):
        add(town, town.published())


def test_an_entry_is_corrected_with_a_note_and_in_no_other_way(town: Any, ticker: Any) -> None:
    entry = add(town, ticker, "Goal by 9!")
    with town.refused("media.correct_instead"):
        town.do("rea", EditPost(post=entry.id, version=1, body="Goal by 7!"))
    assert "media.entry_corrected" in town.emitted(
        "edi", CorrectEntry(entry.id, version=1, body="Goal by 7!", note="It was 7.")
    )
    with pytest.raises(Conflict):
        town.do("rea", CorrectEntry(entry.id, version=1, body="Goal by 8!", note="It was 8."))
    (seen,) = shown(town, ticker).items
    assert seen.view.post.body == "Goal by 7!"
    assert [(its.version, its.note) for its in seen.corrections] == [(2, "It was 7.")]
    with pytest.raises(Denied):
        town.do("ada", CorrectEntry(entry.id, version=2, body="No.", note="No."))


def test_entries_are_pinned_five_at_most(town: Any, ticker: Any) -> None:
    entries = [add(town, ticker, str(number)) for number in range(6)]
    for entry in entries[:5]:
        assert town.do("rea", PinEntry(entry.id))
    assert not town.do("rea", PinEntry(entries[0].id))
    with town.refused("media.too_many_pinned", Conflict):
        town.do("rea", PinEntry(entries[5].id))
    assert town.do("rea", PinEntry(entries[1].id, pinned=False))
    page = shown(town, ticker)
    assert texts(page.pinned) == ["4", "3", "2", "0"]
    assert [entry.pinned for entry in page.items] == [False, True, True, True, False, True]
    assert shown(town, ticker, after=shown(town, ticker, limit=2).next).pinned == ()
    assert "media.entry_pinned" in town.emitted("rea", PinEntry(entries[1].id))


def test_what_was_removed_is_not_among_them(town: Any, ticker: Any) -> None:
    entry = add(town, ticker)
    town.do("mod", RemovePost(entry.id))
    assert shown(town, ticker, "stew").items == ()
    with town.refused("media.post_removed", Conflict):
        town.do("stew", PinEntry(entry.id))


def test_entries_keep_their_order_when_tickers_are_merged(town: Any, ticker: Any) -> None:
    other = opened(town)
    add(town, ticker, "First.")
    add(town, other, "Other.")
    town.do("stew", MergeThreads(other.id, ticker.id))
    assert texts(shown(town, ticker).items) == ["Other.", "First."]
    with town.refused("runtime.invalid", Invalid):
        shown(town, other)


def test_a_ticker_for_an_audience_is_for_it_alone(town: Any) -> None:
    space = town.do("stew", CreateSpace("inner", "Inner", private=True))
    ticker = town.do("stew", CreateThread(kind="ticker", title="T", body="T.", space=space.id))
    town.do("stew", AddEntry(ticker.id, "Secret."))
    with pytest.raises(NotFound):
        shown(town, ticker, "ada")


def test_a_page_takes_as_many_statements_whatever_is_on_it(town: Any, ticker: Any) -> None:
    add(town, ticker)
    with town.counted() as few:
        shown(town, ticker)
    for number in range(10):
        entry = add(town, ticker, str(number))
        town.do("rea", CorrectEntry(entry.id, version=1, body="No.", note="So."))
    town.do("rea", PinEntry(entry.id))
    with town.counted() as more:
        shown(town, ticker)
    assert len(few) == len(more)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(["add", "say", "remove"]), max_size=12), limit=st.integers(1, 4))
def test_pages_hold_every_entry_once_in_falling_order(sqlite_town: Any, acts: list[str], limit: int) -> None:
    town = sqlite_town
    ticker = opened(town)
    kept: list[Any] = []
    for number, act in enumerate(acts):
        if act == "add":
            kept.append(add(town, ticker, str(number)))
        elif act == "say":
            town.reply(ticker.id)
        elif kept:
            town.do("mod", RemovePost(kept.pop(0).id))
    found, after = [], None
    while True:
        page = shown(town, ticker, after=after, limit=limit)
        found += page.items
        after = page.next
        if after is None:
            break
    assert [entry.view.post.id for entry in found] == [entry.id for entry in reversed(kept)]
