"""The plugin as a whole: it is found, it serves any type, its settings are the host's, its README runs."""

import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from commkit import Invalid, Kit
from commkit_opinion import ArgumentSettings, ConsultationSettings, MapSettings, Opinion
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "opinion")
    assert entry.load() is Opinion
    with closing(Kit("sqlite://", plugins=[Opinion])) as kit:
        assert kit.types == ()
        assert kit.plugins.requires == {"opinion": ()}


@pytest.mark.slow
def test_it_is_there_without_the_extra() -> None:
    told = (
        "import sys; sys.modules['numpy'] = sys.modules['sklearn'] = None\n"
        "from commkit import Kit; from commkit_opinion import Opinion\n"
        "from commkit_opinion.maps.runs.policy import can_compute\n"
        "Kit('sqlite://', plugins=[Opinion]).close(); print(can_compute())"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_host_sets_the_settings() -> None:
    made = Opinion(
        consultations=ConsultationSettings(threshold=10), maps=MapSettings(every=timedelta(hours=1))
    )
    with closing(Kit("sqlite://", plugins=[made])) as kit:
        features = kit.registry.features
        assert features["opinion.consultations"].settings.threshold == 10
        assert features["opinion.maps"].settings.every == timedelta(hours=1)
        assert features["opinion.arguments"].settings == ArgumentSettings()


@pytest.mark.parametrize(
    ("settings", "values"),
    [
        (ConsultationSettings, {"threshold": 4}),
        (ConsultationSettings, {"max_statements": 0, "max_proposals": 101}),
        (MapSettings, {"every": timedelta(0), "max_people": 50_001}),
        (ArgumentSettings, {"max_per_side": 0}),
    ],
)
def test_values_out_of_range_are_refused(settings: Any, values: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        settings(**values)
    assert caught.value.code == "opinion.bad_settings"
    assert {error.path for error in caught.value.errors} == set(values)


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == "4 1 0.3755\n"
