"""How a digest is made and sent: what a member has not read, and the best threads since the last one.

All of it is asked as that member, so it holds nothing they may not see. A period has one digest: its end is marked when
the mail server has taken it, and a repeated delivery that finds the mark sends nothing.
"""

from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from commkit.members.records import CURRENT_STATUSES
from commkit.notifications.feature import DIGEST, NotificationSettings, notifications
from commkit.notifications.inbox import count_metric
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.content import MailContent, html_body, plain_body, titled
from commkit.notifications.mailing.digest_scheduling import preference_of, schedule_digest
from commkit.notifications.mailing.mailer import (
    Mailer,
    address_hash,
    delivery_info,
    fetch_profile,
    get_mailer,
)
from commkit.notifications.mailing.messages import DigestDue
from commkit.notifications.mailing.ports import MailMessage, MailRefused
from commkit.notifications.mailing.quiet_hours import last_digest, local_day, next_digest, zone_of
from commkit.notifications.mailing.sending import RETRY_DELAYS, mark_address_refused
from commkit.notifications.mailing.statements import DigestRow
from commkit.notifications.mailing.tokens import Subscription, sign
from commkit.notifications.messages import ListInbox
from commkit.notifications.records import DigestFrequency, Notification, WatchScope
from commkit.notifications.watching.messages import ListWatches
from commkit.posts import ListNewestThreads, Post
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import MAX_PAGE_SIZE

_NOTIFICATIONS = 20


@frozen
class DigestContent:
    """What a digest holds.

    Attributes:
        community: The community's title.
        slug: Its name in addresses.
        notifications: What is unread, with what its object is called.
        threads: The best threads.
    """

    community: str
    slug: str
    notifications: list[tuple[Notification, str]]
    threads: list[Post]


@frozen
class _Receiver:
    community: CommunityId
    member: MemberId
    name: str
    address: str


@notifications.subscribes_to(DigestDue, pauses=RETRY_DELAYS)
def send_digest(delivery: Delivery, fact: DigestDue) -> None:
    """Each member's by itself, so that one that fails delays nobody else."""
    if not delivery.target:
        delivery.forward([fact.member.hex])
    elif fact.community is not None:
        _digest(delivery, fact.community, MemberId(UUID(hex=delivery.target)))


def _digest(delivery: Delivery, community: CommunityId, member: MemberId) -> None:
    """Find the period, send what it holds, mark its end, plan the next one."""
    with delivery.context(read_only=True) as context:
        row = context.one(sql.DIGEST_OF, of=member, of_kind=DIGEST.name)
        mailer = get_mailer(context)
        known = delivery_info(context, member)
        most = context.settings(NotificationSettings).digest_threads
    if (
        row is None
        or row.frequency is DigestFrequency.NEVER
        or row.status not in CURRENT_STATUSES
        or mailer is None
    ):
        return
    profile = fetch_profile(mailer, row.key)
    zone = zone_of(known.delivery_schedule, profile.time_zone if profile is not None else "")
    end = last_digest(preference_of(row), zone, delivery.now)
    ended = end > row.done_until
    address = profile.email if profile is not None and row.enabled is not False else ""
    sent = refused = False
    if ended and address and address_hash(member, address) != known.refused:
        content = _content(delivery, row, member, until=end, most=most)
        if content.notifications or content.threads:
            try:
                mailer.mail.send(
                    _letter(mailer, content, _Receiver(community, member, row.name, address), end)
                )
                sent = True
            except MailRefused as error:
                refused = error.address_gone
    with delivery.context() as context:
        if refused:
            mark_address_refused(context, member, address)
        if ended:
            _settle(context, member, end, sent=sent, day=local_day(zone, delivery.now))
        if row.own or not ended:
            schedule_digest(context, member, at=next_digest(preference_of(row), zone, delivery.now))


def _settle(context: Context, member: MemberId, end: datetime, *, sent: bool, day: date) -> None:
    if context.run(sql.END_PERIOD, of=member, new_until=end) and sent:
        context.run(sql.DIGESTED, of=member, now=context.now, until=end)
        context.run(sql.USE_MAIL_BUDGET, member=member, day=day, used=1, most=2**31 - 1)
        count_metric(context, DIGEST.name, "sent")


def _content(
    delivery: Delivery, row: DigestRow, member: MemberId, *, until: datetime, most: int
) -> DigestContent:
    """What the member sees now of what happened from the end of the last period to the end of this one."""
    try:
        with delivery.context(actor=row.key, read_only=True) as context:
            told = context.ask(ListInbox(unread_only=True, limit=_NOTIFICATIONS)).items
            return DigestContent(
                context.community.title,
                context.community.slug,
                titled(
                    context,
                    [notification for notification in told if row.done_until <= notification.at < until],
                ),
                _best_threads(context, row.done_until, until, member)[:most],
            )
    except (NotFound, Denied):  # a community that they may not look into any more
        return DigestContent("", "", [], [])


def _best_threads(context: Context, since: datetime, until: datetime, member: MemberId) -> list[Post]:
    """New threads of others: those with a tag that the member watches, then by score and replies."""
    watched = {
        row.target
        for row in context.ask(ListWatches(limit=MAX_PAGE_SIZE)).items
        if row.scope is WatchScope.TAG
    }
    fresh = [
        post
        for post in context.ask(ListNewestThreads(limit=MAX_PAGE_SIZE)).items
        if since <= post.created_at < until and post.author != member
    ]
    fresh.sort(
        key=lambda post: (not watched.isdisjoint(post.tags), post.score + post.reply_count), reverse=True
    )
    return fresh


def _letter(mailer: Mailer, content: DigestContent, to: _Receiver, end: datetime) -> MailMessage:
    site = mailer.site
    unsubscribe = site.unsubscribe_link(sign(site.secret, Subscription(to.community, to.member, DIGEST.name)))
    lines = [
        _line(title, site.link(content.slug, told.record, told.object))
        for told, title in content.notifications
    ]
    threads = [_line(post.title, site.link(content.slug, Post.__name__, post.id)) for post in content.threads]
    said = MailContent(
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
        subject=said.title,
        text=plain_body(said, link="", unsubscribe=unsubscribe),
        html=html_body(said, link="", unsubscribe=unsubscribe),
        unsubscribe=unsubscribe,
    )


def _line(title: str, link: str) -> str:
    return f"- {title}: {link}" if link else f"- {title}"
