"""What the tests of the worker share: a club whose bell is heard, and time that the test moves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from commkit import Delivery, Feature, Kit
from commkit.runtime.delivery.worker import Worker
from tests.runtime.plugins import Rang, Ring, bell
from tests.sample import OWNER


class Clock:
    """Time that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **words: float) -> None:
        self.now += timedelta(**words)


Subscriber = Callable[[Delivery, Rang], None]
MakeKit = Callable[..., Kit]


def heard_by(*subscribers: Subscriber) -> Feature:
    """The bell, and who hears of it."""
    feature = bell()
    for subscriber in subscribers:
        feature.subscribes_to(Rang)(subscriber)
    return feature


def worker_of(kit: Kit, kind: type[Worker] = Worker, *, purge: bool = True) -> Worker:
    """A worker of some class, with the defaults of `kit.worker()`."""
    return kind(
        kit._composition,
        name=None,
        lease=timedelta(minutes=5),
        attempts=12,
        first_pause=timedelta(seconds=2),
        threads=1,
        purge=purge,
    )


def ring(kit: Kit, *times: int, place: str = "town") -> None:
    for time in times:
        with kit.session(OWNER, place) as session:
            session.do(Ring(time))


def rows(kit: Kit, *columns: Any) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return list(connection.execute(select(*columns)).all())
