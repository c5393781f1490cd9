"""Support communities when the plugin is gone: read, exported, erased and removed, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa

from commkit import SYSTEM, Denied, Kit
from commkit.communities import ArchiveCommunity
from commkit.posts import CreateReply, ListThreads, ReadThread
from commkit.privacy import ErasePerson, ExportPerson
from commkit_qa import AcceptAnswer
from commkit_support.tables import metadata


@pytest.fixture
def gone(town: Any) -> Iterator[Kit]:
    """A Kit without the plugin, on a town with a solved question and one that was handed over."""
    question = town.question()
    town.do("ada", AcceptAnswer(question.id, town.answer(question.id).id))
    town.offer()
    town.kit.worker().drain()
    with closing(Kit(town.url)) as kit:
        yield kit


def handoffs(kit: Kit) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return [*connection.execute(sa.text("SELECT reason FROM commkit_support_handoff")).scalars()]


def test_questions_and_answers_are_read_and_nothing_is_written(gone: Kit) -> None:
    with gone.session("bob", "help") as session:
        assert session.missing_type == "support"
        threads = session.ask(ListThreads()).items
        assert len(threads) == 2
        assert {post.kind for post in session.ask(ReadThread(threads[-1].id)).items} == {"question", "answer"}
        with pytest.raises(Denied) as caught:
            session.do(CreateReply(threads[0].id, "Try it again."))
        assert caught.value.code == "runtime.type_missing"


def test_a_handoff_is_exported_and_erased(gone: Kit) -> None:
    with gone.session("ada") as lobby:
        found = lobby.ask(ExportPerson())
        assert [row["reason"] for row in found.rows["commkit_support_handoff"]] == ["Nobody here knows."]
        assert lobby.do(ErasePerson()).not_cleaned == ()
    assert handoffs(gone) == [""]


@pytest.mark.parametrize("installed", [True, False])
def test_it_is_removed(town: Any, gone: Kit, installed: bool) -> None:
    kit: Kit = town.kit if installed else gone
    plan = kit.plugins.remove("support")
    assert [its.slug for its in plan.archives] == ["help"]
    assert {its.name for its in plan.status.tables} == set(metadata.tables)
    names = sa.inspect(kit.database.engine).get_table_names()
    assert [name for name in names if name.startswith("commkit_support_")] == []
    with gone.session("bob", "help") as session:
        assert session.community.archived_at is not None
        assert len(session.ask(ListThreads()).items) == 2
    assert gone.worker().waiting() == ()


def test_installed_again_before_it_is_removed_all_is_as_it_was(
    town: Any, gone: Kit, make_town: Callable[..., Any]
) -> None:
    assert gone.migrate() == ()
    again = make_town()
    assert again.kit.migrate() == ()
    again.answer(again.question("After the break").id)
    with again.kit.session(SYSTEM, "help") as session:
        session.do(ArchiveCommunity("The control: it is open, and closed by hand."))
