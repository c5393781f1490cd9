"""Processes that do something in one community at the same moment.

One process is started, imports all that is needed, and forks the others; a barrier lets them begin together.
"""

import json
import sys
from collections.abc import Sequence
from subprocess import run
from typing import Any

_SCRIPT = """
import json, multiprocessing, sys
from datetime import datetime, timedelta
from uuid import UUID
from commkit import SYSTEM, CommkitError, Kit
from commkit.testing.clock import ManualClock

url, slug, now, prelude, patch, hold, ids, works = json.loads(sys.stdin.read())
exec(prelude)
ids = [UUID(id) for id in ids]
fork = multiprocessing.get_context("fork")
kit = kit_of(url, clock=ManualClock(datetime.fromisoformat(now)))  # it has no connection yet
start, looked, said = fork.Barrier(len(works)), fork.Barrier(len(works)), fork.Queue()

def work(number, actor, does):
    held = []
    def wait(sql):
        if hold and hold in sql and not held:
            held.append(True)
            looked.wait(60)
    kit.database.observer = wait
    exec(patch, globals())
    code = compile(does or "None", "does", "eval")
    start.wait(60)
    try:
        if actor == "worker":
            told = kit.worker(attempts=1).drain().parked
        else:
            who = SYSTEM if actor == "SYSTEM" else actor
            told = kit.transact(who, slug, lambda session: eval(code, globals() | {"session": session}))
        said.put((number, str(told)))
    except CommkitError as error:
        said.put((number, error.code))
    except Exception as error:
        said.put((number, repr(error)))
    kit.close()

children = [fork.Process(target=work, args=(number, *one)) for number, one in enumerate(works)]
for child in children:
    child.start()
heard = dict(said.get(timeout=100) for _ in works)
for child in children:
    child.join(20)
print(json.dumps([heard[number] for number in range(len(works))]))
"""


def at_once_in_processes(
    town: Any,
    prelude: str,
    works: Sequence[tuple[str, str]],
    *,
    ids: Sequence[Any] = (),
    patch: str = "",
    hold: str = "",
) -> list[str]:
    """What processes say that begin together, in the order of their works: what came out, or the code of an error.

    Args:
        town: The town whose database it is; it is the same moment there.
        prelude: Python with the imports that the works need, and with `kit_of(url, clock=...)`.
        works: Who does what: an actor, `SYSTEM`, or `worker` for a worker that is drained; and an expression about
            `session` and `ids`.
        ids: Ids for the expressions.
        patch: Python that each process runs ahead, such as one that takes away what decides between them.
        hold: Each process waits for all others when it first runs SQL that has this in it.
    """
    slug, now = town.community.slug, town.clock.now.isoformat()
    given = [town.url, slug, now, prelude, patch, hold, [str(id) for id in ids], list(works)]
    command = [sys.executable, "-c", _SCRIPT]
    done = run(command, input=json.dumps(given), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    said: list[str] = json.loads(done.stdout)
    return said
