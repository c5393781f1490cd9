"""Several at once: a place is given once, and rounds of a kind come one after the other."""

from threading import Barrier, get_ident
from typing import Any

import pytest
from sqlalchemy import func, select

from commkit.storage import statement
from commkit_matching import AcceptMatch, RunMatchingRound
from commkit_matching.rounds import statements as round_sql
from commkit_matching.tables import match, pool
from tests.processes import at_once_in_processes

PRELUDE = """
from commkit import CommunityType, PostKind
from commkit_matching import AcceptMatch, Consent, Matching, MatchKind, ProposeMatch, Side, ViewMatches

INTRODUCTIONS = MatchKind(
    name="introductions", title="Introductions", summary="Partners are introduced.", consent=Consent.FIRST,
    sides=(Side(name="seeker", title="Seeker"), Side(name="partner", title="Partner", places=2, overbooked=10)),
)
PARTNERS = MatchKind(
    name="partners", title="Partners", summary="Two.", direct=True,
    sides=(Side(name="partner", title="Partner", places=2),),
)

def kit_of(url, clock):
    circle = CommunityType(
        "circle", features=("posts", "matching.matches"), post_kinds=(PostKind(name="talk", opens=True),),
        declares=(INTRODUCTIONS, PARTNERS),
    )
    return Kit(url, plugins=[Matching()], types=[circle], clock=clock)
"""
WITHOUT_LOCKS = """
from commkit_matching.matches.settling import handlers
handlers.lock_members = lambda context, members: None
handlers.drop_from_proposals = lambda context, member, **of: None
"""
"""Nor are other proposals closed: that would wait for those who accept them, which decides between some of them."""
ACCEPTS = "session.do(AcceptMatch(session.ask(ViewMatches()).items[0].match.id)).state.value"


def made(town: Any) -> int:
    with town.kit.database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(match).where(match.c.state == "made")) or 0


def propose(town: Any, seekers: list[str]) -> None:
    """Propose one partner, who has two places, to all seekers."""
    town.join(*(name for name in seekers if name.startswith("seeker")))
    town.request("bob", "introductions", "partner", places=2)
    for name in seekers:
        town.request(name, "introductions", "seeker")
    assert town.round("introductions").proposals == len(seekers)


@pytest.mark.slow
def test_of_eight_who_accept_at_once_two_get_the_two_places(town: Any) -> None:
    seekers = [f"seeker-{n}" for n in range(8)]
    propose(town, seekers)
    said = at_once_in_processes(town, PRELUDE, [(name, ACCEPTS) for name in seekers])
    assert sorted(set(said)) == ["closed", "made"] or set(said) <= {
        "made",
        "closed",
        "matching.proposal_over",
    }
    assert said.count("made") == 2
    assert made(town) == 2


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_locks_all_of_them_do(postgres_town: Any) -> None:
    """Each counts the places before any of them has taken one."""
    seekers = [f"seeker-{n}" for n in range(8)]
    propose(postgres_town, seekers)
    at_once_in_processes(
        postgres_town,
        PRELUDE,
        [(name, ACCEPTS) for name in seekers],
        patch=WITHOUT_LOCKS,
        hold="UPDATE commkit_matching_match SET state",
    )
    assert made(postgres_town) > 2


def test_of_threads_that_accept_at_once_two_get_the_two_places(town: Any) -> None:
    seekers = ["ada", "cid", "dan", "eve"]
    propose(town, seekers)
    proposed = {name: town.matches(name, "proposed")[0].match.id for name in seekers}
    town.at_once(*[lambda name=name: town.do(name, AcceptMatch(proposed[name])) for name in seekers])
    assert made(town) == 2
    assert len(town.matches("bob", "made")) == 2


def run_two_rounds(town: Any) -> int:
    """Two rounds at once, of a pool that is there; gives how many matches they propose to one pair."""
    town.round("introductions")
    town.request("bob", "introductions", "partner")
    town.request("ada", "introductions", "seeker")
    town.at_once(
        *[lambda name=name: town.do(name, RunMatchingRound("introductions")) for name in ("stew", "sten")]
    )
    return len(town.matches("ada"))


def test_two_rounds_at_once_propose_a_pair_once(town: Any) -> None:
    assert run_two_rounds(town) == 1


@pytest.mark.postgres
def test_control_without_the_lock_on_the_pool_both_propose_it(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked = statement(lambda: select(pool.c.kind).where(pool.c.community_id.is_not(None)))
    monkeypatch.setattr(round_sql, "LOCK_POOL", unlocked)
    looked, held = Barrier(2, timeout=20), set[int]()

    def hold(sql: str) -> None:
        if "INSERT INTO commkit_matching_match" in sql and get_ident() not in held:
            held.add(get_ident())
            looked.wait()

    postgres_town.kit.database.observer = hold
    try:
        assert run_two_rounds(postgres_town) == 2
    finally:
        postgres_town.kit.database.observer = None


def delivered_of_eight(town: Any, *, patch: str = "", hold: str = "") -> int:
    """How many proposals reach bob, who has two places, of eight members who propose themselves at once."""
    names = [f"adult-{number}" for number in range(8)]
    town.join(*names)
    town.request("bob", "partners", "partner", places=2)
    for name in names:
        town.request(name, "partners", "partner")
    proposes = 'session.do(ProposeMatch("partners", ids[0], side="partner")).state.value'
    works = [(name, proposes) for name in names]
    said = at_once_in_processes(town, PRELUDE, works, ids=[town.member("bob")], patch=patch, hold=hold)
    assert said == ["proposed"] * 8, "nobody is told apart"
    return len(town.matches("bob", "proposed"))


@pytest.mark.slow
def test_of_eight_who_propose_themselves_at_once_two_reach_two_places(town: Any) -> None:
    assert delivered_of_eight(town) == 2


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_lock_on_who_is_asked_all_of_them_reach_it(postgres_town: Any) -> None:
    patch = """
from commkit_matching.matches.proposing import handlers
handlers.lock_members = lambda context, members: None
"""
    assert delivered_of_eight(postgres_town, patch=patch, hold="INSERT INTO commkit_matching_match ") == 8
