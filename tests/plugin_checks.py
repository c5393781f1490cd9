"""Checks that the tests of several plugins make: a README that runs, and who may settle questions."""

import re
from pathlib import Path
from typing import Any

import pytest

from commkit.posts import CreateReply, PostId
from commkit.testing.fixtures import create_thread, remove_post
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_qa import CloseQuestion


def output_of_readme(page: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the Python blocks of a README print, run one after the other in the present folder."""
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL)
    assert blocks
    names: dict[str, Any] = {"__name__": "readme"}
    for block in blocks:
        exec(compile(block, str(page), "exec"), names)  # our own page
    names["kit"].close()
    return capsys.readouterr().out


def _closed(scenario: Scenario, actor: str) -> PostId:
    question = create_thread(scenario, actor)
    scenario.do(actor, CloseQuestion(question, "It works now."))
    return question


def _answer(cell: MatrixCell) -> PostId:
    """An answer by somebody else; nobody can reply to a removed question."""
    question: PostId = cell.fields["question"]
    return (
        question
        if cell.removed
        else cell.scenario.do("creator", CreateReply(question, "Read the first chapter.")).id
    )


def question_permissions(settler: str) -> dict[str, Any]:
    """Who may settle questions, for the permission matrix of a type that grants it to one role of its own.

    Args:
        settler: The role.
    """
    own_or_all: dict[str, str] = {"member": "own", settler: "any+removed", "steward": "any+removed"}
    return {
        "qa.accept_answer": allowed(**own_or_all, given={"answer": _answer}),
        "qa.reopen_question": allowed(
            **own_or_all, given={"question": Fixture(_closed, removed=remove_post)}
        ),
        "qa.close_question": allowed(**own_or_all),
        "qa.request_information": allowed(**{settler: "any+removed", "steward": "any+removed"}),
    }
