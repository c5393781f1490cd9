"""What is private stays so: in numbers, exports and facts; and what goes with a person who is erased."""

from typing import Any

from commkit.communities import ListAuditEntries
from commkit.members import BlockMember
from commkit.privacy import ErasePerson, ExportPerson
from commkit_matching import (
    CountMatchOutcomes,
    EndMatch,
    GiveMatchOutcome,
    ReadMatchingNumbers,
    ViewMatches,
)
from commkit_matching.tables import metadata


def readings(town: Any) -> list[Any]:
    """All that a steward and somebody outside read of matching."""
    return [
        *(town.ask("stew", query("mentors")) for query in (ReadMatchingNumbers, CountMatchOutcomes)),
        *(town.ask(actor, ViewMatches()) for actor in ("stew", "cid")),
    ]


def test_a_decline_and_an_outcome_change_nothing_that_others_read(town: Any) -> None:
    match = town.pair()
    before = readings(town)
    town.do("ada", GiveMatchOutcome(match, 1))
    assert readings(town) == before


def test_a_block_changes_nothing_that_others_read(town: Any) -> None:
    town.mentee("ada")
    town.mentor("bob")
    town.round()
    before = readings(town)
    town.do("bob", BlockMember(town.member("ada")))
    assert readings(town) == before


def test_the_audit_log_names_nobody_who_asks_answers_or_ends(town: Any) -> None:
    match = town.pair()
    town.do("ada", EndMatch(match))
    entries = town.ask("owner", ListAuditEntries(limit=100)).items
    ours = [entry for entry in entries if entry.command.startswith("matching.")]
    assert {entry.member for entry in ours if entry.command != "matching.run_matching_round"} <= {None}
    assert match not in {entry.result for entry in ours if entry.member is not None}


def exported(town: Any, actor: str) -> str:
    with town.kit.session(actor) as lobby:
        return str(lobby.ask(ExportPerson()).rows)


def test_an_export_has_ones_own_words_and_not_the_others(town: Any) -> None:
    town.mentee("ada", contact="In the hall")
    town.mentor("bob", contact="In the tower")
    town.round()
    town.accept("ada")
    town.accept("bob")
    mine = exported(town, "ada")
    assert "In the hall" in mine
    assert "In the tower" not in mine
    assert str(town.member("bob")) not in mine


def test_who_is_erased_leaves_no_row_and_the_other_a_match_that_is_over(town: Any) -> None:
    town.mentee("ada", contact="In the hall")
    town.mentor("bob")
    town.round()
    town.accept("ada")
    match = town.accept("bob").id
    town.do("ada", GiveMatchOutcome(match, 4))
    ada = town.member("ada")
    with town.kit.session("ada") as lobby:
        lobby.do(ErasePerson("ada"))
    with town.kit.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if "member" in table.c:
                assert not connection.execute(table.select().where(table.c.member == ada)).all(), table.name
    (view,) = town.matches("bob")
    assert (view.match.state, view.partners) == ("ended", ())
