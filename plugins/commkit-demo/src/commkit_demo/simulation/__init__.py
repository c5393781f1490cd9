"""Simulates a community through real commands, the same each time for the same seed: for demos, load and policy tests.

Example::

    kit = Kit("sqlite:///town.db", plugins=[...], clock=SimulationClock(datetime(2025, 1, 6, tzinfo=UTC)))
    result = simulate(kit, "acme-help", seed=7, members=200, days=90)
"""

from commkit_demo.simulation.actions import MemberAction
from commkit_demo.simulation.clock import SimulationClock
from commkit_demo.simulation.personas import ASKER, HELPER, LURKER, PERSONAS, STAFF, TROLL, Persona
from commkit_demo.simulation.post_fingerprint import fingerprint
from commkit_demo.simulation.running import SimulationResult, simulate
from commkit_demo.simulation.state import (
    SimulatedCommunity,
    SimulatedMember,
    SimulatedPost,
    SimulatedThread,
)
from commkit_demo.simulation.visit import Visit
from commkit_demo.simulation.wording import HUB, Subject, ThreadDraft, Wording, choose_from

__all__ = [
    "ASKER",
    "HELPER",
    "HUB",
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
    "SimulationClock",
    "SimulationResult",
    "Subject",
    "ThreadDraft",
    "Visit",
    "Wording",
    "choose_from",
    "fingerprint",
    "simulate",
]
