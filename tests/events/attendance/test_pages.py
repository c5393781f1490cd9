"""The pages of attendees."""

import pytest

from commkit import Kit
from commkit.events import (
    ListAttendees,
)
from commkit.runtime.storage.pages import keyset
from tests.events.fixtures import create_event, rsvp
from tests.helpers import (
    ask,
)


@pytest.mark.parametrize("number", [2**31, 2**62, 2**63 - 1])
def test_a_cursor_behind_every_number_gives_an_empty_page(either: Kit, number: int) -> None:
    event = create_event(either, capacity=1)
    for who in ("bob", "eve"):
        rsvp(either, who, event)
    query = ListAttendees(event.first, "waitlisted")
    cursor = keyset(int, of="events.waitlist").of_query(query).encode((number,))
    page = ask(either, "bob", "town", ListAttendees(event.first, "waitlisted", after=cursor))
    assert page.items == ()
