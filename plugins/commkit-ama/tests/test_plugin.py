"""The plugin as a whole: it is found, it serves any type, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from commkit import Kit
from commkit_ama import QuestionHours, hour_feature, hour_kinds
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "ama")
    assert entry.load() is QuestionHours
    with closing(Kit("sqlite://", plugins=[QuestionHours])) as kit:
        assert kit.types == ()


def test_no_role_of_a_certain_type_is_named() -> None:
    assert set(hour_feature.all_grants) <= {"visitor", "member", "steward", "system"}


def test_a_type_says_what_comments_are() -> None:
    hour, question, answer = hour_kinds("reply", staff_only=True)
    assert hour.staff_only
    assert (question.replies[0], answer.replies) == ("reply", ("reply",))


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys).splitlines() == ["How? ['By playing.']", "Why? []"]
