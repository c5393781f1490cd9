"""Simulated communities of the types that the demo shows: the same for the same seed, and discreet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.communities import CreateCommunity
from commkit.members import AddMember
from commkit.posts import CreateThread
from commkit_demo.client import READER
from commkit_demo.demo_types import DemoType
from commkit_demo.gaming.demo import GamingDemo
from commkit_demo.internal.demo import InternalDemo
from commkit_demo.internal.summary import InternalSummary, read_summary
from commkit_demo.media.demo import MediaDemo
from commkit_demo.simulation import SimulationClock, SimulationResult, Visit, fingerprint, simulate
from commkit_demo.topical.demo import TopicalDemo
from commkit_internal import JoinCircle, StartCircle

START = datetime(2025, 1, 6, tzinfo=UTC)
TYPES: tuple[Callable[[], DemoType], ...] = (GamingDemo, InternalDemo, MediaDemo, TopicalDemo)


@contextmanager
def town(shown: DemoType, url: str) -> Iterator[Kit]:
    """A kit with one community of a type."""
    kit = Kit(url, plugins=[shown.plugin()], clock=SimulationClock(START))
    kit.migrate()
    command = CreateCommunity(
        "town", type=shown.name, title="Town", purpose="x", care_hours=4, review_on=date(2030, 1, 1)
    )
    with kit.session(SYSTEM) as lobby:
        lobby.do(command)
    yield kit
    kit.close()


def run(kit: Kit, shown: DemoType, *, members: int = 15, days: int = 9) -> SimulationResult:
    def close_day(_: int) -> None:
        kit.worker().drain()
        shown.close_day(kit, "town")

    return simulate(
        kit,
        "town",
        seed=3,
        members=members,
        days=days,
        personas=shown.personas(),
        actions=shown.actions(),
        kinds=shown.kinds,
        wording=shown.wording,
        on_day_end=close_day,
    )


def made(shown: DemoType, url: str) -> tuple[SimulationResult, str]:
    with town(shown, url) as kit:
        return run(kit, shown), fingerprint(kit, "town")


@pytest.mark.slow
@pytest.mark.parametrize("demo_type", TYPES)
def test_the_same_seed_gives_the_same_community(demo_type: Callable[[], DemoType], tmp_path: Path) -> None:
    one, other = (made(demo_type(), f"sqlite:///{tmp_path / name}.db") for name in "ab")
    assert one == other


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("demo_type", TYPES)
def test_it_is_the_same_on_postgresql(
    demo_type: Callable[[], DemoType], tmp_path: Path, postgres_url: str
) -> None:
    assert made(demo_type(), f"sqlite:///{tmp_path / 'a'}.db") == made(demo_type(), postgres_url)


@pytest.mark.parametrize("demo_type", TYPES)
def test_the_shares_of_the_personas_add_up(demo_type: Callable[[], DemoType]) -> None:
    assert sum(persona.share for persona in demo_type().personas()) == pytest.approx(1.0)


def told(folder: Path, name: str) -> tuple[SimulationResult, InternalSummary]:
    """All that the demo tells of an internal community."""
    shown = InternalDemo()
    with town(shown, f"sqlite:///{folder / name}.db") as kit:
        result = run(kit, shown, members=24, days=12)
        with kit.session(SYSTEM, "town") as session:
            session.do(AddMember(READER))
        return result, read_summary(kit, "town")


def nobody_joins(visit: Visit, command: Any, then: Callable[[Any], object] | None = None) -> bool:
    """Only what starts a circle is sent; of the rest the simulation believes that it was."""
    if isinstance(command, StartCircle):
        return real_do_in_private(visit, command, then)
    visit._clock.advance(timedelta(seconds=visit.rng.randint(20, 240)))
    if then is not None:
        visit.after_commit(lambda: then(None))
    return True


real_do_in_private = Visit.do_in_private


@pytest.mark.slow
def test_the_report_tells_nothing_of_who_is_in_a_life_circle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the same where nobody joined one and nobody wrote there; a control counts, and differs."""
    sent = set[type]()

    def watched(visit: Visit, command: Any, then: Any = None) -> bool:
        sent.add(type(command))
        return real_do_in_private(visit, command, then)

    monkeypatch.setattr(Visit, "do_in_private", watched)
    with_members = told(tmp_path, "with")
    assert sent == {StartCircle, JoinCircle, CreateThread}
    monkeypatch.setattr(Visit, "do_in_private", nobody_joins)
    without = told(tmp_path, "without")
    assert with_members == without
    assert with_members[1].circles == ("Parents",)
    monkeypatch.setattr(Visit, "do_in_private", Visit.do)
    assert told(tmp_path, "control")[0] != without[0]
