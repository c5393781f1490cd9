"""The plugin as a whole: it is found, it serves any type, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from commkit import Kit
from commkit_tournaments import Tournaments
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "tournaments")
    assert entry.load() is Tournaments
    with closing(Kit("sqlite://", plugins=[Tournaments])) as kit:
        assert kit.types == ()
        assert kit.plugins.requires == {"tournaments": ()}


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = output_of_readme(README, capsys)
    drawn = README.read_text().partition("```text\n")[2].partition("```")[0]
    assert told == drawn + "2 Winner: Cem\n"
