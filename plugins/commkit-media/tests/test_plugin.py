"""The plugin as a whole: it is found, its features serve other types, its settings are the host's, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from commkit import CommunityType, Kit
from commkit.posts import ListPinnedThreads, OpenSeedThreads
from commkit_articles import COMMENT
from commkit_media import PAGE, Media, PageSettings
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_what_it_builds_on() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "media")
    assert entry.load() is Media
    with closing(Kit("sqlite://", plugins=[Media])) as kit:
        assert [made.name for made in kit.types] == ["media"]
        assert kit.plugins.requires == {"ama": (), "articles": (), "media": ("ama", "articles")}


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[Media(pages=PageSettings(hosts=("news.example",)))])) as kit:
        assert kit.registry.features["media.pages"].settings.hosts == ("news.example",)


def test_no_role_of_a_certain_type_is_named() -> None:
    for feature in Media().commkit_features():
        assert set(feature.all_grants) <= {"visitor", "member", "steward", "system"}


def test_pages_serve_types_without_articles() -> None:
    wiki = CommunityType("wiki", features=("posts", "media.pages"), post_kinds=(PAGE, COMMENT))
    with closing(Kit("sqlite://", plugins=[Media()], types=[wiki])) as kit:
        assert "articles.desk" not in kit.registry.types["wiki"].features


def test_a_new_community_has_something_to_read(sqlite_town: Any) -> None:
    opened = sqlite_town.do("owner", OpenSeedThreads())
    pinned = sqlite_town.ask(None, ListPinnedThreads())
    assert {thread.id for thread in pinned} == set(opened)
    assert len(opened) == 2


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys).splitlines() == [
        "https://news.example/well 1 comment: And what about the pump?",
        "The well opens at 2099-05-01 16:00:00+00:00",
        "others know of 0 releases",
        "https://news.example/well",
        "Confirm: The week / zoe@else.example",
    ]
