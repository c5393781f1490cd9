"""An order and its question in one `atomic()` block, on SQLite and PostgreSQL: kept together, dropped together."""

# ruff: noqa: PT012  # what is expected to fail is a whole unit

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, date
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import IntegrityError, connections, transaction
from django.test import override_settings

from commkit import Busy, Conflict, Denied, Invalid, Kit, NotFound
from commkit.adapters.django import connection, joined_session
from commkit.adapters.django.cursors import new_postgres_cursor
from commkit.communities import UpdateCommunity
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, ListThreads, PostCreated, ViewThread
from commkit.runtime.storage.joining import Joining
from commkit.search import SearchContent
from tests.adapters.django.conftest import Group as Order
from tests.adapters.django.conftest import Sample, User, database_of, forget_connections, use_databases
from tests.sample import OWNER, REVIEW_ON

ASK = CreateThread(kind="question", title="Why?", body="I *wonder*.")


def kept(kit: Kit) -> tuple[list[str], int]:
    """The orders and the count of questions that are committed, as another connection sees them."""
    with kit.session(OWNER, "town", read_only=True) as session:
        threads = len(session.ask(ListThreads()).items)
    return sorted(Order.objects.values_list("name", flat=True)), threads


def order_and_ask(name: str) -> None:
    Order.objects.create(name=name)
    with joined_session(OWNER, "town") as session:
        session.do(ASK)


def test_both_are_kept(project: Kit) -> None:
    with transaction.atomic():
        order_and_ask("tea")
        with project.session(OWNER, "town", connection=connection("default")) as session:
            assert len(session.ask(ListThreads()).items) == 1
            session.do(ASK)
        Order.objects.create(name="cake")
    assert kept(project) == (["cake", "tea"], 2)


def test_both_are_dropped(project: Kit) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        order_and_ask("tea")
        raise ZeroDivisionError
    with transaction.atomic():
        order_and_ask("tea")
        transaction.set_rollback(True)
    assert kept(project) == ([], 0)


def test_nested_blocks(project: Kit) -> None:
    with transaction.atomic():
        order_and_ask("tea")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            order_and_ask("cake")
            raise ZeroDivisionError
        with transaction.atomic():
            order_and_ask("milk")
        with joined_session(OWNER, "town") as session:
            session.do(ASK)
            with transaction.atomic():
                Order.objects.create(name="salt")
                session.do(ASK)
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                session.do(ASK)
                raise ZeroDivisionError
    assert kept(project) == (["milk", "salt", "tea"], 4)


def test_a_session_that_fails_leaves_the_order(project: Kit) -> None:
    with transaction.atomic():
        Order.objects.create(name="tea")
        with pytest.raises(Invalid), joined_session(OWNER, "town") as session:
            session.do(ASK)
            session.do(CreateThread(kind="question", title="", body=""))
        with pytest.raises(NotFound), joined_session(OWNER, "nowhere"):
            pass
        with pytest.raises(Denied), joined_session(None, "town") as session:
            session.do(ASK)
        Order.objects.create(name="cake")
    assert kept(project) == (["cake", "tea"], 0)


def test_one_session_in_another(project: Kit) -> None:
    with transaction.atomic(), joined_session(OWNER, "town") as outer:
        outer.do(ASK)
        with pytest.raises(ZeroDivisionError), joined_session(OWNER, "town") as inner:
            inner.do(ASK)
            raise ZeroDivisionError
        with joined_session(OWNER, "town") as inner:
            inner.do(ASK)
        outer.do(ASK)
    assert kept(project) == ([], 3)


def test_a_user_of_the_same_transaction_joins_and_asks(project: Kit) -> None:
    with (
        override_settings(COMMKIT={"url": project.database.url, "plugins": [Sample()]}),
        transaction.atomic(),
    ):
        user = User.objects.create_user("ada", first_name="Ada")
        with joined_session(str(user.pk), "town") as session:
            assert session.do(JoinCommunity()).name == "Ada"
            session.do(ASK)
    assert kept(project) == ([], 1)


