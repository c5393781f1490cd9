"""What else happens live: an event, a suggestion, a report, a search, an inbox, a person's export."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from commkit.events import CreateEvent, ListAttendees, ReadOccurrence, Rsvp
from commkit.feedback import (
    ReadSuggestion,
    SubmitSuggestion,
    SuggestionKind,
    SuggestionStatus,
    UpdateSuggestionStatus,
    VoteOnSuggestion,
)
from commkit.members import ReadMember
from commkit.moderation import (
    DecideCase,
    FileReport,
    ListCases,
    ListMyStatementsOfReasons,
    ModerationAction,
    StatementOfReasons,
)
from commkit.notifications import ListInbox
from commkit.posts import CreateThread
from commkit.privacy import ExportPerson
from commkit.search import SearchContent, TextFragment
from commkit_demo.client import AGENT, ASKER, HELPER, READER, SELLER, STEWARD, DemoClient

DemoStep = Callable[[DemoClient], Iterator[str]]


def show_event(client: DemoClient) -> Iterator[str]:
    """Two seats, three who want one, and one who cancels."""
    # Two weeks after she joined, so that it is the same event however often the demo runs.
    day = client.ask(ReadMember(client.member(ASKER))).joined_at.date() + timedelta(days=14)
    command = CreateEvent(
        title="Your first scene, together",
        body="Bring a lamp.",
        location="Online",
        local_start=f"{day}T18:00",
        local_end=f"{day}T19:30",
        time_zone="Europe/Vienna",
        capacity=2,
    )
    event = client.do(AGENT, "plan", command)
    yield f"{AGENT} plans an evening on {day:%d %B}, 18:00 in Vienna, with {event.capacity} seats"
    for key in (ASKER, READER, HELPER):
        client.do(key, f"{key} comes along", Rsvp(event.first, "going"))
    yield f"{ASKER} and {READER} have a seat, {HELPER} is first on the waitlist"
    client.do(ASKER, "changes her mind", Rsvp(event.first, "declined"))
    seated = {one.member for one in client.ask(ListAttendees(event.first)).items}
    now = client.ask(ReadOccurrence(event.first), by=HELPER)
    moved = f"{HELPER} moves up" if client.member(HELPER) in seated else f"{HELPER} still waits"
    yield f"{ASKER} cannot come: {moved}; {now.going} of {now.capacity} seats are taken, {now.waitlisted} wait"


def show_feedback(client: DemoClient) -> Iterator[str]:
    """A suggestion, two votes, and its new status."""
    idea = SubmitSuggestion(
        kind=SuggestionKind.IDEA,
        title="Scenes that follow the sunset",
        body="The lamps should know when it gets dark.",
        tags=("scenes",),
    )
    made = client.do(READER, "suggest", idea)
    for key in (ASKER, HELPER):
        client.do(key, f"{key} votes", VoteOnSuggestion(made.id))
    reply = "Good one: it comes with the autumn version."
    client.do(STEWARD, "decide idea", UpdateSuggestionStatus(made.id, SuggestionStatus.PLANNED, reply))
    now = client.ask(ReadSuggestion(made.id))
    yield f"{READER} has an idea: {now.title}; {now.voter_count} vote for it"
    yield f"{STEWARD} moves it to {now.status}, and all voters are notified: {now.reply}"


def show_moderation(client: DemoClient) -> Iterator[str]:
    """Advertising, a report, and a decision with its reasons; only once, since it removes the post."""
    if not _statements(client):
        _report_advertising(client)
    decision = _statements(client)[0].decision
    yield f"{SELLER} advertises; {READER} reports it, {STEWARD} decides: {decision.action}"
    reasons = f"{decision.rule}: {decision.facts}"
    yield f"{SELLER} reads why ({reasons}) and may appeal until {decision.appeal_until:%d %B %Y}"


def _statements(client: DemoClient) -> tuple[StatementOfReasons, ...]:
    return client.ask_lobby(ListMyStatementsOfReasons(), by=SELLER).items


def _report_advertising(client: DemoClient) -> None:
    title = "Cheap lamps, today only!"
    advert = CreateThread(
        kind="question", title=title, body="Half the price, in my own shop: just write to me."
    )
    post = client.do(SELLER, "advertise", advert)
    client.do(READER, "report", FileReport("Post", post.id, "spam"))
    (case,) = [one for one in client.ask(ListCases(limit=100), by=STEWARD).items if one.object == post.id]
    decision = DecideCase(
        case=case.id,
        action=ModerationAction.REMOVE,
        rule="No advertising",
        facts="it only praises the writer's own shop",
    )
    client.do(STEWARD, "decide case", decision)


def show_search(client: DemoClient) -> Iterator[str]:
    """Words of the title and of the text, and the beginning of a word."""
    query = "sunset sce"
    found = client.ask(SearchContent(query), by=ASKER)
    yield f"{ASKER} searches “{query}”: {_several(len(found.hits), 'hit')}; {_marked(found.hits[0].title)}"
    gone = client.ask(SearchContent("cheap lamps today only"), by=ASKER)
    yield f"what was removed is found no more: {_several(len(gone.hits), 'hit')}"


def show_inbox(client: DemoClient) -> Iterator[str]:
    """The notifications that the worker delivered meanwhile."""
    client.deliver()
    page = client.ask(ListInbox(limit=100), by=HELPER)
    kinds = Counter(notification.kind for notification in page.items)
    counted = ", ".join(kind if many == 1 else f"{kind} ({many})" for kind, many in sorted(kinds.items()))
    yield f"{HELPER}'s inbox: {counted}"


def show_export(client: DemoClient) -> Iterator[str]:
    """Everything that is stored about one person."""
    data = client.ask_lobby(ExportPerson(), by=ASKER)
    rows = sum(len(rows) for rows in data.rows.values())
    size = len(json.dumps(client.kit.dump(data.rows)).encode())
    yield f"{ASKER} exports all that is stored about her: {rows} rows of {len(data.rows)} tables, {size / 1000:.0f} kB"


STEPS: tuple[DemoStep, ...] = (
    show_event,
    show_feedback,
    show_moderation,
    show_search,
    show_inbox,
    show_export,
)
"""The parts of the demo, in their order."""


def _marked(fragments: Iterable[TextFragment]) -> str:
    return "".join(f"«{fragment.text}»" if fragment.matched else fragment.text for fragment in fragments)


def _several(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
