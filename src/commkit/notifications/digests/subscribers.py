"""Sending digests: a member's unread notifications and the best threads since the last digest.

Everything is queried as that member, so a digest holds nothing they may not see. A period has one digest: its end is
stored once the mail server has accepted it, and a repeated delivery that finds the end stored sends nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from commkit.members import CURRENT_STATUSES
from commkit.notifications.digests import statements as sql
from commkit.notifications.digests.facts import DigestDue
from commkit.notifications.digests.handlers import schedule_digest
from commkit.notifications.digests.policy import (
    WatchLevels,
    best_threads,
    is_about_muted,
    last_digest,
    next_digest,
    preference_of,
)
from commkit.notifications.digests.queries import with_titles
from commkit.notifications.digests.records import (
    DigestContent,
    DigestFrequency,
    DigestRow,
    NewThread,
    TitledNotification,
)
from commkit.notifications.feature import DIGEST, NotificationSettings, notifications
from commkit.notifications.mailing import statements as mailing_sql
from commkit.notifications.mailing.handlers import mark_address_refused
from commkit.notifications.mailing.policy import RETRY_DELAYS, address_hash, html_body, plain_body
from commkit.notifications.mailing.ports import MailMessage, MailRefused
from commkit.notifications.mailing.queries import delivery_info, fetch_profile, get_mailer
from commkit.notifications.mailing.records import MailContent, Mailer
from commkit.notifications.metrics.handlers import count_metric
from commkit.notifications.schedules.policy import local_day, zone_of
from commkit.notifications.unsubscribing.policy import sign_token
from commkit.notifications.unsubscribing.records import Subscription
from commkit.posts import Post
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import MAX_PAGE_SIZE

_MAX_NOTIFICATIONS = 20


@frozen
class _Recipient:
    """Who gets a digest, and where."""

    community: CommunityId
    member: MemberId
    name: str
    address: str


@notifications.subscribes_to(DigestDue, pauses=RETRY_DELAYS)
def send_digest(delivery: Delivery, fact: DigestDue) -> None:
    """Send each member's digest by a delivery of its own, so that a failing one delays nobody else."""
    if not delivery.target:
        delivery.forward([fact.member.hex])
    elif fact.community is not None:
        _send_digest_to(delivery, fact.community, MemberId(UUID(hex=delivery.target)))


def _send_digest_to(delivery: Delivery, community: CommunityId, member: MemberId) -> None:
    """Compute the period, send its content, store its end, schedule the next digest."""
    with delivery.context(read_only=True) as context:
        row = context.one(sql.DIGEST_OF, of=member, of_kind=DIGEST.name)
        info = delivery_info(context, member)
        max_threads = context.settings(NotificationSettings).digest_threads
    if row is None or row.frequency is DigestFrequency.NEVER or row.status not in CURRENT_STATUSES:
        return
    mailer = get_mailer(delivery)
    profile = fetch_profile(mailer, row.key)
    zone = zone_of(info.schedule, profile.time_zone if profile is not None else "")
    end = last_digest(preference_of(row), zone, delivery.now)
    ended = end > row.done_until
    address = profile.email if profile is not None and row.enabled is not False else ""
    sent = refused = False
    if ended and address and address_hash(member, address) != info.refused:
        content = _content(delivery, row, member, until=end, max_threads=max_threads)
        if content.notifications or content.threads:
            try:
                mailer.mail.send(
                    _message(mailer, content, _Recipient(community, member, row.name, address), end)
                )
                sent = True
            except MailRefused as error:
                refused = error.address_gone
            except Exception:
                if delivery.last and row.own:  # this one is given up, and not those of later periods
                    with delivery.context() as context:
                        schedule_digest(
                            context, member, at=next_digest(preference_of(row), zone, delivery.now)
                        )
                raise
    with delivery.context() as context:
        if refused:
            mark_address_refused(context, member, address)
        if ended:
            _end_period(context, member, end, sent=sent, day=local_day(zone, delivery.now))
        if row.own or not ended:
            schedule_digest(context, member, at=next_digest(preference_of(row), zone, delivery.now))


