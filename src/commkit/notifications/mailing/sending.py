"""How a mail about a notification is sent: one delivery for each member, so that one that fails delays nobody else.

What was wished, who may see what, and where the member is are all asked again at this moment. Looking things up and
marking where the mail stands are short transactions; the host and the mail server are talked to outside of them.
"""

from datetime import date, timedelta
from uuid import UUID

from attrs import frozen

from commkit.members import CURRENT_STATUSES, Profile
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.inbox import count_metric
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.content import MailContent, html_body, mail_content, plain_body
from commkit.notifications.mailing.digest_scheduling import ensure_digest
from commkit.notifications.mailing.mailer import (
    DeliveryInfo,
    Mailer,
    address_hash,
    delivery_info,
    fetch_profile,
    get_mailer,
)
from commkit.notifications.mailing.messages import MailReleased, ReleaseMail
from commkit.notifications.mailing.ports import MailMessage, MailRefused
from commkit.notifications.mailing.quiet_hours import local_day, quiet_until, zone_of
from commkit.notifications.mailing.statements import PendingMail
from commkit.notifications.mailing.tokens import Subscription, sign
from commkit.notifications.messages import MembersNotified
from commkit.notifications.records import MailState, NotificationChannel, NotificationId
from commkit.notifications.visibility import visible_object
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1_440))
"""How long to wait after each attempt that a mail server did not take for now."""

_AT_ONCE = 1_000


@frozen(kw_only=True)
class _Job:
    """A mail on its way, and all that was looked up for it."""

    delivery: Delivery
    community: CommunityId
    member: MemberId
    waiting: PendingMail
    kind: NotificationKind
    mailer: Mailer
    known: DeliveryInfo
    profile: Profile

    def move(self, context: Context, seen: MailState, to: MailState) -> bool:
        """From where the mail was seen to another state; whether it was still there."""
        return move(context, self.waiting.notification, self.member, seen=seen, to=to)


@notifications.subscribes_to(MembersNotified, MailReleased, pauses=RETRY_DELAYS)
def send_mail(delivery: Delivery, fact: MembersNotified | MailReleased) -> None:
    """Deliver to each member to whom a mail is due by itself."""
    if delivery.target:
        _deliver(delivery, fact.notification, MemberId(UUID(hex=delivery.target)))
    elif isinstance(fact, MailReleased):
        delivery.forward([fact.member.hex])
    elif fact.mails_due:
        _forward(delivery, fact)


@notifications.handles(ReleaseMail)
def release_mail(context: Context, command: ReleaseMail) -> None:
    """What waited for the end of quiet hours is due again."""
    if move(context, command.notification, command.member, seen=MailState.QUIET, to=MailState.DUE):
        context.emit(MailReleased(notification=command.notification, member=command.member))


def _forward(delivery: Delivery, fact: MembersNotified) -> None:
    after = MemberId(UUID(int=fact.first.int - 1)) if fact.first.int else fact.first
    while True:
        with delivery.context(read_only=True) as context:
            rows = context.rows(sql.DUE, told=fact.notification, after=after, last=fact.last, size=_AT_ONCE)
        delivery.forward(member.hex for (member,) in rows)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]


def _deliver(delivery: Delivery, notification: NotificationId, member: MemberId) -> None:
    """Look, ask the host, look as the member, take from their mail_budget, send, mark."""
    with delivery.context(read_only=True) as context:
        waiting = context.one(sql.WAITING, of=member, told=notification)
        if waiting is None or waiting.state not in (MailState.DUE, MailState.SENDING):
            return
        kind = context.dispatch.notification_kinds.get(waiting.kind)
        mailer = get_mailer(context)
        known = delivery_info(context, member)
        community = context.community_id
    job = said = None
    if kind is not None and mailer is not None and _still_wanted(waiting, kind):
        profile = fetch_profile(mailer, waiting.key)
        if profile is not None and profile.email and address_hash(member, profile.email) != known.refused:
            job = _Job(
                delivery=delivery,
                community=community,
                member=member,
                waiting=waiting,
                kind=kind,
                mailer=mailer,
                known=known,
                profile=profile,
            )
            said = _content_for(job)
    if job is None or said is None:
        with delivery.context() as context:
            if move(context, notification, member, seen=waiting.state, to=MailState.DROPPED):
                count_metric(context, waiting.kind, "dropped")
    elif waiting.state is MailState.SENDING or _may_send_now(job):
        _send(job, _letter(job, said))


