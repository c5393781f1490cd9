"""Announcements: only staff makes them."""

from typing import Any

from commkit import Denied
from commkit.posts import CreateThread


def test_only_staff_makes_announcements(sqlite_town: Any) -> None:
    news = CreateThread(kind="announcement", title="We moved", body="To a bigger house.")
    with sqlite_town.refused("support.staff_only", Denied):
        sqlite_town.do("ada", news)
    assert sqlite_town.do("stew", news).by_staff
