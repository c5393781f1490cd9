"""Eight processes accept different answers to one question at the same moment: exactly one is accepted."""

from typing import Any

import pytest

from commkit.posts import ReadPost
from tests.processes import at_once_in_processes

PRELUDE = """
from commkit import CommunityType
from commkit_qa import ANSWER, COMMENT, QUESTION, AcceptAnswer, QuestionsAndAnswers

def kit_of(url, clock):
    study = CommunityType("study", features=("posts", "qa.questions"), post_kinds=(QUESTION, ANSWER, COMMENT))
    return Kit(url, plugins=[QuestionsAndAnswers()], types=[study], clock=clock)
"""


@pytest.mark.slow
def test_of_eight_processes_one_accepts(town: Any) -> None:
    question = town.question()
    answers = [town.answer(question.id, by=by).id for by in ("bob", "cid") * 4]
    works = [
        ("stew", f"session.do(AcceptAnswer(ids[0], ids[{number}])).answer")
        for number in range(1, len(answers) + 1)
    ]
    said = at_once_in_processes(town, PRELUDE, works, ids=[question.id, *answers])
    accepted = town.ask("bob", ReadPost(question.id)).answer
    refused = [word for word in said if word != str(accepted)]
    assert len(refused) == 7, said
    assert set(refused) <= {"posts.stale", "qa.already_solved"}
