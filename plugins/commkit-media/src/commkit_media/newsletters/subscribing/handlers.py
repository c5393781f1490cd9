"""How subscriptions begin and end."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from commkit import Conflict, Context, Invalid, MemberId, RateLimited
from commkit.notifications import MailSite
from commkit.storage import schedule_command
from commkit_media.newsletters.facts import SubscriptionEnded, SubscriptionRequested, SubscriptionStarted
from commkit_media.newsletters.feature import NewsletterSettings, newsletter_feature
from commkit_media.newsletters.issues import statements as issues_sql
from commkit_media.newsletters.queries import is_for
from commkit_media.newsletters.records import Newsletter, NewsletterAudience, NewsletterId
from commkit_media.newsletters.subscribing import statements as sql
from commkit_media.newsletters.subscribing.jobs import DropUnconfirmed
from commkit_media.newsletters.subscribing.messages import (
    ConfirmSubscription,
    EndSubscription,
    RequestSubscription,
    SubscribeToNewsletter,
    UnsubscribeFromNewsletter,
)
from commkit_media.newsletters.subscribing.policy import (
    VISITORS,
    clean_address,
    confirmation_not_found,
    hash_token,
    no_mail,
    read_end,
    who_of_address,
    who_of_member,
)
from commkit_media.newsletters.subscribing.records import (
    NewsletterSubscription,
    SubscriptionEnd,
    SubscriptionId,
    SuppressedAddress,
)


@newsletter_feature.handles(SubscribeToNewsletter)
def subscribe_to_newsletter(context: Context, command: SubscribeToNewsletter) -> bool:
    """Store it; the key lets one of two at once do it."""
    newsletter = context.get(Newsletter, command.newsletter)
    if newsletter.ended_at is not None:
        raise Conflict("media.newsletter_ended", "this newsletter was ended; choose another one")
    if not is_for(context, newsletter):  # its editors see it, whoever it is for
        raise Conflict("media.not_in_audience", "this newsletter is for a group; join the group first")
    return subscribe(context, newsletter.id, who_of_member(context.member), member=context.member)


@newsletter_feature.handles(UnsubscribeFromNewsletter)
def unsubscribe_from_newsletter(context: Context, command: UnsubscribeFromNewsletter) -> bool:
    """Delete it, whether or not the newsletter still is one for this member."""
    who = who_of_member(context.member)
    rows = context.rows(sql.END_OF_WHO, newsletter=command.newsletter, who=who)
    return finish(context, rows, SubscriptionEnd.UNSUBSCRIBED) == 1


@newsletter_feature.handles(RequestSubscription)
def request_subscription(context: Context, command: RequestSubscription) -> None:
    """Count the request, then store the address, and let the worker ask it; nothing tells whether it was known."""
    newsletter = newsletter_by_address(context, command.newsletter)
    address = clean_address(command.address)
    if address is None:
        raise Invalid.field("address", "bad_address", "give one address, such as ada@example.com")
    who = who_of_address(secret_of(context), context.community_id, address)
    settings = context.settings(NewsletterSettings)
    _count_caller(context, settings)
    if not _use(context, who, settings.mails_per_address):
        return
    until = context.now + timedelta(hours=settings.confirm_hours)
    subscription = _store(context, newsletter.id, address, who, until)
    if subscription is not None:
        schedule_command(context, DropUnconfirmed(subscription), at=until, as_system=True)
        context.emit(SubscriptionRequested(newsletter=newsletter.id, subscription=subscription))


@newsletter_feature.handles(ConfirmSubscription)
def confirm_subscription(context: Context, command: ConfirmSubscription) -> None:
    """Use the token; who asks again after leaving is not suppressed any more."""
    row = context.one(sql.CONFIRM, hashed=hash_token(command.token), now=context.now)
    if row is None:
        raise confirmation_not_found()
    id, newsletter, _, who = row
    context.run(sql.LIFT, newsletter=newsletter, who=who)
    context.emit(SubscriptionStarted(newsletter=newsletter, subscription=id))


@newsletter_feature.handles(DropUnconfirmed)
def drop_unconfirmed(context: Context, command: DropUnconfirmed) -> bool:
    """Delete it, unless it was confirmed or asked again; and what was counted on days that are over."""
    context.run(sql.DROP_QUOTAS, today=_today(context))
    return context.run(sql.DROP_UNCONFIRMED, id=command.subscription, now=context.now) == 1


@newsletter_feature.handles(EndSubscription)
def end_subscription(context: Context, command: EndSubscription) -> None:
    """End what the token names, whoever has it; the issue whose link it was counts it once."""
    ended = read_end(secret_of(context), context.community_id, command.token)
    rows = context.rows(sql.END, id=ended.subscription)
    finish(context, rows, SubscriptionEnd.UNSUBSCRIBED)
    for _, newsletter, _, _ in rows:
        if ended.issue is not None:
            context.run(issues_sql.COUNT_UNSUBSCRIBED, id=ended.issue, newsletter=newsletter)


def end_all(context: Context, newsletter: NewsletterId) -> None:
    """End all subscriptions of a newsletter that is ended; nobody left it, so nobody is suppressed."""
    context.rows(sql.END_ALL, newsletter=newsletter)


def subscribe(
    context: Context, newsletter: NewsletterId, who: str, *, member: MemberId | None = None, address: str = ""
) -> bool:
    """Store a subscription that nobody has to confirm, of a member or of an address; False where there is one.

    Args:
        context: The context of the command.
        newsletter: The newsletter.
        who: The keyed hash of whose it is.
        member: The member; None for an address.
        address: The address; empty for a member.
    """
    made = _subscription(context, newsletter, who, member=member, address=address)
    if not context.run(sql.ADD, made):
        return False
    context.emit(SubscriptionStarted(newsletter=newsletter, subscription=made.id))
    return True


def _subscription(
    context: Context,
    newsletter: NewsletterId,
    who: str,
    *,
    member: MemberId | None = None,
    address: str = "",
    until: datetime | None = None,
) -> NewsletterSubscription:
    """A new one, which waits until a moment to be confirmed; without a moment it is."""
    return NewsletterSubscription(
        id=SubscriptionId(context.new_id()),
        newsletter=newsletter,
        member=member,
        address=address,
        who=who,
        token="",
        asked_at=context.now,
        expires_at=until,
        confirmed_at=context.now if until is None else None,
    )


def finish(context: Context, rows: Iterable[Any], why: SubscriptionEnd) -> int:
    """Suppress the addresses of subscriptions that were deleted, and tell of their end; gives how many there were."""
    count = 0
    for id, newsletter, member, who in rows:
        if member is None:
            context.run(sql.SUPPRESS, SuppressedAddress(newsletter, who, why, context.now))
        context.emit(SubscriptionEnded(newsletter=newsletter, subscription=id, why=why))
        count += 1
    return count


def newsletter_by_address(context: Context, id: NewsletterId) -> Newsletter:
    """A newsletter to which addresses subscribe.

    Raises:
        NotFound: There is none for this actor.
        Conflict: It is for members only, or was ended.
    """
    newsletter = context.get(Newsletter, id)
    if newsletter.audience is not NewsletterAudience.PUBLIC:
        raise Conflict(
            "media.members_only", "this newsletter is for members; become one and subscribe as one"
        )
    if newsletter.ended_at is not None:
        raise Conflict("media.newsletter_ended", "this newsletter was ended; choose another one")
    return newsletter


def secret_of(context: Context) -> str:
    """The secret of the host's `MailSite`.

    Raises:
        Conflict: There is none.
    """
    site = context.port(MailSite)
    if site is None:
        raise no_mail()
    return site.secret


def _store(
    context: Context, newsletter: NewsletterId, address: str, who: str, until: datetime
) -> SubscriptionId | None:
    """Store an address that waits, or let one wait anew; None for one that was confirmed."""
    made = _subscription(context, newsletter, who, address=address, until=until)
    if context.run(sql.ADD, made):
        return made.id
    row = context.one(sql.ASK_AGAIN, newsletter=newsletter, who=who, until=until, now=context.now)
    return row[0] if row is not None else None


def _count_caller(context: Context, settings: NewsletterSettings) -> None:
    member = context.member_or_none
    who = who_of_member(member) if member is not None else VISITORS
    limit = settings.requests_per_member if member is not None else settings.requests_by_visitors
    if not _use(context, who, limit):
        midnight = (context.now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        raise RateLimited(
            "media.too_many_requests",
            "there were too many requests for newsletters today; try again tomorrow",
            retry_after=int((midnight - context.now).total_seconds()) + 1,
        )


def _use(context: Context, who: str, limit: int) -> bool:
    return context.run(sql.USE_QUOTA, who=who, day=_today(context), used=1, limit=limit) == 1


def _today(context: Context) -> str:
    return context.now.date().isoformat()
