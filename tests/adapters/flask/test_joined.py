"""An order and its question in one transaction of Flask-SQLAlchemy; signals when it is committed, and not before."""

# ruff: noqa: PT012  # what is expected to fail is a whole unit

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask, session

from commkit import Invalid, Kit, NotFound
from commkit.adapters.flask import Commkit
from commkit.posts import CreateThread, ListThreads, PostCreated, PostId, ReadThread
from tests.adapters.flask.conftest import Order, current_user, db, new_app
from tests.sample import create_community

QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.")


@pytest.fixture
def commkit(shop: Flask, kit: Kit) -> Iterator[Commkit]:
    """The extension, in a request of ada's."""
    extension = Commkit(kit=kit, actor=current_user)
    with shop.test_request_context():
        session["user"] = "ada"
        yield extension


@pytest.fixture
def heard(kit: Kit) -> list[str]:
    """What a receiver of signals heard."""
    found: list[str] = []

    @kit.on(PostCreated)
    def hear(fact: PostCreated) -> None:
        found.append(str(fact.post))

    return found


def order_and_ask(commkit: Commkit, name: str) -> str:
    db.session.add(Order(name=name))
    with commkit.joined_session("town") as s:
        return str(s.do(QUESTION).id)


def kept(kit: Kit) -> tuple[list[str], int]:
    """The orders and the count of threads that are committed."""
    with kit.session("ada", "town", read_only=True) as s:
        threads = len(s.ask(ListThreads()).items)
    orders = [order.name for order in db.session.query(Order).order_by(Order.name)]
    db.session.rollback()
    return orders, threads


def test_both_are_kept_and_then_told(commkit: Commkit, kit: Kit, heard: list[str]) -> None:
    asked = order_and_ask(commkit, "tea")
    assert heard == []
    db.session.commit()
    assert heard == [asked]
    assert kept(kit) == (["tea"], 1)
    db.session.add(Order(name="cake"))
    db.session.commit()
    assert heard == [asked], "each fact is sent once"


def test_both_are_dropped_and_nothing_is_told(commkit: Commkit, kit: Kit, heard: list[str]) -> None:
    order_and_ask(commkit, "tea")
    db.session.rollback()
    order_and_ask(commkit, "cake")
    db.session.close()
    assert kept(kit) == ([], 0)
    db.session.add(Order(name="milk"))
    db.session.commit()
    assert heard == []


def test_a_part_that_rolls_back_is_not_told(commkit: Commkit, kit: Kit, heard: list[str]) -> None:
    first = order_and_ask(commkit, "tea")
    with db.session.begin_nested() as nested:
        order_and_ask(commkit, "cake")
        nested.rollback()
    with db.session.begin_nested():
        second = order_and_ask(commkit, "milk")
    with db.session.begin_nested() as nested:
        with db.session.begin_nested():
            order_and_ask(commkit, "salt")
        nested.rollback()
    assert heard == []
    db.session.commit()
    assert heard == [first, second]
    assert kept(kit) == (["milk", "tea"], 2)


def test_a_failing_session_leaves_the_order(commkit: Commkit, kit: Kit, heard: list[str]) -> None:
    db.session.add(Order(name="tea"))
    with pytest.raises(NotFound), commkit.joined_session("town") as s:
        s.do(QUESTION)
        s.ask(ReadThread(PostId(UUID(int=0))))
    with pytest.raises(NotFound), commkit.joined_session("nowhere"):
        pass
    db.session.commit()
    assert (kept(kit), heard) == ((["tea"], 0), [])


def test_a_receiver_may_use_the_orm(commkit: Commkit, kit: Kit) -> None:
    seen: list[list[str]] = []

    @kit.on(PostCreated)
    def hear(fact: PostCreated) -> None:
        seen.append([order.name for order in db.session.query(Order)])

    order_and_ask(commkit, "tea")
    db.session.commit()
    assert seen == [["tea"]]


def test_without_an_orm_it_says_what_to_give(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada",))
    app = new_app("sqlite://")
    extension = Commkit(app, sqlite_kit, actor=lambda: "ada")
    with (
        app.test_request_context(),
        pytest.raises(Invalid, match="Flask-SQLAlchemy"),
        extension.joined_session("town"),
    ):
        pass
    with (
        app.test_request_context(),
        sqlite_kit.database.engine.begin() as connection,
        extension.joined_session("town", connection=connection) as s,
    ):
        s.do(QUESTION)
    with sqlite_kit.session("ada", "town", read_only=True) as s:
        assert len(s.ask(ListThreads()).items) == 1


def test_another_database_is_refused(commkit: Commkit, sqlite_kit: Kit, tmp_path: object) -> None:
    app = new_app(f"sqlite:///{tmp_path}/other.db")
    db.init_app(app)
    extension = Commkit(app, sqlite_kit, actor=lambda: "ada")
    enter: Callable[[], object] = extension.joined_session("town").__enter__
    with app.test_request_context():
        with pytest.raises(Invalid, match="another database"):
            enter()
        db.session.remove()
        db.engine.dispose()
