"""Eight processes give questions to one member, or take one question, at the same moment."""

from typing import Any

import pytest

from commkit.communities import UpdateSettings
from commkit_support import ListAssignments
from tests.processes import at_once_in_processes

PRELUDE = """
from commkit_support import AssignQuestion, Support

def kit_of(url, clock):
    return Kit(url, plugins=[Support(no_help_desk_reason="None.")], clock=clock)
"""


def at_once(town: Any, member: Any, questions: list[Any]) -> list[str]:
    """What processes say that give these questions to a member at once."""
    actors = ["stew", "sten", "owner", "amy"] * 2
    works = [
        (actor, f"session.do(AssignQuestion(ids[{number}], ids[0])).question")
        for number, actor in enumerate(actors, 1)
    ]
    return at_once_in_processes(town, PRELUDE, works, ids=[member, *questions])


@pytest.mark.slow
def test_of_eight_processes_three_reach_the_limit_of_three(town: Any) -> None:
    """The control is that of the threads: without the lock somebody gets more than the limit."""
    amy = town.member("amy")
    town.do("owner", UpdateSettings("support.assignment", {"load_limit": 3}))
    questions = [town.question(f"Question {number}").id for number in range(8)]
    said = at_once(town, amy, questions)
    assert sum(word in {str(question) for question in questions} for word in said) == 3, said
    assert len(town.ask("stew", ListAssignments(amy)).items) == 3
