"""Plays a community through real commands, the same each time for the same seed: for demos, load and policy tests.

Example::

    kit = Kit("sqlite:///town.db", plugins=[...], clock=ManualClock(datetime(2025, 1, 6, tzinfo=UTC)))
    played = simulate(kit, "acme-help", seed=7, members=200, days=90)
"""

from commkit.testing.simulate.actions import MemberAction
from commkit.testing.simulate.fingerprint import fingerprint
from commkit.testing.simulate.personas import ASKER, HELPER, LURKER, PERSONAS, STAFF, TROLL, Persona
from commkit.testing.simulate.simulation import SimulationResult, simulate
from commkit.testing.simulate.state import SimulatedCommunity, SimulatedMember, SimulatedPost, SimulatedThread
from commkit.testing.simulate.visit import Visit

__all__ = [
    "ASKER",
    "HELPER",
    "LURKER",
    "PERSONAS",
    "STAFF",
    "TROLL",
    "MemberAction",
    "Persona",
    "SimulatedCommunity",
    "SimulatedMember",
    "SimulatedPost",
    "SimulatedThread",
    "SimulationResult",
    "Visit",
    "fingerprint",
    "simulate",
]
