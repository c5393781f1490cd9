"""Linked accounts are shown by choice, of minors to guild mates at most, and without a trace else."""

from contextlib import suppress
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import MetaData, select

from commkit import SYSTEM, CommkitError, Denied, NotFound
from commkit.communities import ReadCommunity
from commkit.explaining import ExplainDecision
from commkit.members import BlockMember, RestrictMember
from commkit.notifications import ListInbox
from commkit.privacy import ErasePerson, ExportPerson
from commkit.search import SearchContent
from commkit_gaming import (
    LeaveGuild,
    LinkGameAccount,
    ListGameAccounts,
    PlatformAccount,
    ReadMyGameAccounts,
    ShowGameAccount,
    ShownTo,
    UnlinkGameAccount,
)
from commkit_gaming.linked_identities.policy import account_hash
from commkit_minors import AgeBand, StoreAge

NOBODY, MATES, ALL = ShownTo.NOBODY, ShownTo.GUILD_MATES, ShownTo.MEMBERS
READERS = ("bob", "cid", "dan", "org", "stew")
"""bob is in a guild with ada, and dan is blocked by her."""


def set_age(linked: Any, key: str, band: AgeBand) -> None:
    linked.do(SYSTEM, StoreAge(member=linked.member(key), band=band))


def expected(reader: str, shown_to: ShownTo, band: AgeBand) -> bool:
    """Whether the account of ada is shown, by the rules in words."""
    if reader == "dan" or shown_to is NOBODY:
        return False
    return reader == "bob" or (shown_to is ALL and band is AgeBand.ADULT)


def test_for_each_reader_choice_and_age_it_is_shown_by_the_rules(linked: Any) -> None:
    guild = linked.town.guild()
    linked.town.enter(guild, "bob")
    linked.do("ada", BlockMember(linked.member("dan")))
    found = linked.link("ada", "owl-1")
    for shown_to, band in product(ShownTo, AgeBand):
        if band is AgeBand.UNKNOWN:
            continue  # by the settings it is one of the others
        linked.do("ada", ShowGameAccount(found.id, shown_to))
        set_age(linked, "ada", band)
        shown = {name for name in READERS if linked.handles("ada", name)}
        assert shown == {name for name in READERS if expected(name, shown_to, band)}, (shown_to, band)
        assert linked.handles("ada", "ada") == ["Owl-1"]
    with pytest.raises(Denied):
        linked.handles(linked.member("ada"), None)


def test_at_first_it_is_shown_to_nobody_and_mates_see_it_until_one_leaves(linked: Any) -> None:
    guild = linked.town.guild()
    linked.town.enter(guild, "bob")
    linked.link("ada", "owl-1")
    assert linked.handles("ada", "bob") == []
    linked.unlink("ada")
    linked.clock.advance(timedelta(minutes=1))
    linked.link("ada", "owl-1", shown_to=MATES)
    assert linked.handles("ada", "bob") == ["Owl-1"]
    assert linked.handles("ada", "cid") == []
    linked.do("bob", LeaveGuild(guild.id))
    assert linked.handles("ada", "bob") == []


def test_of_who_is_banned_it_is_hidden_and_taken_and_lapses(linked: Any) -> None:
    linked.link("ada", "owl-1", shown_to=ALL)
    ada = linked.member("ada")
    linked.do("stew", RestrictMember(ada, "banned", "It was cheating."))
    linked.work()
    for reader in READERS:
        with suppress(NotFound):  # it depends on who reads whether there is such a member
            assert linked.handles(ada, reader) == []
    linked.bring("bob", "owl-1")
    assert linked.states("bob") == ["taken"]
    linked.clock.advance(timedelta(days=101))
    linked.work()
    assert ("confirm", "steam", "ada") not in linked.platforms.asked
    linked.link("bob", "owl-1")


# --- non-interference ------------------------------------------------------------------------------------------------


def learned(linked: Any, reader: str, account: Any) -> Any:
    """What somebody learns of the account of ada."""
    ada = linked.member("ada")
    told = [
        linked.ask(reader, ListGameAccounts(ada)),
        linked.ask(reader, SearchContent("Owl-1")),
        linked.ask(reader, ListInbox()).items,
        linked.ask(reader, ReadMyGameAccounts()),
    ]
    for command in (UnlinkGameAccount(account), ShowGameAccount(account, ALL)):
        try:
            told.append(linked.do(reader, command))
        except CommkitError as error:
            told.append((type(error), error.code))
    return told


@pytest.mark.parametrize("reader", ["bob", "stew"])
def test_a_hidden_account_has_no_trace_for_others(linked: Any, reader: str) -> None:
    found = linked.link("ada", "owl-1")
    with_it = learned(linked, reader, found.id)
    linked.unlink("ada")
    linked.work()
    assert learned(linked, reader, found.id) == with_it


def test_control_an_account_that_is_shown_is_seen(sqlite_linked: Any) -> None:
    linked = sqlite_linked
    found = linked.link("ada", "owl-1")
    before = learned(linked, "bob", found.id)
    linked.do("ada", ShowGameAccount(found.id, ALL))
    assert learned(linked, "bob", found.id) != before


def test_only_who_proved_an_account_is_told_that_it_is_taken(sqlite_linked: Any) -> None:
    linked = sqlite_linked
    linked.platforms.told["a guess"] = None
    linked.link("ada", "owl-1")
    linked.bring("bob", "a guess")
    assert linked.states("bob") == ["refused"]


# --- what is kept ----------------------------------------------------------------------------------------------------


def stored(linked: Any) -> str:
    """All that the database holds, as text."""
    tables = MetaData()
    with linked.town.kit.database.engine.connect() as connection:
        tables.reflect(connection)
        return str([connection.execute(select(table)).all() for table in tables.sorted_tables])


def test_neither_proofs_nor_ids_of_accounts_are_kept_and_unlinking_leaves_nothing(linked: Any) -> None:
    linked.platforms.told["proof-of-ada"] = PlatformAccount("id-777", "Handle-777")
    linked.do("ada", LinkGameAccount("steam", "proof-of-ada"))
    assert "proof-of-ada" in stored(linked), "control: while it waits"
    linked.work()
    kept = stored(linked)
    assert "proof-of-ada" not in kept
    assert "id-777" not in kept
    assert "Handle-777" in kept, "control"
    linked.unlink("ada")
    linked.work()
    assert "Handle-777" not in stored(linked)


def test_what_a_member_has_linked_is_exported_without_secrets_and_erased(linked: Any) -> None:
    linked.link("ada", "owl-1", shown_to=ALL)
    with linked.town.kit.session("ada", read_only=True) as lobby:
        exported = str(lobby.ask(ExportPerson("ada")))
    assert "Owl-1" in exported
    here = linked.ask("bob", ReadCommunity()).id
    assert account_hash(linked.given.secret, here, "steam", "owl-1") not in exported
    assert account_hash(linked.given.secret, here, "steam", "owl-1") in stored(linked), "control"
    with linked.town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
    linked.work()
    assert "Owl-1" not in stored(linked)
    linked.link("bob", "owl-1")


def test_it_is_explained_who_links(sqlite_linked: Any, sqlite_town: Any) -> None:
    def steps(town: Any) -> dict[str, str]:
        found = town.ask("ada", ExplainDecision(town.member("ada"), "gaming.link_game_account"))
        return {step.rule: step.outcome.value for step in found.steps}

    rules = ("platforms are declared", "somebody verifies")
    assert [steps(sqlite_linked.town)[rule] for rule in rules] == ["yes", "yes"]
    assert [steps(sqlite_town)[rule] for rule in rules] == ["no", "no"]
