"""The plugin as a whole: it is found, it serves any type, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from commkit import Invalid, Kit
from commkit_matching import Matching
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "matching")
    assert entry.load() is Matching
    with closing(Kit("sqlite://", plugins=[Matching])) as kit:
        assert kit.types == ()


def test_a_pool_out_of_range_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        Matching(pool=1)
    assert caught.value.code == "matching.bad_settings"


def test_a_page_of_matches_takes_as_many_statements_as_one_match(town: Any) -> None:
    def statements() -> int:
        with town.counted() as seen:
            assert town.matches("bob")
        return len(seen)

    town.request("bob", "introductions", "partner", places=2)
    town.request("ada", "introductions", "seeker")
    town.round("introductions")
    one = statements()
    for actor in ("cid", "dan", "eve"):
        town.request(actor, "introductions", "seeker")
    town.round("introductions")
    assert len(town.matches("bob")) == 4
    assert statements() == one


@pytest.mark.slow
def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = "None {'knows': 'go'}\nbob {'knows': 'go', 'place': 'The old hall'}\n"
    assert output_of_readme(README, capsys) == printed
