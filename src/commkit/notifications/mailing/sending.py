"""How a mail about a notice is sent: one delivery for each member, so that one that fails delays nobody else.

What was wished, who may see what, and where the member is are all asked again at this moment. Looking things up and
marking where the mail stands are short transactions; the host and the mail server are talked to outside of them.
"""

from datetime import date, timedelta
from uuid import UUID

from attrs import frozen

from commkit.members.records import INSIDE, Profile
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.digests import need_digest
from commkit.notifications.mailing.hours import local_day, quiet_until, zone_of
from commkit.notifications.mailing.letters import Words, html_text, plain_text, words
from commkit.notifications.mailing.messages import MailReleased, ReleaseMail
from commkit.notifications.mailing.ports import Letter, MailRefused
from commkit.notifications.mailing.reach import PostOffice, Reach, address_hash, look_up, post_office, reach
from commkit.notifications.mailing.statements import Waiting
from commkit.notifications.mailing.tokens import Subscription, sign
from commkit.notifications.messages import NoticeGiven
from commkit.notifications.records import Channel, MailState, NoticeId
from commkit.notifications.seeing import seen
from commkit.notifications.telling import count
from commkit.runtime.delivery.scheduled import schedule
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.model.types import NoticeKind
from commkit.runtime.sessions.session import Session

AGAIN = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1_440))
"""How long to wait after each attempt that a mail server did not take for now."""

_AT_ONCE = 1_000


@frozen(kw_only=True)
class _Job:
    """A mail on its way, and all that was looked up for it."""

    delivery: Delivery
    community: CommunityId
    member: MemberId
    waiting: Waiting
    kind: NoticeKind
    office: PostOffice
    known: Reach
    profile: Profile

    def move(self, session: Session, seen: MailState, to: MailState) -> bool:
        """From where the mail was seen to another state; whether it was still there."""
        return move(session, self.waiting.notice, self.member, seen=seen, to=to)


@notifications.subscribes_to(NoticeGiven, MailReleased, pauses=AGAIN)
def send_mail(delivery: Delivery, fact: NoticeGiven | MailReleased) -> None:
    """Deliver to each member to whom a mail is due by itself."""
    if delivery.target:
        _deliver(delivery, fact.notice, MemberId(UUID(hex=delivery.target)))
    elif isinstance(fact, MailReleased):
        delivery.forward([fact.member.hex])
    elif fact.mails:
        _forward(delivery, fact)


@notifications.handles(ReleaseMail)
def release_mail(session: Session, command: ReleaseMail) -> None:
    """What waited for the end of quiet hours is due again."""
    if move(session, command.notice, command.member, seen=MailState.QUIET, to=MailState.DUE):
        session.emit(MailReleased(notice=command.notice, member=command.member))


def _forward(delivery: Delivery, fact: NoticeGiven) -> None:
    after = MemberId(UUID(int=fact.first.int - 1)) if fact.first.int else fact.first
    while True:
        with delivery.session(read_only=True) as session:
            rows = session.rows(sql.DUE, told=fact.notice, after=after, last=fact.last, size=_AT_ONCE)
        delivery.forward(member.hex for (member,) in rows)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]


def _deliver(delivery: Delivery, notice: NoticeId, member: MemberId) -> None:
    """Look, ask the host, look as the member, take from their attention, send, mark."""
    with delivery.session(read_only=True) as session:
        waiting = session.one(sql.WAITING, of=member, told=notice)
        if waiting is None or waiting.state not in (MailState.DUE, MailState.SENDING):
            return
        kind = session.table.notices.get(waiting.kind)
        office = post_office(session)
        known = reach(session, member)
        community = session.community_id
    job = said = None
    if kind is not None and office is not None and _still_wanted(waiting, kind):
        profile = look_up(office, waiting.key)
        if profile is not None and profile.email and address_hash(member, profile.email) != known.refused:
            job = _Job(
                delivery=delivery,
                community=community,
                member=member,
                waiting=waiting,
                kind=kind,
                office=office,
                known=known,
                profile=profile,
            )
            said = _as_seen_by(job)
    if job is None or said is None:
        with delivery.session() as session:
            if move(session, notice, member, seen=waiting.state, to=MailState.DROPPED):
                count(session, waiting.kind, "dropped")
    elif waiting.state is MailState.SENDING or _take(job):
        _send(job, _letter(job, said))