def test_values_come_as_they_do_on_the_kits_own_connections(project: Kit) -> None:
    """Dates, moments, numbers and search: Django's connections read some of them in their own way."""
    with transaction.atomic(), joined_session(OWNER, "town") as session:
        thread = session.do(ASK)
        review = date(2099, 2, 3)
        session.do(UpdateCommunity(version=session.community.version, review_on=review))
        page = session.ask(ViewThread(thread.id, rendered=False))
        found = session.ask(SearchContent(text="wonder"))
    with project.session(OWNER, "town", read_only=True) as session:
        assert session.community.review_on == review
        assert session.ask(ViewThread(thread.id, rendered=False)) == page
        assert session.ask(SearchContent(text="wonder")) == found
    with transaction.atomic(), joined_session(OWNER, "town", read_only=True) as session:
        assert session.community.review_on == review != REVIEW_ON
        again = session.ask(ViewThread(thread.id, rendered=False))
    assert again == page
    assert again.items[0].post.created_at.tzinfo is UTC


@pytest.mark.postgres
def test_control_djangos_own_cursor_reads_otherwise(postgres_kit: Kit) -> None:
    with use_databases({"default": database_of(postgres_kit)}), transaction.atomic():
        raw: Any = connections["default"]
        asked = "SELECT '{\"a\": 1}'::jsonb, now()"
        with raw.cursor() as cursor:
            cursor.execute(asked)
            (changed, local) = cursor.fetchone()
        plain = new_postgres_cursor(raw.connection)
        (as_is, moment) = plain.execute(asked).fetchone()
        assert (changed, as_is) == ('{"a": 1}', {"a": 1})
        assert moment == local


def test_signals_wait_for_the_commit(project: Kit) -> None:
    heard: list[bool] = []

    @project.on(PostCreated)
    def hear(fact: PostCreated) -> None:
        heard.append(transaction.get_connection().in_atomic_block)

    with transaction.atomic():
        order_and_ask("tea")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            order_and_ask("cake")
            raise ZeroDivisionError
        assert heard == []
    assert heard == [False]
    with transaction.atomic():
        order_and_ask("milk")
        transaction.set_rollback(True)
    assert heard == [False]


def test_outside_of_atomic_it_is_refused(project: Kit) -> None:
    with pytest.raises(Conflict, match=r"inside `with transaction.atomic\(using='default'\)") as caught:
        connection("default")
    assert caught.value.code == "runtime.autocommit"
    with transaction.atomic():
        given = connection("default")
        session = project.session(OWNER, "town", connection=given)
    with pytest.raises(Conflict, match="inside"), session:
        pass
    with pytest.raises(Conflict, match="inside"):
        project.session(OWNER, "town", connection=given)
    assert kept(project) == ([], 0)


def test_a_block_that_has_failed_is_refused(project: Kit) -> None:
    with transaction.atomic():
        Order.objects.create(name="tea")
        with pytest.raises(IntegrityError), transaction.atomic(savepoint=False):
            Order.objects.create(name="tea")
        with pytest.raises(Conflict, match="has failed") as caught:
            connection("default")
        assert caught.value.code == "runtime.host_failed"
        transaction.set_rollback(True)


@pytest.mark.parametrize("keep", [True, False])
def test_a_block_that_ends_inside_the_session(project: Kit, keep: bool) -> None:
    """What was done before the end is as the host ended it; nothing is done after it, and the host is told."""
    block = transaction.atomic()
    block.__enter__()
    with (
        pytest.raises(Conflict, match="was ended before the session was"),
        joined_session(OWNER, "town") as session,
    ):
        session.do(ASK)
        transaction.set_rollback(not keep)
        block.__exit__(None, None, None)
    assert kept(project) == ([], int(keep))
    block = transaction.atomic()
    block.__enter__()
    with (
        pytest.raises(Conflict, match="was ended before the session was"),
        joined_session(OWNER, "town") as session,
    ):
        block.__exit__(None, None, None)
        session.do(ASK)
    assert kept(project) == ([], int(keep)), "a statement after the end would have been committed by itself"


