"""The demo's communities: one for each dump, one for each seed and size of the simulation."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any

from attrs import frozen
from sqlalchemy import event, func, select

from commkit import SYSTEM, Kit, NotFound
from commkit.communities import CreateCommunity, ReadCommunity, UpdateCommunity
from commkit.posts import post
from commkit_demo.demo_types import DemoType
from commkit_demo.simulation import SimulationClock, SimulationResult, simulate

_SETTINGS: dict[str, dict[str, dict[str, str]]] = {"gaming": {"minors.safety": {"unknown": "adult"}}}
"""What communities are founded with, by type. No host tells the ages of the demo's members: they are adults."""

_UNFINISHED = "Being made by the simulation."


@frozen
class ContentCount:
    """How much there is in a community, to see whether something was added.

    Attributes:
        members: Memberships that count.
        posts: Posts, removed ones included.
    """

    members: int
    posts: int


@contextmanager
def open_demo_kit(database: str, types: Iterable[DemoType], **options: Any) -> Iterator[Kit]:
    """A kit with the types that the demo shows, closed at the end.

    Args:
        database: Its URL.
        types: These types.
        **options: Further arguments of `Kit`.
    """
    kit = Kit(database, plugins=[shown.plugin() for shown in types], **options)
    try:
        yield kit
    finally:
        kit.close()


def count_content(kit: Kit, slug: str) -> ContentCount:
    """How much there is now; nothing where there is no such community."""
    try:
        with kit.session(SYSTEM, slug, read_only=True) as session:
            here = session.ask(ReadCommunity())
    except NotFound:
        return ContentCount(0, 0)
    with kit.database.engine.connect() as connection:
        # No query counts the removed ones, too.
        posts = connection.scalar(select(func.count()).where(post.c.community_id == here.id))
    return ContentCount(here.member_count, posts or 0)


def slugify(name: str) -> str:
    """A community's slug, made of any name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64].strip("-") or "imported"


def run_simulation(
    database: str,
    shown: DemoType,
    types: Iterable[DemoType],
    *,
    seed: int,
    members: int,
    days: int,
    on_day_end: Callable[[int], object],
) -> tuple[str, SimulationResult | None]:
    """Simulate a community of a type, unless that was done before.

    Args:
        database: The URL of the database.
        shown: The type.
        types: All types that the demo shows.
        seed: The seed of the simulation's random numbers.
        members: How many members.
        days: How many days.
        on_day_end: Called after each day with the number of days simulated.

    Returns:
        The community's slug, and what was done; None where it was done before.
    """
    # It ends before today, and begins on a Monday.
    today = datetime.combine(datetime.now(UTC), time(), tzinfo=UTC)
    first = today - timedelta(days=days)
    clock = SimulationClock(first - timedelta(days=first.weekday()))
    with open_demo_kit(database, types, clock=clock) as kit:
        _relax_sqlite_sync(kit)
        slug, done = _find_slug(kit, f"{shown.slug}-{seed}-{members}x{days}")
        if done:
            return slug, None
        with kit.session(SYSTEM) as lobby:
            lobby.do(_create_community_command(shown, slug, clock))
        result = simulate(
            kit,
            slug,
            seed=seed,
            members=members,
            days=days,
            personas=shown.personas(),
            actions=shown.actions(),
            kinds=shown.kinds,
            wording=shown.wording,
            on_day_end=partial(_close_day, kit, shown, slug, on_day_end),
        )
        with kit.session(SYSTEM, slug) as session:
            session.do(UpdateCommunity(version=session.community.version, purpose=shown.purpose))
    return slug, result


def _find_slug(kit: Kit, slug: str) -> tuple[str, bool]:
    """A slug, and whether its simulation is finished; communities whose simulation was interrupted are passed over."""
    for number in count(1):
        name = slug if number == 1 else f"{slug}-{number}"
        try:
            with kit.session(SYSTEM, name, read_only=True) as session:
                purpose = session.community.purpose
        except NotFound:
            return name, False
        if purpose != _UNFINISHED:
            return name, True
    raise AssertionError("numbers do not end")


def _relax_sqlite_sync(kit: Kit) -> None:
    """Let SQLite write to the disk later: what a power cut loses is simulated again."""
    if kit.database.is_sqlite:
        event.listen(
            kit.database.engine,
            "connect",
            lambda connection, _: connection.execute("PRAGMA synchronous = NORMAL"),
        )


def _create_community_command(shown: DemoType, slug: str, clock: SimulationClock) -> CreateCommunity:
    return CreateCommunity(
        slug,
        type=shown.name,
        title=shown.title,
        purpose=_UNFINISHED,
        care_hours=20,
        review_on=(clock.now + timedelta(days=180)).date(),
        settings=_SETTINGS.get(shown.name, {}),
    )


def _close_day(kit: Kit, shown: DemoType, slug: str, on_day_end: Callable[[int], object], day: int) -> None:
    """At midnight the worker delivers, and what else the type needs happens."""
    kit.worker().drain()
    shown.close_day(kit, slug)
    on_day_end(day)
