"""The plugin as a whole: it is found, it serves any type, its settings are the host's, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from attrs import evolve

from commkit import CommunityType, Kit, PostKind
from commkit_articles import ARTICLE, Articles, article_kind
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "articles")
    assert entry.load() is Articles
    with closing(Kit("sqlite://", plugins=[Articles])) as kit:
        assert kit.types == ()
        assert kit.plugins.requires == {"articles": ()}


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[Articles(review_required=False)])) as kit:
        settings = kit.registry.features["articles.desk"].settings
        assert (settings.review_required, settings.allow_self_review) == (False, False)


def test_no_role_of_a_certain_type_is_named() -> None:
    for feature in Articles().commkit_features():
        assert set(feature.grants) <= {"visitor", "member", "steward", "system"}


def test_kinds_are_told_by_their_states() -> None:
    made = CommunityType("made", post_kinds=(evolve(ARTICLE, name="news"), PostKind(name="note", opens=True)))
    assert article_kind(made, "news") is not None
    assert article_kind(made, "note") is None
    assert article_kind(made, "article") is None


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == "corrected by bob - It opened yesterday.\n"
