"""A host with its own tables: an order and the question about it are committed together, or not at all.

    python examples/host_transaction.py [URL]

URL is a database for host and communities alike; a SQLite file in a temporary folder where it is left out.
"""

import sys
import tempfile
from datetime import date, timedelta

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    select,
)

import commkit_support as support
from commkit import Id, Kit
from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, ListThreads, Post, ReadPost

metadata = MetaData()
order = Table(
    "shop_order",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("buyer", String(50), nullable=False),
    Column("question", Id),  # the id of the thread about it, as commkit keeps it
)


class PaymentFailed(Exception):
    """An error of the host."""


def ask_about_order(connection: Connection, kit: Kit, *, buyer: str, number: int, pays: bool = True) -> Post:
    """The host's unit of work; `connection` is inside the host's transaction."""
    with kit.session(buyer, "shop-help", connection=connection) as session:
        question = session.do(
            CreateThread(kind="question", title=f"Order {number}", body="When will my order arrive, please?")
        )
    connection.execute(order.insert().values(number=number, buyer=buyer, question=question.id))
    if not pays:
        raise PaymentFailed(number)
    return question


def run(engine: Engine, kit: Kit) -> None:
    """Show a commit and a roll-back."""
    metadata.create_all(engine)
    kit.migrate()
    with kit.session("user:1") as lobby:
        lobby.do(
            CreateCommunity(
                "shop-help",
                type="support",
                title="Shop help",
                purpose="Questions about orders",
                care_hours=2,
                review_on=date.today() + timedelta(days=90),
            )
        )
    with kit.session("user:2", "shop-help") as session:
        session.do(JoinCommunity())

    with engine.begin() as connection:
        kept = ask_about_order(connection, kit, buyer="user:2", number=17)
    print("paid:", count(kit, engine))

    try:
        with engine.begin() as connection:
            ask_about_order(connection, kit, buyer="user:2", number=18, pays=False)
    except PaymentFailed:
        print("not paid, so rolled back:", count(kit, engine))

    with kit.session("user:2", "shop-help", read_only=True) as session:
        print("asked:", session.ask(ReadPost(kept.id)).title)


def count(kit: Kit, engine: Engine) -> str:
    """How many orders and how many threads there are."""
    with engine.connect() as connection:
        orders = connection.scalar(select(func.count()).select_from(order))
    with kit.session("user:2", "shop-help", read_only=True) as session:
        threads = len(session.ask(ListThreads()).items)
    return f"orders {orders}, questions {threads}"


def main() -> None:
    """Run on the given database, or on a temporary one."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/shop.db"
        kit = Kit(
            url, plugins=[support.Support(no_help_desk_reason="the shop answers every question itself")]
        )
        engine = create_engine(kit.database.url)
        try:
            run(engine, kit)
        finally:
            engine.dispose()
            kit.close()


if __name__ == "__main__":
    main()