def test_an_inner_block_that_ends_inside_the_session(project: Kit) -> None:
    with pytest.raises(Conflict, match="was ended before the session was"), transaction.atomic():
        block = transaction.atomic()
        block.__enter__()
        with joined_session(OWNER, "town") as session:
            session.do(ASK)
            block.__exit__(None, None, None)
    assert kept(project) == ([], 0)


def test_the_error_inside_is_told_where_the_block_has_ended(project: Kit) -> None:
    block = transaction.atomic()
    block.__enter__()
    with pytest.raises(ZeroDivisionError), joined_session(OWNER, "town"):
        block.__exit__(None, None, None)
        raise ZeroDivisionError


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_nobody_ends_the_hosts_transaction(project: Kit, end: str) -> None:
    with transaction.atomic():
        Order.objects.create(name="tea")
        inside: Any = Joining(project.database.engine).connection(connection("default"))
        inside.exec_driver_sql("SELECT 1")
        with pytest.raises(Conflict, match="never commit, roll back or close it"):
            getattr(inside, end)()
    assert kept(project) == (["tea"], 0)


def test_another_database_is_refused(project: Kit, tmp_path: Any) -> None:
    other = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "other.db"}
    with use_databases({"default": database_of(project), "other": other}):
        for _ in range(2):
            with (
                transaction.atomic(using="other"),
                pytest.raises(Invalid, match=r"another|leads to|is one of"),
            ):
                project.session(OWNER, "town", connection=connection("other"))


def test_a_database_in_memory_is_another(sqlite_kit: Kit) -> None:
    memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    with (
        use_databases({"default": memory}),
        transaction.atomic(),
        pytest.raises(Invalid, match="another database"),
    ):
        sqlite_kit.session(OWNER, "town", connection=connection())


def test_erased_rows_are_overwritten(sqlite_project: Kit) -> None:
    def secure_delete() -> int:
        with connections["default"].cursor() as cursor:
            found: int = cursor.execute("PRAGMA secure_delete").fetchone()[0]
            return found

    connections["default"].cursor().execute("PRAGMA secure_delete = OFF")
    assert secure_delete() == 0, "the control"
    with transaction.atomic():
        connection()
        assert secure_delete() == 1


def test_in_an_async_view_it_runs_in_a_sync_function(project: Kit) -> None:
    def buy() -> None:
        with transaction.atomic():
            order_and_ask("tea")

    async def view() -> None:
        try:
            await sync_to_async(buy)()
        finally:
            await sync_to_async(forget_connections)()

    asyncio.run(view())
    assert kept(project) == (["tea"], 1)


def test_who_has_read_before_another_wrote_is_told_to_try_again(sqlite_project: Kit) -> None:
    with pytest.raises(Busy, match="try again"), transaction.atomic():
        assert Order.objects.count() == 0
        with sqlite_project.session(OWNER, "town") as session:
            session.do(ASK)
        with joined_session(OWNER, "town") as session:
            session.do(ASK)
    assert kept(sqlite_project) == ([], 1)
    with transaction.atomic():
        with sqlite_project.session(OWNER, "town") as session:
            session.do(ASK)
        order_and_ask("tea")
    assert kept(sqlite_project) == (["tea"], 3), "who has not read yet is let in"


def test_threads_have_their_own_transactions(project: Kit) -> None:
    """One is held open while the other tries: neither sees what the other has not committed."""
    errors: list[BaseException] = []

    def buy(name: str, then: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                if not project.database.is_sqlite:  # SQLite has one writer at a time
                    Order.objects.create(name=name)
                then()
        except BaseException as error:
            errors.append(error)
        finally:
            forget_connections()

    def ask() -> None:
        with joined_session(OWNER, "town") as session:
            session.do(ASK)

    threads = [threading.Thread(target=buy, args=(str(number), ask)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert kept(project)[1] == 4
