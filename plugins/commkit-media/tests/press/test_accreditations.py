"""Accreditations: requested, decided, prolonged, expired to the second, withdrawn, given up, erased."""

from typing import Any

import pytest
from attrs import asdict

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.members import JoinCommunity, LeaveCommunity, ListGroupMembers
from commkit.privacy import ErasePerson, ExportPerson
from commkit_media import (
    AccreditationState,
    DecideAccreditation,
    GiveUpAccreditation,
    ListAccreditations,
    ListEmbargoReaders,
    ListReleases,
    ReadMyAccreditation,
    ReadPressGroup,
    RequestAccreditation,
    WithdrawAccreditation,
)


def group(town: Any) -> set[Any]:
    id = town.ask("edi", ReadPressGroup())
    return set() if id is None else {each.id for each in town.ask(SYSTEM, ListGroupMembers(id)).items}


def test_editors_decide_what_members_request(town: Any) -> None:
    asked = town.do("ada", RequestAccreditation("The Gazette", note="Since 1999."))
    assert (asked.state, asked.outlet) == (AccreditationState.REQUESTED, "The Gazette")
    assert ("media.accreditation_requested", asked.id) in town.inbox("edi")
    with town.refused("media.accredited_already", Conflict):
        town.do("ada", RequestAccreditation("The Herald"))
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", DecideAccreditation(asked.id, grant=True))
    for outsider in ("bob", "mod", "rea"):
        with pytest.raises((NotFound, Denied)):
            town.do(outsider, WithdrawAccreditation(asked.id))
    granted = town.do("edi", DecideAccreditation(asked.id, grant=True, reason="Welcome."))
    assert (granted.state, granted.decided_by) == ("granted", town.member("edi"))
    assert ("media.accreditation_decided", asked.id) in town.inbox("ada")
    assert town.ask("ada", ReadMyAccreditation()) == granted
    assert town.ask("bob", ReadMyAccreditation()) is None
    assert group(town) == {town.member("ada")}
    (listed,) = town.ask("edi", ListAccreditations(state="granted")).items
    assert listed == granted
    assert town.ask("edi", ListAccreditations(state="requested")).items == ()
    with pytest.raises(Invalid):
        town.ask("edi", ListAccreditations(state="gone"))


def test_what_was_refused_or_withdrawn_is_requested_anew(town: Any) -> None:
    asked = town.do("ada", RequestAccreditation("The Gazette"))
    town.do("edi", DecideAccreditation(asked.id, grant=False, reason="Which paper?"))
    with town.refused("media.accreditation_decided", Conflict):
        town.do("edi", DecideAccreditation(asked.id, grant=True))
    again = town.do("ada", RequestAccreditation("The Weekly Gazette"))
    assert (again.id, again.reason) == (asked.id, "")
    town.do("edi", DecideAccreditation(asked.id, grant=True))
    gone = town.do("edi", WithdrawAccreditation(asked.id, reason="It was told early."))
    assert (gone.state, gone.reason) == ("withdrawn", "It was told early.")
    assert group(town) == set()
    with town.refused("media.not_accredited", Conflict):
        town.do("edi", WithdrawAccreditation(asked.id))


def test_it_expires_at_its_second_whether_the_worker_came_or_not(town: Any) -> None:
    town.embargoed()
    with pytest.raises(Invalid):
        town.accredit("bob", expires_at=town.clock())
    accredited = town.accredit("ada", expires_at=town.after(hours=1))
    town.clock.advance(town.after(seconds=3_599) - town.clock())
    assert len(town.ask("ada", ListReleases()).items) == 1
    town.clock.advance(town.after(seconds=1) - town.clock())
    assert town.ask("ada", ListReleases()).items == ()
    assert group(town) == {town.member("ada")}
    town.kit.worker().drain()
    assert group(town) == set()
    again = town.do("ada", RequestAccreditation("The Gazette"))
    assert again.id == accredited.id


def test_it_is_prolonged(town: Any) -> None:
    town.embargoed()
    accredited = town.accredit("ada", expires_at=town.after(hours=1))
    town.do("edi", DecideAccreditation(accredited.id, grant=True, expires_at=town.after(hours=2)))
    town.pass_time(minutes=90)
    assert group(town) == {town.member("ada")}
    assert len(town.ask("ada", ListReleases()).items) == 1


def test_it_is_given_up_and_ends_with_the_membership(town: Any) -> None:
    town.accredit("ada")
    assert town.do("ada", GiveUpAccreditation())
    assert not town.do("ada", GiveUpAccreditation())
    mine = town.ask("ada", ReadMyAccreditation())
    assert (mine.state, mine.decided_by) == ("withdrawn", None)
    town.accredit("bob")
    town.embargoed()
    town.do("bob", LeaveCommunity())
    assert group(town) == set()
    town.do("bob", JoinCommunity())
    assert town.ask("bob", ListReleases()).items == ()
    assert town.ask("bob", ReadMyAccreditation()).state == "withdrawn"


def test_two_first_accreditations_at_once_make_one_group(town: Any) -> None:
    asked = [town.do(name, RequestAccreditation("The Gazette")) for name in ("ada", "bob")]
    said = town.at_once(
        lambda: town.do("edi", DecideAccreditation(asked[0].id, grant=True)),
        lambda: town.do("stew", DecideAccreditation(asked[1].id, grant=True)),
    )
    assert [each.state for each in said] == ["granted", "granted"]
    assert group(town) == {town.member("ada"), town.member("bob")}


def test_erasure_takes_it_and_the_evidence_and_the_export_has_them(town: Any) -> None:
    release = town.embargoed()
    for name in ("ada", "bob"):
        town.accredit(name)
        town.agreed(release, name)
    with town.kit.session(SYSTEM) as lobby:
        export = str(asdict(lobby.ask(ExportPerson("ada"))))
        assert "The Gazette" in export
        assert "I write about wells." in export
        assert "commkit_media_embargo_reader" in export
        lobby.do(ErasePerson("ada"))
    town.kit.worker().drain()
    (left,) = town.ask("edi", ListAccreditations()).items
    assert left.member == town.member("bob")
    readers = town.ask("edi", ListEmbargoReaders(release.id)).items
    assert [each.member for each in readers] == [left.member]
