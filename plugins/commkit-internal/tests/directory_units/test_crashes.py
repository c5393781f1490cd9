"""A process that dies while a directory is followed leaves nothing or all of it; sent again, all is there."""

import json
import sys
from subprocess import run
from typing import Any

import pytest

from commkit_internal import GiveUnitToDirectory
from commkit_internal.directory_units import subscribers
from commkit_internal.directory_units.following.handlers import follow

_SCRIPT = """
import json, os, sys
from datetime import datetime
from commkit import SYSTEM, Kit
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from commkit_internal import DirectoryUnitSettings, Internal
from commkit_internal.directory_units import reactions, statements
from commkit_internal.units.placements import statements as placements
from commkit_scim import DirectoryProfile, FindUsers, ProvisionUser, Scim

url, now, is_apart = json.loads(sys.stdin.read())
later, follow = [], reactions.follow
if is_apart:  # the control: the member is placed in a transaction of its own, after the one of the directory
    reactions.follow = lambda context, *said: later.append(said)

def look(session):
    found = session.ask(FindUsers(filter='userName eq "dana"')).items
    return bool(found), bool(found and context_of(session).one(placements.CURRENT, member=found[0].id))

plugins = [Scim(), Internal(directory=DirectoryUnitSettings())]
kit = Kit(url, plugins=plugins, clock=ManualClock(datetime.fromisoformat(now)))  # it has no connection yet

def attempt(number):
    with kit.session(SYSTEM, "work", read_only=True) as session:
        seen = look(session)
    print(json.dumps(seen), flush=True)
    left = [number]
    def die(sql):
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
    kit.database.observer = die
    if not seen[0]:
        profile = DirectoryProfile(user_name="dana", organization="Acme", department="Sales")
        kit.transact(SYSTEM, "work", lambda session: session.do(ProvisionUser(profile=profile)))
    for said in later:
        kit.transact(SYSTEM, "work", lambda session: follow(context_of(session), *said))
    os._exit(0)

number = 0
while True:
    child = os.fork()
    if not child:
        attempt(number)
    number += 3
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
"""


def deaths(town: Any, *, is_apart: bool) -> list[tuple[bool, bool]]:
    """What is seen ahead of each attempt, of which each dies three statements later: is dana there, and placed?"""
    given = json.dumps([town.url, town.clock.now.isoformat(), is_apart])
    command = [sys.executable, "-c", _SCRIPT]
    done = run(command, input=given, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_whoever_dies_leaves_nothing_and_sent_again_all_is_there(town: Any) -> None:
    seen = deaths(town, is_apart=False)
    assert len(seen) > 8
    assert set(seen) == {(False, False)}
    assert town.tree() == {"Acme": ([], None), "Acme/Sales": (["dana"], None)}


@pytest.mark.slow
def test_control_placed_in_a_transaction_of_its_own_they_would_stay_outside(town: Any) -> None:
    assert deaths(town, is_apart=True)[-1] == (True, False)
    assert "Acme/Sales" not in town.tree()


def test_a_worker_that_fails_within_a_batch_begins_it_again(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sales, company = town.unit("Sales"), town.directory()
    names = [f"person-{number}" for number in range(5)]
    for name in names:
        company.person(name, "Sales")
    monkeypatch.setattr(subscribers, "BATCH_SIZE", 2)
    calls: list[Any] = []

    def fail_once(*given: Any) -> None:
        calls.append(given)
        if len(calls) == 4:
            raise RuntimeError("the worker's machine is gone")
        follow(*given)

    monkeypatch.setattr(subscribers, "follow", fail_once)
    town.do("pat", GiveUnitToDirectory(sales.id, ("Sales",)))
    town.kit.worker().drain()
    town.pass_time(minutes=1)
    assert town.tree() == {"Sales": (names, None)}
    assert len(calls) > 5
