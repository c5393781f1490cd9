"""Eight processes give questions to one member, or take one question, at the same moment."""

import sys
from subprocess import PIPE, Popen
from typing import Any

from commkit.communities import UpdateSettings
from commkit_support import ListAssignments

WORKER = """
import sys
from uuid import UUID
from commkit import CommkitError, Kit
from commkit.testing.clock import ManualClock
from commkit_support import AssignQuestion, Support
from tests.plugin_town import MONDAY

url, actor, question, member = sys.argv[1:]
kit = Kit(url, plugins=[Support(no_help_desk_reason="None.")], clock=ManualClock(MONDAY))
print("ready", flush=True)
sys.stdin.readline()
command = AssignQuestion(UUID(question), UUID(member))
try:
    print(kit.transact(actor, "help", lambda session: session.do(command)).question)
except CommkitError as error:
    print(error.code)
kit.close()
"""


def at_once(town: Any, member: Any, questions: list[Any]) -> list[str]:
    """What processes say that give these questions to a member at once."""
    actors = ["stew", "sten", "owner", "amy"] * 2
    workers = [
        Popen(
            [sys.executable, "-c", WORKER, town.url, actor, str(question), str(member)],
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        )
        for actor, question in zip(actors, questions, strict=True)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    return [worker.communicate(timeout=120)[0].strip() for worker in workers]


def test_of_eight_processes_three_reach_the_limit_of_three(town: Any) -> None:
    """The control is that of the threads: without the lock somebody gets more than the limit."""
    amy = town.member("amy")
    town.do("owner", UpdateSettings("support.assignment", {"load_limit": 3}))
    questions = [town.question(f"Question {number}").id for number in range(8)]
    said = at_once(town, amy, questions)
    assert sum(word in {str(question) for question in questions} for word in said) == 3, said
    assert len(town.ask("stew", ListAssignments(amy)).items) == 3