def _still_wanted(waiting: Waiting, kind: NoticeKind) -> bool:
    wanted = Channel.MAIL in kind.channels if waiting.wanted is None else waiting.wanted
    return wanted and waiting.read_at is None and waiting.folded is None and waiting.standing in INSIDE


def _as_seen_by(job: _Job) -> Words | None:
    """What to tell, through the eyes of the member; None where they may not see it."""
    try:
        with job.delivery.session(actor=job.waiting.key, read_only=True) as session:
            found = seen(session, job.waiting.record, job.waiting.object)
            return words(session, job.kind, found) if found is not None else None
    except NotFound:  # a secret community that they are not in any more
        return None


def _take(job: _Job) -> bool:
    """Whether the mail may go now; else it waits for the end of quiet hours, or for the digest."""
    waiting, member, now = job.waiting, job.member, job.delivery.now
    zone = zone_of(job.known.rhythm, job.profile.time_zone)
    until = None if job.kind.urgent else quiet_until(job.known.rhythm, zone, now)
    with job.delivery.session() as session:
        if until is not None:
            if job.move(session, MailState.DUE, MailState.QUIET):
                schedule(session, ReleaseMail(notice=waiting.notice, member=member), at=until, as_system=True)
                count(session, waiting.kind, "quiet")
            return False
        if not job.move(session, MailState.DUE, MailState.SENDING):
            return False
        if job.kind.urgent or pay(session, member, job.known, local_day(zone, now)):
            return True
        job.move(session, MailState.SENDING, MailState.DIGEST)
        need_digest(session, member, since=waiting.at)
        count(session, waiting.kind, "digest")
        return False


def pay(session: Session, member: MemberId, known: Reach, day: date) -> bool:
    """Take one push from what a member bears a day, over all communities and plugins; whether any was left."""
    most = known.rhythm.pushes_a_day
    if most is None:
        most = session.settings(NotificationSettings).pushes_a_day
    return most > 0 and session.run(sql.PAY, member=member, day=day, used=1, most=most) == 1


def _send(job: _Job, letter: Letter) -> None:
    try:
        job.office.mail.send(letter)
    except MailRefused as refused:
        with job.delivery.session() as session:
            if job.move(session, MailState.SENDING, MailState.FAILED):
                count(session, job.kind.name, "failed")
            if refused.address_gone:
                refuse_address(session, job.member, job.profile.email)
        return
    with job.delivery.session() as session:
        if job.move(session, MailState.SENDING, MailState.SENT):
            count(session, job.kind.name, "sent")


def _letter(job: _Job, said: Words) -> Letter:
    waiting, site = job.waiting, job.office.site
    token = sign(site.secret, Subscription(job.community, job.member, waiting.kind))
    unsubscribe = site.unsubscribe_link(token)
    link = site.link(said.slug, waiting.record, waiting.object)
    return Letter(
        id=f"{waiting.notice.hex}.{job.member.hex}",
        thread=waiting.bundle.hex,
        to=job.profile.email,
        name=waiting.name,
        community=said.community,
        slug=said.slug,
        subject=f"[{said.community}] {said.title}",
        text=plain_text(said, link=link, unsubscribe=unsubscribe),
        html=html_text(said, link=link, unsubscribe=unsubscribe),
        unsubscribe=unsubscribe,
    )


def refuse_address(session: Session, member: MemberId, address: str) -> None:
    """Send no more to this address; another one is tried as soon as the host tells it."""
    session.run(
        sql.REFUSE_ADDRESS,
        member=member,
        refused_address=address_hash(member, address),
        time_zone="",
        quiet_from="",
        quiet_until="",
        pushes_a_day=None,
    )


def move(session: Session, notice: NoticeId, member: MemberId, *, seen: MailState, to: MailState) -> bool:
    """From where a mail was seen to another state; whether it was still there."""
    return session.run(sql.MOVE, told=notice, of=member, from_state=seen, to_state=to, now=session.now) == 1
