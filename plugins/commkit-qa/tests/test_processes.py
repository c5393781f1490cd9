"""Eight processes accept different answers to one question at the same moment: exactly one is accepted."""

import sys
from subprocess import PIPE, Popen
from typing import Any

from commkit.posts import ReadPost

WORKER = """
import sys
from datetime import UTC, datetime
from uuid import UUID
from commkit import CommkitError, Kit
from commkit.posts import PostId
from commkit_qa import AcceptAnswer, QuestionsAndAnswers
from tests.plugin_town import MONDAY
from commkit.testing.clock import ManualClock
from commkit import CommunityType

url, question, answer = sys.argv[1:]
from commkit_qa import ANSWER, COMMENT, QUESTION
study = CommunityType("study", features=("posts", "qa.questions"), post_kinds=(QUESTION, ANSWER, COMMENT))
kit = Kit(url, plugins=[QuestionsAndAnswers()], types=[study], clock=ManualClock(MONDAY))
print("ready", flush=True)
sys.stdin.readline()
command = AcceptAnswer(PostId(UUID(question)), PostId(UUID(answer)))
try:
    print(kit.transact("stew", "study", lambda session: session.do(command)).answer)
except CommkitError as error:
    print(error.code)
kit.close()
"""


def test_of_eight_processes_one_accepts(town: Any) -> None:
    question = town.question()
    answers = [town.answer(question.id, by=by) for by in ("bob", "cid") * 4]
    workers = [
        Popen(
            [sys.executable, "-c", WORKER, town.url, str(question.id), str(answer.id)],
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        )
        for answer in answers
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    said = [worker.communicate(timeout=120)[0].strip() for worker in workers]
    accepted = town.ask("bob", ReadPost(question.id)).answer
    refused = [word for word in said if word != str(accepted)]
    assert len(refused) == 7, said
    assert set(refused) <= {"posts.stale", "qa.already_solved"}
