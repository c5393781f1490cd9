"""The plugin as a whole: it is found, its tables are what its migrations make, its README runs."""

from contextlib import closing
from datetime import timedelta
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData

from commkit import Kit, PluginError
from commkit.posts import CreateThread, ListPinnedThreads, OpenSeedThreads
from commkit_qa import FactCount, QuestionsAndAnswers, ReadFactCounts, product_area
from commkit_support import SUPPORT, Support
from commkit_support.tables import metadata
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "support")
    assert entry.load() is Support
    with closing(Kit("sqlite://", discover_installed=True)) as kit:
        assert SUPPORT in kit.types


def test_given_explicitly_it_is_not_loaded_twice() -> None:
    with closing(Kit("sqlite://", plugins=[Support()], discover_installed=True)) as kit:
        assert kit.types.count(SUPPORT) == 1
    with pytest.raises(PluginError):
        Kit("sqlite://", plugins=[Support(), Support()])


def test_it_brings_questions_and_answers_with_the_settings_of_the_host() -> None:
    for plugins, least in (
        ([Support()], 5),
        ([Support(), QuestionsAndAnswers(min_title=10)], 10),
        ([QuestionsAndAnswers(min_title=10), Support()], 10),
    ):
        with closing(Kit("sqlite://", plugins=plugins)) as kit:
            assert sorted(kit.plugins.requires) == ["absences", "qa", "support"]
            assert kit.registry.features["qa.questions"].settings.min_title == least


def test_questions_say_what_they_are_about_and_are_counted_by_it(sqlite_url: str) -> None:
    areas = {"support": {"post.question": (product_area("shop", "app"),)}}
    with closing(Kit(sqlite_url, plugins=[Support(no_help_desk_reason="none yet")], fields=areas)) as kit:
        facts = {"product_area": "shop", "version": "2.1", "environment": "Linux"}
        with kit.session("ada", "help") as session:
            session.do(CreateThread(kind="question", title="It stops", body="Why does it?", fields=facts))
        for actor in ("stew", "amy"):
            with kit.session(actor, "help", read_only=True) as session:
                for name, value in facts.items():
                    assert session.ask(ReadFactCounts(name)) == (FactCount(value, 1, solved=0, unanswered=1),)


def test_two_kits_keep_their_own_settings_and_desks() -> None:
    features = [
        {f.name: f for f in plugin.commkit_features()}
        for plugin in (Support(first_reply_within=timedelta(days=1)), Support())
    ]
    hours = [found["support.clock"].settings.first_reply_within / timedelta(hours=1) for found in features]
    assert hours == [24, 8]
    assert features[0]["support.handoff"].ports == {}


def test_tables_are_what_the_migrations_make(town: Any) -> None:
    wanted = MetaData()
    for part in {id(f.tables): f.tables for f in town.kit.registry.features.values() if f.tables}.values():
        for table in part.sorted_tables:
            table.to_metadata(wanted)

    def ours(object_: Any, name: str | None, type_: str, *_: Any) -> bool:
        return type_ != "table" or name in metadata.tables

    with town.kit.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": False})
        assert compare_metadata(context, wanted) == []


def test_every_key_begins_with_the_community() -> None:
    for table in metadata.sorted_tables:
        assert table.info == {"commkit.shard": "community"}
        keys = [table.primary_key, *(index for index in table.indexes), *table.foreign_key_constraints]
        assert {list(key.columns)[0].name for key in keys} == {"community_id"}  # noqa: RUF015  # no iterator


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "the help desk answered" in output_of_readme(README, capsys)


def test_a_new_community_has_something_to_read(sqlite_town: Any) -> None:
    opened = sqlite_town.do("stew", OpenSeedThreads())
    pinned = sqlite_town.ask(None, ListPinnedThreads())
    assert {thread.id for thread in pinned} == set(opened)
    assert len(opened) == 2
    assert {(thread.author, thread.answer_count) for thread in pinned} == {(None, None)}, (
        "nobody owes an answer"
    )
