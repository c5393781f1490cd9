"""A gaming community is founded with games, and keeps some."""

from typing import Any

import pytest
from attrs import evolve

from commkit import Denied, Invalid
from commkit.communities import UpdateSettings
from commkit_gaming import GamesSettings, GuildSettings, PlayedGames, ReadPlayedGames

Town = Any


def test_a_community_without_a_game_is_refused(sqlite_town: Town) -> None:
    town = sqlite_town
    with town.refused("gaming.games_required", Denied), town.kit.session("owner") as lobby:
        lobby.do(evolve(town.community, slug="other", settings={}))
    with town.kit.session("owner") as lobby:
        lobby.do(evolve(town.community, slug="other"))


def test_everybody_reads_what_is_played_and_it_is_never_cleared(sqlite_town: Town) -> None:
    town = sqlite_town
    assert town.ask(None, ReadPlayedGames()) == PlayedGames(("Go",), 0)
    town.do("owner", UpdateSettings("gaming.games", {"titles": ["Go", "Chess"], "youngest": 12}))
    assert town.ask(None, ReadPlayedGames()) == PlayedGames(("Go", "Chess"), 12)
    with town.refused("gaming.games_required", Denied):
        town.do("owner", UpdateSettings("gaming.games", {"titles": []}))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: GamesSettings(titles=("",)),
        lambda: GamesSettings(titles=("x" * 201,)),
        lambda: GamesSettings(titles=("Go",) * 51),
        lambda: GamesSettings(youngest=-1),
        lambda: GuildSettings(most_guilds=0),
        lambda: GuildSettings(most_guilds=21),
        lambda: GuildSettings(largest=1),
        lambda: GuildSettings(largest=1_001),
    ],
)
def test_settings_that_do_not_fit_are_refused(wrong: Any) -> None:
    with pytest.raises(Invalid) as caught:
        wrong()
    assert caught.value.code == "gaming.bad_settings"
