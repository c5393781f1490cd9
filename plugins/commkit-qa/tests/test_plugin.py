"""The plugin as a whole: it is found, it serves any type, its settings are the host's, its README runs."""

from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from commkit import Conflict, Invalid, Kit
from commkit.testing.contexts import context_of
from commkit_qa import QUESTION, QuestionsAndAnswers, require_question
from commkit_qa.policy import comment_kind
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_no_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "qa")
    assert entry.load() is QuestionsAndAnswers
    with closing(Kit("sqlite://", plugins=[QuestionsAndAnswers])) as kit:
        assert kit.types == ()
        assert kit.plugins.requires == {"qa": ()}


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[QuestionsAndAnswers(min_title=10)])) as kit:
        settings = kit.registry.features["qa.questions"].settings
        assert (settings.min_title, settings.min_body) == (10, 3)
    with pytest.raises(Invalid) as caught:
        QuestionsAndAnswers(min_title=-1, min_body=-1)
    assert caught.value.code == "qa.bad_settings"
    assert [error.path for error in caught.value.errors] == ["min_title", "min_body"]


def test_no_role_of_a_certain_type_is_named() -> None:
    for feature in QuestionsAndAnswers().commkit_features():
        assert set(feature.grants) <= {"member", "steward", "system"}


def test_comments_are_of_the_kind_that_the_type_has() -> None:
    assert comment_kind(QUESTION) == "comment"
    assert comment_kind(evolve(QUESTION, replies=("answer", "remark"))) == "remark"
    with pytest.raises(Conflict) as caught:
        comment_kind(evolve(QUESTION, replies=("answer",)))
    assert caught.value.code == "qa.no_comments"


def test_what_it_hands_out_tells_questions_from_others(sqlite_town: Any) -> None:
    question = sqlite_town.question()
    with sqlite_town.kit.session("ada", "study") as session:
        made = context_of(session).community_type
    assert require_question(made, question).name == "question"
    with pytest.raises(Invalid):
        require_question(made, sqlite_town.answer(question.id))


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == "solved\n"
