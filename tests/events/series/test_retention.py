"""A series goes on after its community was archived for longer than settled commands are kept."""

import pytest

from commkit import Kit
from commkit.communities import ArchiveCommunity, ReopenCommunity
from commkit.events import events
from commkit.testing.clock import ManualClock
from tests.events.fixtures import create_event, in_days, starts
from tests.helpers import do
from tests.retained import keep


@pytest.mark.parametrize("held", [True, False], ids=["held", "control"])
def test_a_series_resumes_after_years(either: Kit, clock: ManualClock, *, held: bool) -> None:
    event = create_event(either, rrule="FREQ=WEEKLY")
    do(either, "owner", "town", ArchiveCommunity("A pause."))
    clock.advance(in_days(400))
    either.worker(purge=False).drain()
    clock.advance(in_days(400))
    keep(either, but=() if held else (events.name,))
    either.purge()
    do(either, "owner", "town", ReopenCommunity())
    either.worker(purge=False).drain()
    after = clock().isoformat()[:10]
    assert any(start[:10] > after for start in starts(either, event)) is held