def _still_wanted(waiting: PendingMail, kind: NotificationKind) -> bool:
    wanted = NotificationChannel.MAIL in kind.channels if waiting.enabled is None else waiting.enabled
    return (
        wanted and waiting.read_at is None and waiting.folded is None and waiting.status in CURRENT_STATUSES
    )


def _content_for(job: _Job) -> MailContent | None:
    """What to tell, through the eyes of the member; None where they may not see it."""
    try:
        with job.delivery.context(actor=job.waiting.key, read_only=True) as context:
            found = visible_object(context, job.waiting.record, job.waiting.object)
            return mail_content(context, job.kind, found) if found is not None else None
    except NotFound:  # a secret community that they are not in any more
        return None


def _may_send_now(job: _Job) -> bool:
    """Whether the mail may go now; else it waits for the end of quiet hours, or for the digest."""
    waiting, member, now = job.waiting, job.member, job.delivery.now
    zone = zone_of(job.known.delivery_schedule, job.profile.time_zone)
    until = None if job.kind.urgent else quiet_until(job.known.delivery_schedule, zone, now)
    with job.delivery.context() as context:
        if until is not None:
            if job.move(context, MailState.DUE, MailState.QUIET):
                schedule_command(
                    context,
                    ReleaseMail(notification=waiting.notification, member=member),
                    at=until,
                    as_system=True,
                )
                count_metric(context, waiting.kind, "quiet")
            return False
        if not job.move(context, MailState.DUE, MailState.SENDING):
            return False
        if job.kind.urgent or use_mail_budget(context, member, job.known, local_day(zone, now)):
            return True
        job.move(context, MailState.SENDING, MailState.DIGEST)
        ensure_digest(context, member, since=waiting.at)
        count_metric(context, waiting.kind, "digest")
        return False


def use_mail_budget(context: Context, member: MemberId, known: DeliveryInfo, day: date) -> bool:
    """Take one push from what a member bears a day, over all communities and plugins; whether any was left."""
    most = known.delivery_schedule.mails_per_day
    if most is None:
        most = context.settings(NotificationSettings).mails_per_day
    return most > 0 and context.run(sql.USE_MAIL_BUDGET, member=member, day=day, used=1, most=most) == 1


def _send(job: _Job, letter: MailMessage) -> None:
    try:
        job.mailer.mail.send(letter)
    except MailRefused as refused:
        with job.delivery.context() as context:
            if job.move(context, MailState.SENDING, MailState.FAILED):
                count_metric(context, job.kind.name, "failed")
            if refused.address_gone:
                mark_address_refused(context, job.member, job.profile.email)
        return
    with job.delivery.context() as context:
        if job.move(context, MailState.SENDING, MailState.SENT):
            count_metric(context, job.kind.name, "sent")


def _letter(job: _Job, said: MailContent) -> MailMessage:
    waiting, site = job.waiting, job.mailer.site
    token = sign(site.secret, Subscription(job.community, job.member, waiting.kind))
    unsubscribe = site.unsubscribe_link(token)
    link = site.link(said.slug, waiting.record, waiting.object)
    return MailMessage(
        id=f"{waiting.notification.hex}.{job.member.hex}",
        thread=waiting.bundle.hex,
        to=job.profile.email,
        name=waiting.name,
        community=said.community,
        slug=said.slug,
        subject=f"[{said.community}] {said.title}",
        text=plain_body(said, link=link, unsubscribe=unsubscribe),
        html=html_body(said, link=link, unsubscribe=unsubscribe),
        unsubscribe=unsubscribe,
    )


def mark_address_refused(context: Context, member: MemberId, address: str) -> None:
    """Send no more to this address; another one is tried as soon as the host tells it."""
    context.run(
        sql.MARK_ADDRESS_REFUSED,
        member=member,
        refused_address=address_hash(member, address),
        time_zone="",
        quiet_from="",
        quiet_until="",
        mails_per_day=None,
    )


def move(
    context: Context, notification: NotificationId, member: MemberId, *, seen: MailState, to: MailState
) -> bool:
    """From where a mail was seen to another state; whether it was still there."""
    return (
        context.run(sql.MOVE, told=notification, of=member, from_state=seen, to_state=to, now=context.now)
        == 1
    )
