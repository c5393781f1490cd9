"""The plugin as a whole: it is found, its features serve other types, its settings are the host's, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from commkit import CommunityType, Kit
from commkit.posts import ListPinnedThreads, OpenSeedThreads
from commkit_topical import OPINION, REPLY, ScopeSettings, Topical
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_what_it_builds_on() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "topical")
    assert entry.load() is Topical
    with closing(Kit("sqlite://", plugins=[Topical])) as kit:
        assert [made.name for made in kit.types] == ["topical"]
        assert kit.plugins.requires["topical"] == ("activitypub", "ama", "feedreader", "opinion", "ranking")


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[Topical(scope=ScopeSettings(subject="Bees"))])) as kit:
        assert kit.registry.features["topical.scope"].settings.subject == "Bees"


def test_no_role_of_a_certain_type_is_named() -> None:
    for feature in Topical().commkit_features():
        assert set(feature.all_grants) <= {"visitor", "member", "steward", "system"}


def test_mutes_serve_other_types() -> None:
    club = CommunityType("club", features=("posts", "topical.mutes"), post_kinds=(OPINION, REPLY))
    with closing(Kit("sqlite://", plugins=[Topical()], types=[club])) as kit:
        assert "topical.scope" not in kit.registry.types["club"].features


def test_a_new_community_has_something_to_read(sqlite_town: Any) -> None:
    opened = sqlite_town.do("owner", OpenSeedThreads())
    pinned = sqlite_town.ask(None, ListPinnedThreads())
    assert {thread.id for thread in pinned} == set(opened)
    assert len(opened) == 2


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys).splitlines() == ["['Roses']"]
