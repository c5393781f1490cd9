"""The plugin as a whole: it is found, it serves any type, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from commkit import Kit
from commkit_contests import Contests, ContestSettings
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "contests")
    assert entry.load() is Contests
    with closing(Kit("sqlite://", plugins=[Contests])) as kit:
        assert kit.types == ()


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[Contests(settings=ContestSettings(scale=5))])) as kit:
        assert kit.registry.features["contests.contests"].settings.scale == 5


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == "None\nThe mean of 1 judges is 8.00: place 1 of 1.\n"
