"""No member keeps more custom feeds than they may, nor two with one title, however many are made at once."""

from threading import Barrier, get_ident
from typing import Any

import pytest

from commkit.communities import UpdateSettings
from commkit_topical import CreateCustomFeed, ListMyCustomFeeds, Topical
from commkit_topical.custom_feeds import handlers
from tests.plugin_processes import Sender


@pytest.mark.slow
def test_eight_processes_make_as_many_feeds_as_one_may(town: Any) -> None:
    town.do("owner", UpdateSettings("topical.custom_feeds", {"max_feeds": 3}))
    space = town.topic().id
    wanted = [CreateCustomFeed(title, (space,)) for title in ("A", "B", "C", "D")]
    told = Sender(town.url, Topical, "gardens", "ada").send(*wanted)
    assert set(told) == {"done", "topical.too_many_custom_feeds"} | (
        {"topical.custom_feed_exists"} & set(told)
    )
    feeds = town.ask("ada", ListMyCustomFeeds())
    assert told.count("done") == len(feeds) == 3
    assert len({each.feed.title for each in feeds}) == 3


@pytest.mark.postgres
def test_control_without_the_lock_there_are_too_many(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = postgres_town
    town.do("owner", UpdateSettings("topical.custom_feeds", {"max_feeds": 1}))
    command = CreateCustomFeed("Flowers", (town.topic().id,))
    met, held = Barrier(2), set[int]()

    def hold(sql: str) -> None:
        if "INSERT INTO commkit_topical_custom_feed" in sql and get_ident() not in held:
            held.add(get_ident())
            met.wait(timeout=20)

    monkeypatch.setattr(handlers, "lock_member", lambda context, member: True)
    town.kit.database.observer = hold
    try:
        town.at_once(*(lambda: town.do("ada", command),) * 2)
    finally:
        town.kit.database.observer = None
    assert len(town.ask("ada", ListMyCustomFeeds())) == 2
