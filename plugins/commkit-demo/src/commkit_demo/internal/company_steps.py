"""What the company does live: org units, an announcement, a newcomer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from commkit.members import ReadMember
from commkit.posts import Post
from commkit_articles import ApproveArticle, PublishArticle, SubmitArticle
from commkit_demo.client import ASKER, HELPER, MANAGER, PARTNER, READER, STEWARD, DemoClient
from commkit_internal import (
    AcknowledgeAnnouncement,
    AddPlanTask,
    CorrectAnnouncement,
    CountAcknowledgements,
    CreateAnnouncement,
    CreateOnboardingPlan,
    CreateUnit,
    ListMyMustReads,
    ListUnits,
    MarkMustRead,
    PlaceMember,
    ReadManagers,
    ReadOnboarding,
    StartOnboarding,
    TickOnboardingTask,
    UnitId,
)

_UNIT = "Lamp studio"
_PLAN = "First days in the studio"


def joined_at(client: DemoClient) -> datetime:
    """When the first of them joined: a moment that is the same however often the demo runs."""
    return client.ask(ReadMember(client.member(ASKER)), by=ASKER).joined_at


def show_units(client: DemoClient) -> Iterator[str]:
    """A unit, who leads it, and who is in it."""
    unit = client.do(PARTNER, "unit", CreateUnit(_UNIT, manager=client.member(MANAGER)))
    for key in (ASKER, HELPER, READER):
        client.do_once(PARTNER, f"place {key}", PlaceMember(client.member(key), unit.id))
    above = " below ".join(unit.name for unit in client.ask(ReadManagers(client.member(ASKER)), by=PARTNER))
    yield f"{PARTNER} makes the unit {unit.name}, led by {MANAGER}, and places {ASKER}, {HELPER} and {READER}: {above}"


def show_announcement(client: DemoClient) -> Iterator[str]:
    """For one unit, reviewed by somebody else, to be read by all in it, and read again once it is corrected."""
    unit = _unit(client)
    draft = client.do(
        PARTNER,
        "announce",
        CreateAnnouncement(
            title="Soldering irons off at night", body="Whoever leaves last looks at all six.", units=(unit,)
        ),
    )
    client.do_once(PARTNER, "submit", SubmitArticle(draft.id, 1))
    client.do_once(STEWARD, "approve", ApproveArticle(draft.id, 1))
    post = client.do(PARTNER, "publish", PublishArticle(draft.id))
    due = joined_at(client) + timedelta(days=7)
    client.do_once(PARTNER, "must read", MarkMustRead(post.id, due, 1))
    for key in (ASKER, HELPER):
        client.do_once(key, f"{key} acknowledges", AcknowledgeAnnouncement(post.id, 1))
    yield f"{PARTNER} announces to {_UNIT}: {post.title}; {STEWARD} approves it, and it has to be read by {due:%d %B}"
    correction = CorrectAnnouncement(
        article=draft.id,
        version=1,
        body="Whoever leaves last looks at all eight.",
        note="Eight, not six.",
        material=True,
    )
    client.do_once(PARTNER, "correct", correction)
    client.do_once(ASKER, "acknowledges again", AcknowledgeAnnouncement(post.id, 2))
    yield _acknowledged(client, post)


def _acknowledged(client: DemoClient, post: Post) -> str:
    counts = client.ask(CountAcknowledgements(post.id), by=PARTNER)
    waiting = client.ask(ListMyMustReads(), by=HELPER)
    has = "has to read it again" if any(must.post == post.id for must in waiting) else "has read it"
    return (
        f"{ASKER} and {HELPER} acknowledge it; it is corrected, {ASKER} acknowledges version {counts.version}, too, "
        f"and {HELPER} {has}: {counts.acknowledged} of {counts.asked}"
    )


def show_onboarding(client: DemoClient) -> Iterator[str]:
    """A newcomer, a buddy, two tasks, and who may see them."""
    plan = client.do(PARTNER, "plan", CreateOnboardingPlan(_PLAN, unit=_unit(client)))
    client.do_once(PARTNER, "first task", AddPlanTask(plan.id, "Solder a lamp with your buddy", day=1))
    client.do_once(PARTNER, "second task", AddPlanTask(plan.id, "Take it home", day=2))
    started = client.do(
        PARTNER,
        "start onboarding",
        StartOnboarding(client.member(READER), plan.id, buddy=client.member(HELPER)),
    )
    first, _ = client.ask(ReadOnboarding(started.id), by=READER).tasks
    client.do_once(HELPER, "tick", TickOnboardingTask(first.id))
    progress = client.ask(ReadOnboarding(started.id), by=READER)
    yield (
        f"{READER} is new, and {HELPER} is the buddy: {progress.done} of {len(progress.tasks)} tasks are done; "
        f"{READER}, {HELPER} and people partners see it, {STEWARD} does not"
    )


def _unit(client: DemoClient) -> UnitId:
    return next(unit.id for unit in client.ask(ListUnits(), by=PARTNER) if unit.name == _UNIT)
