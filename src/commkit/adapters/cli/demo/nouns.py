"""What else happens live: an event, an idea, a report, a search, an inbox, a person's data."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from commkit.adapters.cli.demo.stage import AGENT, ASKER, HELPER, READER, SELLER, STEWARD, Stage
from commkit.events import CreateEvent, ListAttendees, ReadOccurrence, Rsvp
from commkit.feedback import ChangeStatus, FeedbackKind, FeedbackStatus, ReadSuggestion, Suggest, Vote
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

Part = Callable[[Stage], Iterator[str]]


def meets(stage: Stage) -> Iterator[str]:
    """Two seats, three who want them, and one who gives hers up."""
    # Two weeks after she came, so that it is the same event however often the demo runs.
    day = stage.ask(ReadMember(stage.member(ASKER))).joined_at.date() + timedelta(days=14)
    plan = CreateEvent(
        title="Your first scene, together",
        body="Bring a lamp.",
        location="Online",
        starts=f"{day}T18:00",
        ends=f"{day}T19:30",
        zone="Europe/Vienna",
        capacity=2,
    )
    event = stage.do(AGENT, "plan", plan)
    yield f"{AGENT} plans an evening on {day:%d %B}, 18:00 in Vienna, with {event.capacity} seats"
    for key in (ASKER, READER, HELPER):
        stage.do(key, f"{key} comes along", Rsvp(event.first, "going"))
    yield f"{ASKER} and {READER} have a seat, {HELPER} is first on the waitlist"
    stage.do(ASKER, "changes her mind", Rsvp(event.first, "declined"))
    seated = {one.member for one in stage.ask(ListAttendees(event.first)).items}
    now = stage.ask(ReadOccurrence(event.first), by=HELPER)
    moved = f"{HELPER} moves up" if stage.member(HELPER) in seated else f"{HELPER} still waits"
    yield f"{ASKER} cannot come: {moved}; {now.going} of {now.capacity} seats are taken, {now.waitlisted} wait"


def wishes(stage: Stage) -> Iterator[str]:
    """An idea, two votes, and what becomes of it."""
    idea = Suggest(
        kind=FeedbackKind.IDEA,
        title="Scenes that follow the sunset",
        body="The lamps should know when it gets dark.",
        tags=("scenes",),
    )
    made = stage.do(READER, "suggest", idea)
    for key in (ASKER, HELPER):
        stage.do(key, f"{key} votes", Vote(made.id))
    reply = "Good one: it comes with the autumn version."
    stage.do(STEWARD, "decide idea", ChangeStatus(made.id, FeedbackStatus.PLANNED, reply))
    now = stage.ask(ReadSuggestion(made.id))
    yield f"{READER} has an idea: {now.title}; {now.voter_count} vote for it"
    yield f"{STEWARD} moves it to {now.status}, and all of them are told: {now.reply}"


def reports(stage: Stage) -> Iterator[str]:
    """Advertising, a report, a decision that gives its reasons; only once, since the advertisement is gone then."""
    if not _statements(stage):
        _reported(stage)
    told = _statements(stage)[0].decision
    yield f"{SELLER} advertises; {READER} reports it, {STEWARD} decides: {told.action}"
    yield f"{SELLER} reads why ({told.rule}: {told.facts}) and may appeal until {told.appeal_until:%d %B %Y}"


def _statements(stage: Stage) -> tuple[StatementOfReasons, ...]:
    return stage.ask_lobby(ListMyStatementsOfReasons(), by=SELLER).items


def _reported(stage: Stage) -> None:
    title = "Cheap lamps, today only!"
    advert = CreateThread(
        kind="question", title=title, body="Half the price, in my own shop: just write to me."
    )
    post = stage.do(SELLER, "advertise", advert)
    stage.do(READER, "report", FileReport("Post", post.id, "spam"))
    (case,) = [one for one in stage.ask(ListCases(limit=100), by=STEWARD).items if one.object == post.id]
    decision = DecideCase(
        case=case.id,
        action=ModerationAction.REMOVE,
        rule="No advertising",
        facts="it only praises the writer's own shop",
    )
    stage.do(STEWARD, "decide case", decision)


def searches(stage: Stage) -> Iterator[str]:
    """Words of the title and of the text, and the beginning of a word."""
    query = "sunset sce"
    found = stage.ask(SearchContent(query), by=ASKER)
    yield f"{ASKER} searches “{query}”: {_several(len(found.hits), 'hit')}; {_marked(found.hits[0].title)}"
    gone = stage.ask(SearchContent("cheap lamps today only"), by=ASKER)
    yield f"what was taken down is found no more: {_several(len(gone.hits), 'hit')}"


def is_told(stage: Stage) -> Iterator[str]:
    """What the worker put into an inbox meanwhile."""
    stage.deliver()
    page = stage.ask(ListInbox(limit=100), by=HELPER)
    kinds = Counter(notification.kind for notification in page.items)
    told = ", ".join(kind if many == 1 else f"{kind} ({many})" for kind, many in sorted(kinds.items()))
    yield f"{HELPER}'s inbox: {told}"


def takes_along(stage: Stage) -> Iterator[str]:
    """Everything that is kept about one person."""
    data = stage.ask_lobby(ExportPerson(), by=ASKER)
    rows = sum(len(rows) for rows in data.rows.values())
    size = len(json.dumps(stage.kit.dump(data.rows)).encode())
    yield f"{ASKER} exports all that is known of her: {rows} rows of {len(data.rows)} tables, {size / 1000:.0f} kB"


PARTS: tuple[Part, ...] = (meets, wishes, reports, searches, is_told, takes_along)
"""The parts of the demo, in their order."""


def _marked(pieces: Iterable[TextFragment]) -> str:
    return "".join(f"«{fragment.text}»" if fragment.matched else fragment.text for fragment in pieces)


def _several(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
