"""An event page with an RSVP form, for any web framework: a function that makes the page, one that takes the form.

    python examples/event_page.py

Seats are given by the database: however many press the button at once, nobody sits on the same chair. Who waits is
told by the worker when a seat comes free, and reminded before it begins.
"""

import tempfile
from datetime import date, timedelta
from html import escape

import commkit_support as support
from commkit import CommkitError, Kit
from commkit.communities import CreateCommunity
from commkit.events import CreateEvent, Occurrence, OccurrenceId, ReadEvent, ReadOccurrence
from commkit.members import JoinCommunity
from commkit.notifications import ListInbox
from commkit.rendering import render


def page(kit: Kit, user: str | None, occurrence: OccurrenceId) -> str:
    """The event as this user sees it; what was written in Markdown comes out clean."""
    with kit.session(user, "town", read_only=True) as session:
        seen = session.ask(ReadOccurrence(occurrence))
        about = session.ask(ReadEvent(seen.event))
    free = "as many as come" if seen.capacity is None else f"{seen.going} of {seen.capacity} seats taken"
    return (
        f"<h1>{escape(seen.title)}</h1><p>{seen.local_start:.16} {seen.time_zone}, {escape(seen.location)}: {free}, "
        f"{seen.waitlisted} waiting</p>{render(about.body, markup='markdown')}<p>{escape(mine(seen))}</p>"
    )


def mine(seen: Occurrence) -> str:
    """What the user said, in words."""
    match seen.my_status:
        case "going":
            return "You have a seat."
        case "waitlisted":
            return f"You wait; your number is {seen.waitlist_position}."
        case _:
            return "Do you come?"


def answer(kit: Kit, user: str, occurrence: OccurrenceId, form: dict[str, str]) -> str:
    """Take the form, and show the page again; a stranger joins by answering."""
    try:
        with kit.session(user, "town") as session:
            if session.membership is None:
                session.do(JoinCommunity())
            session.do(kit.load("events.rsvp", {**form, "occurrence": str(occurrence)}))
    except CommkitError as error:
        return f"<p>{escape(error.message)}</p>"
    return page(kit, user, occurrence)


def main() -> None:
    """Play it: one seat, two who want it, one who changes her mind."""
    with tempfile.TemporaryDirectory() as folder:
        plugin = support.Support(no_help_desk_reason="we answer every question ourselves")
        kit = Kit(f"sqlite:///{folder}/town.db", plugins=[plugin])
        kit.migrate()
        day = date.today() + timedelta(days=30)
        with kit.session("host") as lobby:
            lobby.do(
                CreateCommunity(
                    "town", type="support", title="Town", purpose="Meet", care_hours=2, review_on=day
                )
            )
        with kit.session("host", "town") as session:
            event = session.do(
                CreateEvent(
                    title="Repair café",
                    body="Bring **one** broken thing. <script>alert(1)</script>",
                    location="The old mill",
                    local_start=f"{day}T18:00",
                    local_end=f"{day}T21:00",
                    time_zone="Europe/Vienna",
                    capacity=1,
                )
            )
        print(page(kit, None, event.first))
        print("ada:", answer(kit, "ada", event.first, {"status": "going"}))
        print("bob:", answer(kit, "bob", event.first, {"status": "going"}))
        print("bob:", answer(kit, "bob", event.first, {"status": "perhaps"}))
        answer(kit, "ada", event.first, {"status": "declined"})
        print("bob:", page(kit, "bob", event.first))
        kit.worker().drain()
        with kit.session("bob", "town", read_only=True) as session:
            print("bob was told:", [notification.kind for notification in session.ask(ListInbox()).items])
        kit.close()


if __name__ == "__main__":
    main()
