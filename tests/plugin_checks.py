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
from commkit_qa import (
    CloseQuestion,
    ConfirmDuplicate,
    ListDuplicateMarks,
    MarkCanonical,
    MarkDuplicate,
    StateVersions,
)


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


def _answered(scenario: Scenario, actor: str) -> PostId:
    """An answer by this actor to a question of somebody else."""
    question = create_thread(scenario, "creator")
    return scenario.do(actor, CreateReply(question, "Read the first chapter.", kind="answer")).id


ANSWER_TO_CONFIRM = Fixture(_answered, removed=remove_post)
"""An answer, for messages that are about one."""


def _another(cell: MatrixCell) -> PostId:
    """A question of somebody else."""
    return create_thread(cell.scenario, "creator")


def _proposed(scenario: Scenario, actor: str) -> PostId:
    """A question that is said to be a duplicate."""
    question = create_thread(scenario, actor)
    scenario.do("creator", MarkDuplicate(question, create_thread(scenario, "creator")))
    return question


def _confirmed(scenario: Scenario, actor: str) -> PostId:
    question = _proposed(scenario, actor)
    scenario.do("creator", ConfirmDuplicate(question, _named(scenario, question)))
    return question


def _named(scenario: Scenario, question: PostId) -> PostId:
    """What a question is said to be a duplicate of."""
    (mark,) = scenario.ask("creator", ListDuplicateMarks(question)).items
    return mark.of


def duplicate_permissions(settler: str) -> dict[str, Any]:
    """Who may mark duplicates and agree, for the permission matrix of a type with a role that settles questions.

    Args:
        settler: The role.
    """
    own_or_all: dict[str, str] = {"member": "own", settler: "any+removed", "steward": "any+removed"}
    proposed: dict[str, Any] = {
        "question": Fixture(_proposed, removed=remove_post),
        "of": lambda cell: _named(cell.scenario, cell.fields["question"]),
    }
    return {
        "qa.mark_duplicate": allowed(
            member="any", **{settler: "any+removed", "steward": "any+removed"}, given={"of": _another}
        ),
        "qa.confirm_duplicate": allowed(**own_or_all, given=proposed),
        "qa.reject_duplicate": allowed(**own_or_all, given=proposed),
        "qa.merge_duplicate": allowed(
            steward="any+removed", given={"question": Fixture(_confirmed, removed=remove_post)}
        ),
        "qa.read_redirects": allowed(visitor="any+removed"),
        "qa.explain_duplicate": allowed(visitor="any", steward="any+removed", **{settler: "any+removed"}),
        "qa.list_duplicate_marks": allowed(visitor="any", steward="any+removed", **{settler: "any+removed"}),
        "qa.list_duplicates": allowed(visitor="any", steward="any+removed", **{settler: "any+removed"}),
        "qa.list_proposed_duplicates": allowed(visitor="any+removed"),
    }


def _canonical(scenario: Scenario, actor: str) -> PostId:
    """A question by this actor with a canonical answer."""
    question = create_thread(scenario, actor)
    answer = scenario.do("creator", CreateReply(question, "Read the first chapter.", kind="answer"))
    scenario.do("creator", MarkCanonical(question, answer.id, "chapters"))
    return question


def canonical_permissions(settler: str) -> dict[str, Any]:
    """Who may mark answers as canonical, for the permission matrix of a type that grants it to stewards alone.

    Args:
        settler: A role that sees removed posts.
    """
    return {
        "qa.mark_canonical": allowed(steward="any+removed", given={"answer": _answer}),
        "qa.withdraw_canonical": allowed(
            steward="any", system="any", given={"question": Fixture(_canonical, removed=remove_post)}
        ),
        "qa.list_canonical": allowed(visitor="any+removed"),
        "qa.list_canonical_history": allowed(
            visitor="any", steward="any+removed", **{settler: "any+removed"}
        ),
        "qa.read_canonical_numbers": allowed(steward="any"),
    }


def _stated(scenario: Scenario, actor: str) -> PostId:
    """An answer by this actor that states versions."""
    answer = _answered(scenario, actor)
    scenario.do(actor, StateVersions(answer, since="1.0"))
    return answer


def freshness_permissions(settler: str) -> dict[str, Any]:
    """Who may say something about versions, for the permission matrix of a type that grants it to stewards alone.

    Args:
        settler: A role that sees removed posts.
    """
    answer: dict[str, Any] = {"post": ANSWER_TO_CONFIRM, "product": "product"}
    own: dict[str, str] = {"member": "own", settler: "own+removed"}
    everybody: dict[str, str] = {"member": "any", settler: "any+removed", "steward": "any+removed"}
    readers: dict[str, str] = {"visitor": "any", settler: "any+removed", "steward": "any+removed"}
    return {
        "qa.state_versions": allowed(
            **own, steward="any+removed", given={**answer, "since": "1.0", "until": "2.0"}
        ),
        "qa.clear_versions": allowed(
            **own,
            steward="any+removed",
            given={**answer, "post": Fixture(_stated, removed=remove_post)},
        ),
        "qa.report_version": allowed(
            **everybody, system="no", given={**answer, "version": "1.1", "seen": None}
        ),
        "qa.withdraw_report": allowed(**everybody, system="no", given={**answer, "version": "1.1"}),
        "qa.read_freshness": allowed(visitor="any+removed"),
        "qa.list_version_reports": allowed(**readers, given={"post": ANSWER_TO_CONFIRM}),
        "qa.list_by_freshness": allowed(steward="any"),
        "qa.read_freshness_numbers": allowed(steward="any"),
    }


def release_permissions() -> dict[str, Any]:
    """Who may announce releases, for the permission matrix of a type that grants it to stewards alone."""
    return {
        "qa.announce_release": allowed(
            steward="any",
            system="any",
            given={"version": "1.1", "product": "product", "released_at": None, "notes": ""},
        ),
        "qa.pull_releases": allowed(system="any"),
        "qa.ask_about_release": allowed(system="any"),
        "qa.list_releases": allowed(visitor="any"),
        "qa.list_rechecks": allowed(member="any", system="no"),
        "qa.read_recheck_numbers": allowed(steward="any"),
    }
