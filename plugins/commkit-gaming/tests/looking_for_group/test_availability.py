"""Availability: set, read by its owner alone, and the overlap of those in a party."""

from datetime import UTC, datetime
from typing import Any

import pytest

from commkit import Denied, Invalid, NotFound
from commkit_gaming import OverlapSpan, ReadMyAvailability, ReadPartyOverlap, SetMyAvailability

Town = Any


def test_it_is_set_changed_and_taken_away(town: Town) -> None:
    assert town.ask("ada", ReadMyAvailability()) is None
    town.do("ada", SetMyAvailability("Europe/Vienna", ("mon-20:00/mon-22:00",)))
    made = town.do("ada", SetMyAvailability("Pacific/Apia", ("sun-20:00/mon-02:00",)))
    assert town.ask("ada", ReadMyAvailability()) == made
    assert (made.time_zone, made.windows) == ("Pacific/Apia", ("sun-20:00/mon-02:00",))
    assert town.do("ada", SetMyAvailability("Pacific/Apia", ())) is None
    assert town.ask("ada", ReadMyAvailability()) is None
    with pytest.raises(Invalid):
        town.do("ada", SetMyAvailability("Atlantis/Capital", ("mon-20:00/mon-22:00",)))


def test_those_in_a_party_are_told_when_they_can_together(town: Town) -> None:
    party = town.party()
    town.bring(party, "bob")
    town.bring(party, "cid", role="tank")
    alone = town.ask("ada", ReadPartyOverlap(party.id))
    assert (alone.members, alone.known, alone.spans) == (3, 0, ())
    town.do("ada", SetMyAvailability("Pacific/Kiritimati", ("tue-10:00/tue-14:00",)))
    assert town.ask("bob", ReadPartyOverlap(party.id, at_least=1)).spans == (), (
        "when one can is for themselves"
    )
    town.do("bob", SetMyAvailability("Pacific/Honolulu", ("mon-11:00/mon-16:00",)))
    told = town.ask("cid", ReadPartyOverlap(party.id, days=7))
    span = OverlapSpan(datetime(2026, 3, 2, 21, tzinfo=UTC), datetime(2026, 3, 3, 0, tzinfo=UTC))
    assert (told.known, told.at_least, told.spans) == (2, 2, (span,))
    assert town.ask("cid", ReadPartyOverlap(party.id, days=7, at_least=1)) == told
    assert town.ask("cid", ReadPartyOverlap(party.id, days=7, minutes=181)).spans == ()
    with town.refused("gaming.outside_party", Denied):
        town.ask("dan", ReadPartyOverlap(party.id))
    for wrong in ({"days": 0}, {"days": 61}, {"minutes": 0}, {"at_least": 4}):
        with pytest.raises(Invalid):
            town.ask("ada", ReadPartyOverlap(party.id, **wrong))
    with pytest.raises(NotFound):
        town.ask("ada", ReadPartyOverlap(town.member("ada")))
