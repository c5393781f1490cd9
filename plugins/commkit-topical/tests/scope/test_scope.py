"""What a topical community is about: founded with it, or not at all."""

from datetime import date
from typing import Any

import pytest

from commkit import Denied, Invalid
from commkit.communities import CreateCommunity, UpdateSettings
from commkit_topical import ReadScope, Scope, ScopeSettings

Town = Any


def _founding(**settings: Any) -> CreateCommunity:
    return CreateCommunity(
        "bees",
        type="topical",
        title="Bees",
        purpose="Exchange",
        care_hours=1,
        review_on=date(2100, 1, 1),
        settings={"topical.scope": settings} if settings else {},
    )


def test_everybody_reads_what_it_is_about(town: Town) -> None:
    assert town.ask(None, ReadScope()) == Scope("Gardens in the city", ("Weapons",))


@pytest.mark.parametrize("settings", [{}, {"subject": " "}])
def test_none_is_founded_without_a_subject(sqlite_town: Town, settings: dict[str, Any]) -> None:
    with pytest.raises(Denied) as caught, sqlite_town.kit.session("ann") as lobby:
        lobby.do(_founding(**settings))
    assert caught.value.code == "topical.subject_required"


def test_stewards_change_it_and_cannot_clear_it(sqlite_town: Town) -> None:
    sqlite_town.do("owner", UpdateSettings("topical.scope", {"subject": "Balconies"}))
    assert sqlite_town.ask("ada", ReadScope()).subject == "Balconies"
    with sqlite_town.refused("topical.subject_required"):
        sqlite_town.do("owner", UpdateSettings("topical.scope", {"subject": ""}))


@pytest.mark.parametrize("settings", [{"subject": "s" * 301}, {"outside": ("x",) * 21}, {"outside": (" ",)}])
def test_settings_are_checked(settings: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        ScopeSettings(**settings)
    assert caught.value.code == "topical.bad_settings"
