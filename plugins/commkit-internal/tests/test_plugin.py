"""The plugin as a whole: it is found, its settings are the host's, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from commkit import Kit
from commkit_internal import Internal, KudosSettings
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_its_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "internal")
    assert entry.load() is Internal
    with closing(Kit("sqlite://", plugins=[Internal])) as kit:
        assert [type.name for type in kit.types] == ["internal"]
        assert kit.plugins.requires["internal"] == ("absences", "articles")


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[Internal(kudos=KudosSettings(per_day=3))])) as kit:
        assert kit.registry.features["internal.kudos"].settings.per_day == 3


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        output_of_readme(README, capsys) == "Sales: Accounts\ncourage 1\n1 of 1\nD-17 The mill won\n1\n()\n"
    )
