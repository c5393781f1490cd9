"""How a digest is made and sent: what a member has not read, and the best threads since the last one.

All of it is asked as that member, so it holds nothing they may not see. A period has one digest: its end is marked when
the mail server has taken it, and a repeated delivery that finds the mark sends nothing.
"""

from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from commkit.members.records import INSIDE
from commkit.notifications.feature import DIGEST, NotificationSettings, notifications
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.digests import plan_digest, wish_of
from commkit.notifications.mailing.hours import last_digest, local_day, next_digest, zone_of
from commkit.notifications.mailing.letters import Words, html_text, lines_of, plain_text
from commkit.notifications.mailing.messages import DigestDue
from commkit.notifications.mailing.ports import Letter, MailRefused
from commkit.notifications.mailing.reach import PostOffice, address_hash, look_up, post_office, reach
from commkit.notifications.mailing.sending import AGAIN, refuse_address
from commkit.notifications.mailing.statements import DigestRow
from commkit.notifications.mailing.tokens import Subscription, sign
from commkit.notifications.messages import InboxPage
from commkit.notifications.records import Every, Notice, Scope
from commkit.notifications.telling import count
from commkit.notifications.watching.messages import ListWatches
from commkit.posts.messages import NewestPage
from commkit.posts.records import Post
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import MAX_PAGE_SIZE

_NOTICES = 20


@frozen
class Content:
    """What a digest holds.

    Attributes:
        community: The community's title.
        slug: Its name in addresses.
        notices: What is unread, with what its object is called.
        threads: The best threads.
    """

    community: str
    slug: str
    notices: list[tuple[Notice, str]]
    threads: list[Post]


@frozen
class _Receiver:
    community: CommunityId
    member: MemberId
    name: str
    address: str


@notifications.subscribes_to(DigestDue, pauses=AGAIN)
def send_digest(delivery: Delivery, fact: DigestDue) -> None:
    """Each member's by itself, so that one that fails delays nobody else."""
    if not delivery.target:
        delivery.forward([fact.member.hex])
    elif fact.community is not None:
        _digest(delivery, fact.community, MemberId(UUID(hex=delivery.target)))


def _digest(delivery: Delivery, community: CommunityId, member: MemberId) -> None:
    """Find the period, send what it holds, mark its end, plan the next one."""
    with delivery.session(read_only=True) as session:
        row = session.one(sql.DIGEST_OF, of=member, of_kind=DIGEST.name)
        office = post_office(session)
        known = reach(session, member)
        most = session.settings(NotificationSettings).digest_threads
    if row is None or row.every is Every.NEVER or row.standing not in INSIDE or office is None:
        return
    profile = look_up(office, row.key)
    zone = zone_of(known.rhythm, profile.time_zone if profile is not None else "")
    end = last_digest(wish_of(row), zone, delivery.now)
    ended = end > row.done_until
    address = profile.email if profile is not None and row.wanted is not False else ""
    sent = refused = False
    if ended and address and address_hash(member, address) != known.refused:
        content = _content(delivery, row, member, until=end, most=most)
        if content.notices or content.threads:
            try:
                office.mail.send(
                    _letter(office, content, _Receiver(community, member, row.name, address), end)
                )
                sent = True
            except MailRefused as error:
                refused = error.address_gone
    with delivery.session() as session:
        if refused:
            refuse_address(session, member, address)
        if ended:
            _settle(session, member, end, sent=sent, day=local_day(zone, delivery.now))
        if row.own or not ended:
            plan_digest(session, member, at=next_digest(wish_of(row), zone, delivery.now))


def _settle(session: Session, member: MemberId, end: datetime, *, sent: bool, day: date) -> None:
    if session.run(sql.END_PERIOD, of=member, new_until=end) and sent:
        session.run(sql.DIGESTED, of=member, now=session.now, until=end)
        session.run(sql.PAY, member=member, day=day, used=1, most=2**31 - 1)
        count(session, DIGEST.name, "sent")


def _content(delivery: Delivery, row: DigestRow, member: MemberId, *, until: datetime, most: int) -> Content:
    """What the member sees now of what happened from the end of the last period to the end of this one."""
    try:
        with delivery.session(actor=row.key, read_only=True) as session:
            told = session.ask(InboxPage(unread_only=True, limit=_NOTICES)).items
            return Content(
                session.community.title,
                session.community.slug,
                lines_of(session, [notice for notice in told if row.done_until <= notice.at < until]),
                _best_threads(session, row.done_until, until, member)[:most],
            )
    except (NotFound, Denied):  # a community that they may not look into any more
        return Content("", "", [], [])


def _best_threads(session: Session, since: datetime, until: datetime, member: MemberId) -> list[Post]:
    """New threads of others: those with a tag that the member watches, then by score and replies."""
    watched = {
        row.target for row in session.ask(ListWatches(limit=MAX_PAGE_SIZE)).items if row.scope is Scope.TAG
    }
    fresh = [
        post
        for post in session.ask(NewestPage(limit=MAX_PAGE_SIZE)).items
        if since <= post.created_at < until and post.author != member
    ]
    fresh.sort(
        key=lambda post: (not watched.isdisjoint(post.tags), post.score + post.reply_count), reverse=True
    )
    return fresh


def _letter(office: PostOffice, content: Content, to: _Receiver, end: datetime) -> Letter:
    site = office.site
    unsubscribe = site.unsubscribe_link(sign(site.secret, Subscription(to.community, to.member, DIGEST.name)))
    lines = [
        _line(title, site.link(content.slug, told.record, told.object)) for told, title in content.notices
    ]
    threads = [_line(post.title, site.link(content.slug, Post.__name__, post.id)) for post in content.threads]
    said = Words(
        community=content.community,
        slug=content.slug,
        title=f"{content.community}: what you missed",
        body="\n".join(
            (*(["For you:", *lines] if lines else []), *(["New threads:", *threads] if threads else []))
        ),
        markup="plain",
    )
    return Letter(
        id=f"digest.{end:%Y%m%d%H%M}.{to.community.hex}.{to.member.hex}",
        thread=f"digest.{to.community.hex}.{to.member.hex}",
        to=to.address,
        name=to.name,
        community=content.community,
        slug=content.slug,
        subject=said.title,
        text=plain_text(said, link="", unsubscribe=unsubscribe),
        html=html_text(said, link="", unsubscribe=unsubscribe),
        unsubscribe=unsubscribe,
    )


def _line(title: str, link: str) -> str:
    return f"- {title}: {link}" if link else f"- {title}"
