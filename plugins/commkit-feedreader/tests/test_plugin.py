"""The plugin as a whole: it is found, it serves any type, its settings are the host's, its README runs."""

from contextlib import closing
from datetime import timedelta
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from commkit import Invalid, Kit
from commkit_feedreader import FeedReader, FeedSettings
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "feedreader")
    assert entry.load() is FeedReader
    with closing(Kit("sqlite://", plugins=[FeedReader])) as kit:
        assert kit.types == ()
        assert kit.plugins.requires == {"feedreader": ()}


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[FeedReader(max_feeds=3, every=timedelta(hours=2))])) as kit:
        settings = kit.registry.features["feedreader.feeds"].settings
        assert settings == FeedSettings(max_feeds=3, every=timedelta(hours=2))


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_feeds": -1},
        {"every": timedelta(minutes=4)},
        {"every": timedelta(days=8)},
        {"max_per_fetch": 0},
        {"max_per_day": 1_001},
        {"max_bytes": 9_999},
        {"pause_after": 0},
    ],
)
def test_settings_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        FeedReader(**wrong)
    assert caught.value.code == "feedreader.bad_settings"


def test_no_role_of_a_certain_type_is_named() -> None:
    for feature in FeedReader().commkit_features():
        assert set(feature.grants) <= {"visitor", "member", "steward", "system"}


@pytest.mark.slow
def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == "It rained - The Gazette https://gazette.example/rain\n"
