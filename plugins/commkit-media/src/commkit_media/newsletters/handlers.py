"""How newsletters are made, changed and ended."""

from typing import Any

from attrs import evolve

from commkit import Conflict, Context, Invalid
from commkit.members import Group, GroupId
from commkit.spaces import Space
from commkit.storage import ScheduledCommandId, cancel_scheduled, schedule_command
from commkit_articles import ReadSeries
from commkit_media.newsletters import statements as sql
from commkit_media.newsletters.facts import NewsletterChanged, NewsletterCreated, NewsletterEnded
from commkit_media.newsletters.feature import newsletter_feature
from commkit_media.newsletters.jobs import SendDueIssue
from commkit_media.newsletters.messages import ChangeNewsletter, CreateNewsletter, EndNewsletter
from commkit_media.newsletters.policy import check_newsletter, next_moment
from commkit_media.newsletters.records import Newsletter, NewsletterAudience, NewsletterId
from commkit_media.newsletters.subscribing.handlers import end_all
from commkit_media.press.accredited.handlers import accredited_group

_RULES = (
    "title",
    "audience",
    "cadence",
    "at",
    "weekday",
    "day",
    "time_zone",
    "tags",
    "space",
    "series",
    "group",
)


@newsletter_feature.handles(CreateNewsletter)
def create_newsletter(context: Context, command: CreateNewsletter) -> Newsletter:
    """Check it, then schedule its first issue."""
    _check(context, command)
    _check_group(context, command)
    made = Newsletter(
        id=NewsletterId(context.new_id()),
        **_rules_of(command),
        covered_until=context.now,
        next_at=None,
        scheduled=None,
        created_by=context.member_or_none,
        created_at=context.now,
        ended_at=None,
    )
    scheduled = schedule_next(context, made)
    context.emit(NewsletterCreated(newsletter=made.id))
    return scheduled


@newsletter_feature.handles(ChangeNewsletter)
def change_newsletter(context: Context, command: ChangeNewsletter) -> Newsletter:
    """Lock it, so that no issue goes out meanwhile, and schedule the next one anew."""
    before = locked(context, command.newsletter)
    _check(context, command)
    # An editor who is not in a group changes a newsletter for it: naming another group is what takes seeing it.
    if (command.audience, command.group) != (before.audience, before.group):
        _check_group(context, command)
    changed = schedule_next(context, evolve(before, **_rules_of(command)))
    context.emit(NewsletterChanged(newsletter=changed.id))
    return changed


@newsletter_feature.handles(EndNewsletter)
def end_newsletter(context: Context, command: EndNewsletter) -> None:
    """Cancel what is scheduled, and end all subscriptions."""
    found = context.get(Newsletter, command.newsletter)
    before = context.one(sql.LOCKED, id=found.id) or found
    if before.ended_at is not None:
        return
    if before.scheduled is not None:
        cancel_scheduled(context, ScheduledCommandId(before.scheduled))
    context.run(sql.SAVE, evolve(before, next_at=None, scheduled=None, ended_at=context.now))
    end_all(context, before.id)
    context.emit(NewsletterEnded(newsletter=before.id))


def locked(context: Context, id: NewsletterId) -> Newsletter:
    """A newsletter that the actor may edit, locked until the end of the transaction.

    Raises:
        NotFound: There is none.
        Conflict: It was ended.
    """
    found = context.get(Newsletter, id)
    before = context.one(sql.LOCKED, id=found.id) or found
    if before.ended_at is not None:
        raise Conflict("media.newsletter_ended", "this newsletter was ended; make another one")
    return before


def schedule_next(context: Context, newsletter: Newsletter) -> Newsletter:
    """Save a newsletter with its next issue scheduled, in place of the one that was."""
    if newsletter.scheduled is not None:
        cancel_scheduled(context, ScheduledCommandId(newsletter.scheduled))
    due = next_moment(
        newsletter.cadence,
        at=newsletter.at,
        weekday=newsletter.weekday,
        day=newsletter.day,
        time_zone=newsletter.time_zone,
        now=context.now,
    )
    scheduled = None
    if due is not None:
        scheduled = schedule_command(context, SendDueIssue(newsletter.id), at=due, as_system=True)
    after = evolve(newsletter, next_at=due, scheduled=scheduled)
    context.run(sql.SAVE, after)
    return after


def _check(context: Context, command: CreateNewsletter | ChangeNewsletter) -> None:
    if command.space is not None:
        context.get(Space, command.space)
    if command.series is not None:
        context.ask(ReadSeries(command.series))
    check_newsletter(
        command.cadence,
        at=command.at,
        weekday=command.weekday,
        day=command.day,
        time_zone=command.time_zone,
        tags=command.tags,
        most=command.most,
    )


def _check_group(context: Context, command: CreateNewsletter | ChangeNewsletter) -> None:
    """Check that a group is named where one is needed, and that the actor may name it.

    What is for a walled group is not shown to others, and a newsletter is shown to all editors.
    """
    walled = command.group is not None and _is_walled(context, command.group)
    needed = command.audience is NewsletterAudience.GROUP
    if needed and command.group is None:
        raise Invalid.field("group", "missing", "name the group that it is for")
    if command.group is not None and not needed:
        raise Invalid.field("group", "ignored", "leave it out: only the audience `group` has one")
    if walled:
        raise Invalid.field("group", "walled", "name a group that is not walled: all editors see newsletters")


def _is_walled(context: Context, group: GroupId) -> bool:
    """Whether a group is walled. Who decides on accreditations names that of the accredited without being in it."""
    if context.can("media.decide_accreditations") and group == accredited_group(context):
        return False
    return context.get(Group, group).walled


def _rules_of(command: CreateNewsletter | ChangeNewsletter) -> dict[str, Any]:
    return {name: getattr(command, name) for name in (*_RULES, "featured", "most")}
