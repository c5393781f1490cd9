"""Sending mail about notifications: one delivery per member, so that a failing one delays nobody else.

Preferences, mutes and blocks, visibility and address are read again at this time. Reading and storing the state are
short transactions; the host and the mail server are called outside of them.
"""

from uuid import UUID

from attrs import frozen

from commkit.members import CURRENT_STATUSES, Profile
from commkit.notifications.digests.handlers import ensure_digest
from commkit.notifications.feature import notifications
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.facts import MailReleased
from commkit.notifications.mailing.handlers import mark_address_refused, move_mail, use_mail_budget
from commkit.notifications.mailing.jobs import ReleaseMail
from commkit.notifications.mailing.policy import RETRY_DELAYS, address_hash, html_body, plain_body
from commkit.notifications.mailing.ports import MailMessage, MailRefused
from commkit.notifications.mailing.queries import delivery_info, fetch_profile, get_mailer, mail_content
from commkit.notifications.mailing.records import DeliveryInfo, MailContent, MailDelay, Mailer, PendingMail
from commkit.notifications.metrics.handlers import count_metric
from commkit.notifications.notifying import statements as notifying_sql
from commkit.notifications.notifying.facts import MembersNotified
from commkit.notifications.queries import visible_object
from commkit.notifications.records import MailState, NotificationChannel, NotificationId
from commkit.notifications.schedules.policy import local_day, quiet_until, zone_of
from commkit.notifications.unsubscribing.policy import sign_token
from commkit.notifications.unsubscribing.records import Subscription
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context

_BATCH_SIZE = 1_000


@frozen(kw_only=True)
class _MailJob:
    """A mail to be sent, with everything that was read for it."""

    delivery: Delivery
    community: CommunityId
    member: MemberId
    pending: PendingMail
    kind: NotificationKind
    mailer: Mailer
    info: DeliveryInfo
    profile: Profile

    def move(self, context: Context, expected: MailState, to: MailState) -> bool:
        """Change the state of the mail; False if it is not in the expected state any more."""
        return move_mail(context, self.pending.notification, self.member, expected=expected, to=to)


@notifications.subscribes_to(MembersNotified, MailReleased, pauses=RETRY_DELAYS)
def send_mail(delivery: Delivery, fact: MembersNotified | MailReleased) -> None:
    """Forward to one delivery per member with a mail due; send it in that delivery."""
    if delivery.target:
        _deliver(delivery, fact.notification, MemberId(UUID(hex=delivery.target)))
    elif isinstance(fact, MailReleased):
        delivery.forward([fact.member.hex])
    elif fact.mails_due:
        _forward(delivery, fact)


def _forward(delivery: Delivery, fact: MembersNotified) -> None:
    """Forward to the members of the batch whose mail is due."""
    after = MemberId(UUID(int=fact.first.int - 1)) if fact.first.int else fact.first
    while True:
        with delivery.context(read_only=True) as context:
            rows = context.rows(sql.DUE, id=fact.notification, after=after, last=fact.last, size=_BATCH_SIZE)
        delivery.forward(member.hex for (member,) in rows)
        if len(rows) < _BATCH_SIZE:
            return
        after = rows[-1][0]


def _deliver(delivery: Delivery, notification: NotificationId, member: MemberId) -> None:
    """Read the mail, ask the host for the address, read the object as the member, send, store the state."""
    with delivery.context(read_only=True) as context:
        pending = context.one(sql.PENDING, of=member, id=notification)
        if pending is None or pending.state not in (MailState.DUE, MailState.SENDING):
            return
        kind = context.dispatch.notification_kinds.get(pending.kind)
        info = delivery_info(context, member)
        community = context.community_id
        ((is_unwanted,),) = context.rows(
            notifying_sql.IS_UNWANTED, of=member, by=pending.by, thread=pending.bundle.hex
        )
    job = content = None
    if kind is not None and not is_unwanted and _is_wanted(pending, kind):
        mailer = get_mailer(delivery)
        profile = fetch_profile(mailer, pending.key)
        if profile is not None and profile.email and address_hash(member, profile.email) != info.refused:
            job = _MailJob(
                delivery=delivery,
                community=community,
                member=member,
                pending=pending,
                kind=kind,
                mailer=mailer,
                info=info,
                profile=profile,
            )
            content = _content_for(job)
    if job is None or content is None:
        with delivery.context() as context:
            if move_mail(context, notification, member, expected=pending.state, to=MailState.DROPPED):
                count_metric(context, pending.kind, "dropped")
    elif pending.state is MailState.SENDING or _may_send_now(job):
        _send(job, _message(job, content))


