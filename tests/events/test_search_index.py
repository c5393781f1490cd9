"""Events in the search index."""

from commkit import SYSTEM, Kit
from commkit.events import CancelEvent, EditEvent, EventAccess, ExternalEvent, ImportEvents
from commkit.search import SearchContent
from tests.events.fixtures import MEETUP, create_event
from tests.helpers import ask, do


def found_by(kit: Kit, words: str, who: str | None = "bob") -> list[str]:
    return [hit.record for hit in ask(kit, who, "town", SearchContent(words)).hits]


def test_an_open_event_is_found_until_it_is_cancelled(either: Kit) -> None:
    event = create_event(either, title="Lantern evening", body="Bring candles.", location="Mill")
    assert len(found_by(either, "lantern")) == len(found_by(either, "candles", None)) == 1
    do(either, "ada", "town", EditEvent(event=event.id, version=1, title="Torch evening"))
    assert (len(found_by(either, "lantern")), len(found_by(either, "torch"))) == (0, 1)
    do(either, "ada", "town", CancelEvent(event.id))
    assert found_by(either, "torch") == []


def test_an_event_for_invited_members_is_not_in_the_index(town: Kit) -> None:
    secret = create_event(town, title="Lantern evening", access=EventAccess.INVITED)
    assert found_by(town, "lantern", "owner") == []
    do(town, "ada", "town", EditEvent(event=secret.id, version=1, access=EventAccess.OPEN))
    assert len(found_by(town, "lantern")) == 1
    do(town, "ada", "town", EditEvent(event=secret.id, version=2, access=EventAccess.INVITED))
    assert found_by(town, "lantern") == []


def test_an_imported_event_is_found(town: Kit) -> None:
    do(
        town,
        SYSTEM,
        "town",
        ImportEvents((ExternalEvent(uid="a@there", **(MEETUP | {"title": "Wick fair"})),)),
    )
    assert len(found_by(town, "wick")) == 1
