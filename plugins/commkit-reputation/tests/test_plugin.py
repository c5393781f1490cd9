"""The plugin as a whole: it is found, it serves any type, its settings are the host's, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from commkit import CommunityType, Invalid, Kit, PluginError
from commkit.posts import LockThread, PostCreated
from commkit_qa import QuestionSolved
from commkit_reputation import Badge, Evidence, Privilege, Reputation, VoteEvidence
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "reputation")
    assert entry.load() is Reputation
    with closing(Kit("sqlite://", plugins=[Reputation])) as kit:
        assert kit.types == ()
        assert kit.plugins.requires == {"reputation": ()}


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[Reputation(floor=1, per_day=200, include_staff=False)])) as kit:
        points = kit.registry.features["reputation.points"].settings
        assert (points.floor, points.per_day, points.count_erased) == (1, 200, False)
        assert not kit.registry.features["reputation.leaderboards"].settings.include_staff
    with pytest.raises(Invalid) as caught:
        Reputation(per_day=-1)
    assert (caught.value.code, [error.path for error in caught.value.errors]) == (
        "reputation.bad_settings",
        ["per_day"],
    )


def test_names_that_clash_or_lead_nowhere_are_refused() -> None:
    votes = VoteEvidence(name="a", summary="a", up=1)
    clash = Evidence(name="a", summary="a", fact=PostCreated, to="actor", by=None, about="post")
    lost = Badge(name="b", title="B", summary="B.", evidence=("c",))
    for declares, words in (((votes, clash), "rename one"), ((votes, lost), "which is not declared")):
        made = CommunityType("club", features=("posts", "reputation.badges"), declares=declares)
        with pytest.raises(PluginError) as caught:
            Kit("sqlite://", plugins=[Reputation], types=[made])
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        (
            Evidence(name="a", summary="a", fact=QuestionSolved, to="answerer", about="answer"),
            "among its facts",
        ),
        (Privilege(name="a", summary="a", messages=(LockThread,), min_points=1), "declares a Privilege"),
    ],
)
def test_what_would_be_ignored_is_refused(declared: object, words: str) -> None:
    made = CommunityType("club", features=("posts", "reputation.points"), declares=(declared,))
    with pytest.raises(PluginError) as caught:
        Kit("sqlite://", plugins=[Reputation], types=[made])
    assert words in str(caught.value)


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == "10 1 0.2065\n"
