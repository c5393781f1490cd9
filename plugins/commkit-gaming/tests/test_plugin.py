"""The plugin as a whole: it is found, its features serve other types, its settings are the host's, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from commkit import CommunityType, Kit
from commkit.posts import ListPinnedThreads, OpenSeedThreads
from commkit_gaming import REPLY, TOPIC, Gaming, GuildSettings
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_what_it_builds_on() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "gaming")
    assert entry.load() is Gaming
    with closing(Kit("sqlite://", plugins=[Gaming])) as kit:
        assert [made.name for made in kit.types] == ["gaming"]
        assert set(kit.plugins.requires["gaming"]) == {
            "contests",
            "ladders",
            "matching",
            "minors",
            "reputation",
            "tournaments",
        }


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[Gaming(guilds=GuildSettings(most_guilds=3))])) as kit:
        assert kit.registry.features["gaming.guilds"].settings.most_guilds == 3


def test_guilds_serve_other_types() -> None:
    club = CommunityType("club", features=("posts", "gaming.guilds"), post_kinds=(TOPIC, REPLY))
    with closing(Kit("sqlite://", plugins=[Gaming()], types=[club])) as kit:
        assert "gaming.games" not in kit.registry.types["club"].features


def test_a_new_community_has_something_to_read(sqlite_town: Any) -> None:
    opened = sqlite_town.do("owner", OpenSeedThreads())
    assert [thread.id for thread in sqlite_town.ask(None, ListPinnedThreads())] == list(opened)


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == "OWL recruit 2\n"
