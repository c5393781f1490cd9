"""The plugin as a whole: it is found, its features serve other types, its settings are the host's, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from commkit import CommunityType, Kit, PostKind
from commkit.posts import ListPinnedThreads, OpenSeedThreads
from commkit_developer import ClosingSettings, Developer, SuggestedEditSettings, VoteSettings
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_what_it_builds_on() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "developer")
    assert entry.load() is Developer
    with closing(Kit("sqlite://", plugins=[Developer])) as kit:
        assert [made.name for made in kit.types] == ["developer"]
        assert kit.plugins.requires == {
            "qa": (),
            "reputation": (),
            "developer": ("qa", "reputation"),
        }


def test_the_host_sets_the_settings() -> None:
    plugin = Developer(
        votes=VoteSettings(votes_per_day=7),
        suggested_edits=SuggestedEditSettings(reviews_needed=2),
        closing=ClosingSettings(votes_to_close=5),
    )
    with closing(Kit("sqlite://", plugins=[plugin])) as kit:
        features = kit.registry.features
        assert features["developer.votes"].settings.votes_per_day == 7
        assert features["developer.suggested_edits"].settings.reviews_needed == 2
        assert features["developer.closing"].settings.votes_to_close == 5


def test_no_role_of_a_certain_type_is_named() -> None:
    for feature in Developer().commkit_features():
        assert set(feature.all_grants) <= {"visitor", "member", "steward", "system"}


def test_votes_and_suggested_edits_serve_types_without_questions() -> None:
    wiki = CommunityType(
        "wiki",
        features=("posts", "developer.votes", "developer.suggested_edits"),
        post_kinds=(PostKind(name="page", opens=True),),
    )
    with closing(Kit("sqlite://", plugins=[Developer()], types=[wiki])) as kit:
        assert "qa.questions" not in kit.registry.types["wiki"].features


@pytest.mark.slow
def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = "`print(1+1)`, I expected 1.\n('indexes',)\nrequested\nopen\nreleased\n"
    assert output_of_readme(README, capsys) == printed


def test_a_new_community_has_something_to_read(sqlite_town: Any) -> None:
    opened = sqlite_town.do("owner", OpenSeedThreads())
    pinned = sqlite_town.ask(None, ListPinnedThreads())
    assert {thread.id for thread in pinned} == set(opened)
    assert len(opened) == 2
    assert {(thread.author, thread.answer_count) for thread in pinned} == {(None, None)}, (
        "nobody owes an answer"
    )
