"""What colleagues do live: ideas, thanks, a life circle, a holiday, a question for who knows, and a rude one."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from commkit.feedback import ReadSuggestion, VoteOnSuggestion
from commkit.notifications import ListInbox
from commkit.posts import CreateReply, CreateThread, ViewThread
from commkit_absences import SetAbsence
from commkit_demo.client import ASKER, HELPER, MANAGER, PARTNER, READER, SELLER, STEWARD, DemoClient
from commkit_demo.internal.company_steps import joined_at
from commkit_demo.internal.wording import VALUES
from commkit_internal import (
    ConfirmExpertise,
    CriterionDraft,
    EndorseExpertise,
    FindExperts,
    GiveKudos,
    IdeaCallState,
    ListCallIdeas,
    ListCircles,
    ListIdeaCalls,
    ListKudos,
    OpenIdeaCall,
    SubmitIdea,
)

_TOPIC = "soldering"


def show_ideas(client: DemoClient) -> Iterator[str]:
    """A call that collects, and one of the simulation that was reported."""
    now = joined_at(client)
    call = client.do(
        PARTNER,
        "open call",
        OpenIdeaCall(
            title="A lamp that nobody expects",
            purpose="For the fair in spring.",
            criteria=(CriterionDraft("Surprise", 2), CriterionDraft("Ease")),
            collect_until=now + timedelta(days=7),
            evaluate_until=now + timedelta(days=14),
            report_within=timedelta(days=7),
            evaluators=(client.member(MANAGER), client.member(HELPER)),
        ),
    )
    idea = client.do(
        ASKER, "submit idea", SubmitIdea(call.id, "One that casts no shadow", "With two of them.")
    )
    for key in (HELPER, READER):
        client.do_once(key, f"{key} votes", VoteOnSuggestion(idea.id))
    shown = client.ask(ReadSuggestion(idea.id), by=ASKER)
    yield (
        f"{PARTNER} opens a call: {call.title}; {ASKER} submits: {shown.title}, {shown.voter_count} vote for it; "
        f"{MANAGER} and {HELPER} mark ideas from {call.collect_until:%d %B} on, "
        f"all have a reply by {call.report_by:%d %B}"
    )
    yield from _reported(client)


def _reported(client: DemoClient) -> Iterator[str]:
    views = client.ask(ListIdeaCalls(limit=100), by=READER).items
    reported = [view.call for view in views if view.call.state is IdeaCallState.REPORTED]
    if not reported:
        return
    call = max(reported, key=lambda one: one.opened_at)
    ideas = client.ask(ListCallIdeas(call=call.id, limit=100), by=READER).items
    first = next((idea for idea in ideas if idea.rank == 1), None)
    outcomes = Counter(idea.outcome for idea in ideas if idea.outcome is not None)
    counted = ", ".join(f"{many} {outcome}" for outcome, many in sorted(outcomes.items()))
    best = f"; first is: {first.title}, {first.outcome}: {first.reason}" if first is not None else ""
    yield f"an earlier call is reported: “{call.title}” has {len(ideas)} ideas, all with a reply, {counted}{best}"


def show_kudos(client: DemoClient) -> Iterator[str]:
    """Thanks, in the name of a value of the company, for all to see."""
    client.do_once(
        ASKER, "thanks", GiveKudos(client.member(HELPER), VALUES[0], "You waited until my lamp worked.")
    )
    given = client.ask(ListKudos(receiver=client.member(HELPER)), by=READER).items[-1]
    yield f"{ASKER} thanks {HELPER} in the name of {given.value}: {given.text}"


def show_circle(client: DemoClient) -> Iterator[str]:
    """What anybody may see of life circles: that there is an open one; nothing of who is inside."""
    open = client.ask(ListCircles(), by=SELLER)
    employer = client.ask(ListCircles(), by=STEWARD)
    found = ", ".join(sorted(circle.title for circle in open)) or "none yet"
    yield (
        f"{SELLER} looks for a life circle to join: {found}; {STEWARD}, who stands for the employer, finds "
        f"{len(employer) or 'none'}; who is inside, and what they say, nobody outside can read"
    )


def show_absence(client: DemoClient) -> Iterator[str]:
    """A holiday with a deputy, and who mentions somebody who is away."""
    until = joined_at(client) + timedelta(days=10)
    holiday = SetAbsence(until, deputy=client.member(ASKER), note="On the lake")
    client.do_once(HELPER, "holiday", holiday)
    topic = client.do(
        READER,
        "mention",
        CreateThread(
            kind="topic", title="Who has the small iron?", body=f"@{HELPER}, is it with you?", tags=(_TOPIC,)
        ),
    )
    client.deliver()
    told = any(
        item.kind == "absences.mentioned_absent" and item.object == topic.id
        for item in client.ask(ListInbox(limit=100), by=READER).items
    )
    yield (
        f"{HELPER} is away until {until:%d %B}, {ASKER} stands in; {READER} mentions {HELPER}, and is "
        f"{'told so at once' if told else 'told nothing'}"
    )


def show_expertise(client: DemoClient) -> Iterator[str]:
    """Who knows about a topic, with the evidence."""
    client.do_once(MANAGER, "confirm expertise", ConfirmExpertise(_TOPIC))
    for key in (ASKER, READER):
        client.do_once(key, f"{key} endorses", EndorseExpertise(client.member(MANAGER), _TOPIC))
    (expert, *_) = client.ask(FindExperts(_TOPIC), by=SELLER)
    evidence = ", ".join(f"{one.n} {one.kind}" for one in expert.evidence)
    yield f"{SELLER} asks who knows about {_TOPIC}: {expert.member.name}, by {evidence}"


def show_hostile_text(client: DemoClient) -> Iterator[str]:
    """What somebody writes to break a page stays text."""
    topic = client.do(
        SELLER,
        "hostile topic",
        CreateThread(
            kind="topic", title="[bold red]FREE LAMPS[/] <script>alert(1)</script>", body="Nothing to see."
        ),
    )
    body = "<img src=x onerror=alert(1)> [click](javascript:alert(1)) **cheap**"
    client.do_once(SELLER, "hostile reply", CreateReply(topic.id, body))
    page = client.ask(ViewThread(topic.id), by=READER)
    (reply,) = [view for view in page.items if view.post.id != topic.id]
    yield f"{SELLER} writes to break the page, and it stays text: {topic.title}; its reply is rendered as {reply.html}"