def _is_wanted(pending: PendingMail, kind: NotificationKind) -> bool:
    wanted = NotificationChannel.MAIL in kind.channels if pending.enabled is None else pending.enabled
    return (
        wanted
        and pending.read_at is None
        and pending.collapsed_into is None
        and pending.status in CURRENT_STATUSES
    )


def _content_for(job: _MailJob) -> MailContent | None:
    """The content as the member sees it; None if the object is not visible to them, or they muted it meanwhile."""
    try:
        with job.delivery.context(actor=job.pending.key, read_only=True) as context:
            object = visible_object(context, job.pending.record, job.pending.object)
            if object is None or _is_muted(context, job.pending):
                return None
            return mail_content(context, job.kind, object)
    except NotFound:  # a secret community they are not a member of any more
        return None


def _is_muted(context: Context, pending: PendingMail) -> bool:
    if not context.visibility.mutes:  # no feature of this type mutes anything
        return False
    ((wanted,),) = context.rows(notifying_sql.IS_WANTED, record=pending.record, object=pending.object)
    return not wanted


def _may_send_now(job: _MailJob) -> bool:
    """Whether the mail may be sent now; otherwise hold it back until quiet hours end, or for the digest."""
    pending, member, now = job.pending, job.member, job.delivery.now
    zone = zone_of(job.info.schedule, job.profile.time_zone)
    until = None if job.kind.urgent else quiet_until(job.info.schedule, zone, now)
    with job.delivery.context() as context:
        if not job.kind.urgent:
            waits = (delay.until(context, member, now) for delay in context.declared(MailDelay))
            until = max((each for each in (until, *waits) if each is not None), default=None)
        if until is not None:
            if job.move(context, MailState.DUE, MailState.QUIET):
                schedule_command(
                    context,
                    ReleaseMail(notification=pending.notification, member=member),
                    at=until,
                    as_system=True,
                )
                count_metric(context, pending.kind, "quiet")
            return False
        if not job.move(context, MailState.DUE, MailState.SENDING):
            return False
        if job.kind.urgent or use_mail_budget(context, member, job.info, local_day(zone, now)):
            return True
        job.move(context, MailState.SENDING, MailState.DIGEST)
        ensure_digest(context, member, since=pending.at)
        count_metric(context, pending.kind, "digest")
        return False


def _send(job: _MailJob, message: MailMessage) -> None:
    """Send the mail and store whether it was accepted or refused."""
    try:
        job.mailer.mail.send(message)
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


def _message(job: _MailJob, content: MailContent) -> MailMessage:
    pending, site = job.pending, job.mailer.site
    token = sign_token(site.secret, Subscription(job.community, job.member, pending.kind))
    unsubscribe = site.unsubscribe_link(token)
    link = site.object_link(content.slug, pending.record, pending.object)
    return MailMessage(
        id=f"{pending.notification.hex}.{job.member.hex}",
        thread=pending.bundle.hex,
        to=job.profile.email,
        name=pending.name,
        community=content.community,
        slug=content.slug,
        subject=f"[{content.community}] {content.title}",
        text=plain_body(content, link=link, unsubscribe=unsubscribe, base_url=site.base_url),
        html=html_body(content, link=link, unsubscribe=unsubscribe, base_url=site.base_url),
        unsubscribe=unsubscribe,
    )
