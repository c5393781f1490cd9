"""Eight processes at once: an account is of one member, and a member has one account of a platform."""

from typing import Any

import pytest
from sqlalchemy import text

from commkit import SYSTEM
from commkit.members import AddMember
from commkit_gaming import LinkGameAccount, ReadMyGameAccounts
from tests.processes import at_once_in_processes

PROCESSES = 8
PRELUDE = """
from commkit_gaming import *
def kit_of(url, clock):
    return Kit(url, plugins=[Gaming()], clock=clock)
"""
ANSWER = "session.do(AnswerAccountProof(proof=ids[{0}], account='{1}', handle='Owl'))"
ADDING = "INSERT INTO commkit_gaming_game_account"
UNIQUE = "uq_commkit_gaming_game_account_account"


def after_eight(linked: Any, *, hold: str = "") -> tuple[list[str], int]:
    """What eight hear who have proved one account at once, and how many have it then."""
    names = [f"player-{number}" for number in range(PROCESSES)]
    for name in names:
        linked.do(SYSTEM, AddMember(name))
    proofs = [linked.do(name, LinkGameAccount("steam", "owl-1")).id for name in names]
    works = [("SYSTEM", ANSWER.format(number, "0" * 64)) for number in range(PROCESSES)]
    said = at_once_in_processes(linked.town, PRELUDE, works, ids=proofs, hold=hold)
    return said, sum(len(linked.ask(name, ReadMyGameAccounts()).accounts) for name in names)


@pytest.mark.slow
def test_of_eight_processes_one_links_an_account(linked: Any) -> None:
    said, owners = after_eight(linked)
    assert owners == 1, said
    assert sorted(said) == ["None"] + ["taken"] * (PROCESSES - 1)


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_key_all_eight_have_it(postgres_linked: Any) -> None:
    with postgres_linked.town.kit.database.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE commkit_gaming_game_account DROP CONSTRAINT {UNIQUE}"))
    try:
        said, owners = after_eight(postgres_linked, hold=ADDING)
        assert owners == PROCESSES, said
    finally:
        with postgres_linked.town.kit.database.engine.begin() as connection:
            connection.execute(text("DELETE FROM commkit_gaming_game_account"))
            connection.execute(
                text(
                    f"ALTER TABLE commkit_gaming_game_account ADD CONSTRAINT {UNIQUE} UNIQUE (community_id, account)"
                )
            )


@pytest.mark.slow
def test_eight_processes_never_link_two_accounts_of_a_platform_to_a_member(linked: Any) -> None:
    proof = linked.do("ada", LinkGameAccount("steam", "owl-1")).id
    works = [("SYSTEM", ANSWER.format(0, str(number) * 64)) for number in range(PROCESSES)]
    said = at_once_in_processes(linked.town, PRELUDE, works, ids=[proof])
    assert len(linked.mine("ada").accounts) == 1, said
    assert said.count("None") == 1, said