def _end_period(context: Context, member: MemberId, end: datetime, *, sent: bool, day: date) -> None:
    """Store the end of the period; a digest that was sent counts against the mail budget."""
    if context.run(sql.END_PERIOD, of=member, new_until=end) and sent:
        context.run(sql.DIGESTED, of=member, now=context.now, until=end)
        context.run(mailing_sql.USE_MAIL_BUDGET, member=member, day=day, used=1, limit=2**31 - 1)
        count_metric(context, DIGEST.name, "sent")


def _content(
    delivery: Delivery, row: DigestRow, member: MemberId, *, until: datetime, max_threads: int
) -> DigestContent:
    """What of the period is visible to the member now, in a constant number of statements."""
    try:
        with delivery.context(actor=row.key, read_only=True) as context:
            unread = context.rows(
                sql.UNREAD_WITH_TITLES,
                me=context.member,
                since=row.done_until,
                until=until,
                size=_MAX_NOTIFICATIONS,
            )
            threads = _new_threads(context, row.done_until, until, member)
            levels = _watch_levels(context, member, unread, threads)
            return DigestContent(
                context.community.title,
                context.community.slug,
                with_titles(context, [told for told in unread if not is_about_muted(told, levels)]),
                best_threads(threads, levels)[:max_threads],
            )
    except (NotFound, Denied):  # the community is not visible to them any more
        return DigestContent("", "", [], [])


def _new_threads(context: Context, since: datetime, until: datetime, member: MemberId) -> list[NewThread]:
    """The new threads of others."""
    if not context.has_loader(Post) or not context.can("posts.read"):
        return []
    return [
        thread
        for thread in context.rows(sql.NEW_THREADS, me=member, size=MAX_PAGE_SIZE)
        if since <= thread.created_at < until and thread.author != member
    ]


def _watch_levels(
    context: Context, member: MemberId, unread: Sequence[TitledNotification], threads: Sequence[NewThread]
) -> WatchLevels:
    """How closely the member watches what a digest may be about."""
    targets = {row.notification.bundle.hex for row in unread} | {thread.id.hex for thread in threads}
    if not targets:
        return {}
    tags = {tag for thread in threads for tag in thread.tags}
    watches = context.rows(sql.WATCHES_AMONG, me=member, threads=sorted(targets), tags=sorted(tags))
    return {(scope, target): level for scope, target, level in watches}


def _message(mailer: Mailer, content: DigestContent, to: _Recipient, end: datetime) -> MailMessage:
    site = mailer.site
    unsubscribe = site.unsubscribe_link(
        sign_token(site.secret, Subscription(to.community, to.member, DIGEST.name))
    )
    lines = [
        _line(title, site.object_link(content.slug, notification.record, notification.object))
        for notification, title in content.notifications
    ]
    threads = [
        _line(post.title, site.object_link(content.slug, Post.__name__, post.id)) for post in content.threads
    ]
    mail = MailContent(
        community=content.community,
        slug=content.slug,
        title=f"{content.community}: what you missed",
        body="\n".join(
            (*(["For you:", *lines] if lines else []), *(["New threads:", *threads] if threads else []))
        ),
        markup="plain",
    )
    return MailMessage(
        id=f"digest.{end:%Y%m%d%H%M}.{to.community.hex}.{to.member.hex}",
        thread=f"digest.{to.community.hex}.{to.member.hex}",
        to=to.address,
        name=to.name,
        community=content.community,
        slug=content.slug,
        subject=mail.title,
        text=plain_body(mail, link="", unsubscribe=unsubscribe),
        html=html_body(mail, link="", unsubscribe=unsubscribe),
        unsubscribe=unsubscribe,
    )


def _line(title: str, link: str) -> str:
    return f"- {title}: {link}" if link else f"- {title}"
