"""The plugin as a whole: it is found, it serves any type, its settings are the host's, its README runs."""

from contextlib import closing
from datetime import timedelta
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from commkit import Invalid, Kit
from commkit.adapters.http import make_contract
from commkit.adapters.http.openapi import describe
from commkit_ranking import Ranking
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "ranking")
    assert entry.load() is Ranking
    with closing(Kit("sqlite://", plugins=[Ranking])) as kit:
        assert kit.types == ()
        assert kit.plugins.requires == {"ranking": ()}


def test_the_host_sets_the_settings() -> None:
    plugin = Ranking(up=("like",), down=("dislike",), settle=timedelta(seconds=5))
    with closing(Kit("sqlite://", plugins=[plugin])) as kit:
        settings = kit.registry.features["ranking.ranks"].settings
        assert (settings.up, settings.down) == (("like",), ("dislike",))
        assert settings.settle == timedelta(seconds=5)


@pytest.mark.parametrize("settle", [timedelta(microseconds=-1), timedelta(minutes=2)])
def test_settings_that_mean_nothing_are_refused(settle: timedelta) -> None:
    with pytest.raises(Invalid) as caught:
        Ranking(up=("like",), down=("like",), settle=settle)
    assert caught.value.code == "ranking.bad_settings"
    assert [error.path for error in caught.value.errors] == ["up", "settle"]


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == "['Ladders', 'Ko'] 1 0.2065\n"


def test_pages_and_explanations_are_served_over_http(town_class: Any) -> None:
    town = town_class("sqlite://")
    with closing(town.kit):
        paths = describe(make_contract(town.kit))["paths"]
    served = {path for path in paths if "ranking" in path}
    assert {path.rpartition("/")[2] for path in served} == {
        "list-ranked-threads",
        "view-ranked-threads",
        "explain-rank",
        "list-ranked-replies",
        "view-ranked-replies",
        "explain-reply-rank",
    }, served
