"""The demo's communities: one for each export, one for each way the simulation is set up."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from importlib.metadata import entry_points
from itertools import count
from typing import Any

from attrs import frozen
from sqlalchemy import bindparam, event, func, select

from commkit.adapters.cli.demo.help_desk import DemoHelpDesk
from commkit.adapters.cli.demo.support_actions import message_class, support_actions
from commkit.adapters.cli.exit_codes import CliError
from commkit.communities import CreateCommunity, ReadCommunity, UpdateCommunity
from commkit.kit import Kit
from commkit.posts import post
from commkit.runtime.composing.hooks import ENTRY_POINTS
from commkit.runtime.model.clock import Clock, system_clock
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.unit import UnitOfWork
from commkit.testing.clock import ManualClock
from commkit.testing.simulate import SimulationResult, simulate

PURPOSE = "Owners of the Lumen home hub help each other; what they cannot solve goes to the makers."
_UNFINISHED = "Being played by the simulation."
_COUNT = statement(select(func.count()).where(post.c.community_id == bindparam("community_id")))


@frozen
class ContentCount:
    """How much there is in a community, to tell whether something was added.

    Attributes:
        members: Memberships that count.
        posts: Posts, with those taken down.
    """

    members: int
    posts: int


@contextmanager
def open_demo_kit(database: str, desk: DemoHelpDesk, *, clock: Clock = system_clock) -> Iterator[Kit]:
    """A kit with the support plugin and a help desk.

    Raises:
        CliError: The plugin is not installed.
    """
    plugin: Any = next((entry.load() for entry in entry_points(group=ENTRY_POINTS, name="support")), None)
    if plugin is None:
        raise CliError(
            "cli.no_support", "the demo plays a support community; run: pip install commkit-support"
        )
    kit = Kit(database, plugins=[plugin(help_desk=desk)], clock=clock)
    try:
        yield kit
    finally:
        kit.close()


def count_content(kit: Kit, slug: str) -> ContentCount:
    """How much there is now; nothing where there is no such community."""
    try:
        with kit.session(SYSTEM, slug, read_only=True) as session:
            here = session.ask(ReadCommunity())
        with UnitOfWork(kit.database, connection=None, read_only=True) as unit:
            ((posts,),) = unit.rows(_COUNT, community_id=here.id)
        return ContentCount(here.member_count, posts)
    except NotFound:
        return ContentCount(0, 0)


def slugify(name: str) -> str:
    """A name as it may stand in an address."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64].strip("-") or "imported"


def play_simulation(
    database: str,
    desk: DemoHelpDesk,
    *,
    seed: int,
    members: int,
    days: int,
    on_day_end: Callable[[int], object],
) -> tuple[str, SimulationResult | None]:
    """Let the simulation play a support community, unless it has before.

    Returns:
        The community's slug, and what was played; None where it was played before.
    """
    # It ends before today, and begins on a Monday.
    today = datetime.combine(datetime.now(UTC), time(), tzinfo=UTC)
    first = today - timedelta(days=days)
    clock = ManualClock(first - timedelta(days=first.weekday()))
    with open_demo_kit(database, desk, clock=clock) as kit:
        _relax_sqlite_sync(kit)
        slug, done = _find_slug(kit, f"lumen-{seed}-{members}x{days}")
        if done:
            return slug, None
        with kit.session(SYSTEM) as lobby:
            lobby.do(_create_community_command(slug, clock))
        played = simulate(
            kit,
            slug,
            seed=seed,
            members=members,
            days=days,
            actions=support_actions(kit),
            on_day_end=partial(_close_day, kit, slug, desk, on_day_end),
        )
        with kit.session(SYSTEM, slug) as session:
            session.do(UpdateCommunity(version=session.community.version, purpose=PURPOSE))
    return slug, played


def _find_slug(kit: Kit, slug: str) -> tuple[str, bool]:
    """Where to play: a slug and whether it was played there to the end; what was broken off half-way is passed over."""
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
    """Let SQLite write what is simulated to the disk in its own time; what a power cut takes is simulated anew."""
    if kit.database.is_sqlite:
        event.listen(
            kit.database.engine,
            "connect",
            lambda connection, _: connection.execute("PRAGMA synchronous = NORMAL"),
        )


def _create_community_command(slug: str, clock: ManualClock) -> CreateCommunity:
    return CreateCommunity(
        slug,
        type="support",
        title="Lumen home hub help",
        purpose=_UNFINISHED,
        care_hours=20,
        review_on=(clock.now + timedelta(days=180)).date(),
    )


def _close_day(
    kit: Kit, slug: str, desk: DemoHelpDesk, on_day_end: Callable[[int], object], day: int
) -> None:
    """At midnight the worker delivers, the clocks are looked at, and the desk answers what it was given."""
    kit.worker().drain()
    with kit.session(SYSTEM, slug) as session:
        session.do(message_class(kit, "support.check_first_reply_clocks")())
    desk.answer_all(kit)
    on_day_end(day)
