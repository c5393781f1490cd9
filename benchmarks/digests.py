"""Digests: a thousand members are due, and each gets a mail with what they have not read and the best new threads.

What is measured is the making of one digest, as the worker delivers it: looking up, asking as the member, writing the
mail, handing it to a mailer that only stores it, storing the period's end, and scheduling the next digest.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from typing import Any
from uuid import UUID

from attrs import frozen
from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from benchmarks.forum import FORUM, SLUG, moment
from benchmarks.measure import Figure
from benchmarks.pair import BenchmarkPair
from benchmarks.raw import RawDatabase, Row, now
from commkit import SYSTEM, Kit
from commkit.members import Profile
from commkit.notifications import DigestFrequency, MailMessage, MailPort, MailSite, NotifyMembers
from commkit.notifications.digests.facts import DigestDue
from commkit.notifications.digests.statements import START_DIGEST
from commkit.notifications.digests.subscribers import send_digest
from commkit.posts import ListThreads
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.ids import CommunityId, FactId, MemberId
from commkit.testing.contexts import context_of

DUE = 1_000
NOTIFICATIONS = 3
_EACH = 5
_SITE = "https://town.example.org"
_SECRET = "only for measuring"

DIGEST = """
SELECT m.key, m.name, m.status, d.frequency, d.hour, d.weekday, d.own, d.done_until, c.enabled, r.refused_address,
       r.time_zone, k.slug, k.title
FROM commkit_digest d
JOIN commkit_community k ON k.community_id = d.community_id
JOIN commkit_membership m ON m.community_id = d.community_id AND m.id = d.member
LEFT JOIN commkit_notification_preference c ON c.community_id = d.community_id AND c.member = d.member
  AND c.kind = 'notifications.digest' AND c.channel = 'mail'
LEFT JOIN commkit_delivery_schedule r ON r.member = d.member
WHERE d.community_id = ? AND d.member = ?"""
UNREAD = """
SELECT i.notification, i.kind, n.record, n.object, n.at, i.count, p.parent, p.title, o.title
FROM commkit_inbox i
JOIN commkit_notification n ON n.community_id = i.community_id AND n.id = i.notification
JOIN commkit_post p ON p.community_id = n.community_id AND p.id = n.object AND p.removed_at IS NULL
JOIN commkit_post o ON o.community_id = p.community_id AND o.id = p.thread AND o.removed_at IS NULL
WHERE i.community_id = ? AND i.member = ? AND i.shown AND i.collapsed_into IS NULL AND i.read_at IS NULL
ORDER BY i.notification DESC LIMIT 20"""
WATCHED_TAGS = (
    "SELECT target FROM commkit_watch WHERE community_id = ? AND member = ? AND scope = 'tag' LIMIT 100"
)
NEWEST = """
SELECT id, title, tags, author, created_at, score, reply_count FROM commkit_post
WHERE community_id = ? AND removed_at IS NULL AND parent IS NULL ORDER BY id DESC LIMIT 100"""
END_PERIOD = (
    "UPDATE commkit_digest SET done_until = ? WHERE community_id = ? AND member = ? AND done_until < ?"
)
DIGESTED = """
UPDATE commkit_inbox SET mail = 'digested', mail_at = ?
WHERE community_id = ? AND member = ? AND mail = 'digest' AND mail_at < ?"""
PAY = """
INSERT INTO commkit_mail_budget (member, day, used) VALUES (?, ?, 1)
ON CONFLICT (member, day) DO UPDATE SET used = commkit_mail_budget.used + 1"""
SENT = """
INSERT INTO commkit_notification_metric (community_id, day, kind, outcome, count)
VALUES (?, ?, 'notifications.digest', 'sent', 1)
ON CONFLICT (community_id, day, kind, outcome)
DO UPDATE SET count = commkit_notification_metric.count + excluded.count"""
SCHEDULE = """
INSERT INTO commkit_scheduled_command (community_id, id, type, command, body, created_at, due_at, attempts, refused)
VALUES (?, ?, 'forum', 'notifications.create_digest', ?, ?, ?, 0, '')"""
SET_SCHEDULED = """
UPDATE commkit_digest SET scheduled = ?
WHERE community_id = ? AND member = ? AND scheduled IS NULL AND frequency <> 'never'"""


class Mailer:
    """Accepts every mail and stores the last one."""

    last: MailMessage | None = None

    def send(self, message: MailMessage) -> None:
        """Store the mail."""
        self.last = message


class Host:
    """Knows where everybody is."""

    def profile(self, key: str, connection: Connection | None) -> Profile:
        """Where a user is."""
        return Profile(key, email=f"{key.replace(':', '')}@example.org", time_zone="UTC")


def mailer_of(kit: Kit) -> Mailer:
    """The mailer of a Kit."""
    with kit.session(SYSTEM, SLUG, read_only=True) as session:
        mailer = context_of(session).port(MailPort)
    assert isinstance(mailer, Mailer)
    return mailer


def ports() -> dict[type, Any]:
    """What a Kit needs to send mail."""
    return {MailPort: Mailer(), MailSite: MailSite(secret=_SECRET, unsubscribe_url=_SITE, link=link_of)}


def link_of(slug: str, record: str, id: UUID) -> str:
    """Where the page of an object is."""
    return f"{_SITE}/{slug}/{record.lower()}/{id}"


@frozen
class Due:
    """Who is due, and where."""

    community: CommunityId
    members: tuple[MemberId, ...]


def fill_digests(kit: Kit, raw: RawDatabase, many: int = DUE) -> Due:
    """Some members want a digest a day, had none since the town began, and were told of three threads yesterday."""
    with kit.session(SYSTEM, SLUG) as session:
        community = session.community.id
        raw.begin(False)
        rows = raw.execute(
            "SELECT id FROM commkit_membership WHERE community_id = ? ORDER BY id LIMIT ?",
            (raw.id_of(community), many),
        ).fetchall()
        raw.commit()
        members = tuple(MemberId(raw.uuid_of(id)) for (id,) in rows)
        for thread in session.ask(ListThreads(limit=NOTIFICATIONS)).items:
            session.do(
                NotifyMembers(kind="notifications.thread", to=members, record="Post", object=thread.id)
            )
        context_of(session).run_many(START_DIGEST, [_preference(member) for member in members])
    a_day = "86400000000" if raw.is_sqlite else "interval '1 day'"
    raw.run_all([f"UPDATE commkit_notification SET at = at - {a_day}"])
    return Due(community, members)


def figures(pair: BenchmarkPair, due: Due, *, pairs: int) -> Iterator[Figure]:
    """The digests of a share of the members, each once; in microseconds a digest."""
    share = due.members[pair.number :: pairs]
    half = len(share) // 2
    ours, by_hand = iter(share[:half]), iter(share[half:])

    each = min(_EACH, max(half // 3, 1))
    yield pair.compare(
        f"a digest, of {len(due.members)} members",
        lambda kit: digest_by_us(kit, due.community, next(ours)),
        lambda: digest_by_hand(pair.raw, due.community, next(by_hand)),
        sqlite=2.5,
        postgres=2.0,
        rounds=max((half - 1) // each - 1, 1),
        each=each,
    )


def digest_by_us(kit: Kit, community: CommunityId, member: MemberId) -> None:
    """One delivery of the fact that it is time."""
    composition = kit._composition  # noqa: SLF001  # as the worker does it
    at = composition.clock()
    fact = DigestDue(id=FactId(uuid7()), community=community, at=at, member=member)
    subscriber = f"{fact.id}:benchmark/{member.hex}"
    send_digest(Delivery(subscriber, 1, fact, at, composition, FORUM.name, target=member.hex), fact)


def digest_by_hand(raw: RawDatabase, community: UUID, member: UUID) -> MailMessage | None:
    """Read, compose the mail, store the period's end, schedule the next digest."""
    here, me, moment = raw.id_of(community), raw.id_of(member), now()
    raw.begin(False)
    row = raw.execute(DIGEST, (here, me)).fetchone()
    raw.commit()
    assert row is not None
    assert row[2] == "active"
    assert row[3] == "daily"
    address = Host().profile(row[0], None).email
    end = moment.replace(hour=row[4], minute=0, second=0, microsecond=0)
    until = raw.at_of(end)
    if row[7] >= until or row[8] is False or row[9]:
        return None
    raw.begin(False)
    raw.look_up(row[0], row[11])
    unread = raw.execute(UNREAD, (here, me)).fetchall()
    watched = {tag for (tag,) in raw.execute(WATCHED_TAGS, (here, me)).fetchall()}
    threads = [
        found
        for found in raw.execute(NEWEST, (here,)).fetchall()
        if row[7] <= found[4] < until and found[3] != me
    ]
    raw.commit()
    threads.sort(
        key=lambda found: (not watched.isdisjoint(found[2].split()), found[5] + found[6]), reverse=True
    )
    told = [notification for notification in unread if row[7] <= notification[4] < until]
    sent = _message(raw, community, member, row, told=told, threads=threads[:5], address=address)
    _settle(raw, here, me, moment=moment, until=until)
    return sent


def _settle(raw: RawDatabase, here: Any, me: Any, *, moment: datetime, until: Any) -> None:
    at, day = raw.at_of(moment), raw.day_of(moment)
    raw.begin(True)
    raw.here(here)
    if raw.execute(END_PERIOD, (until, here, me, until)).rowcount:
        raw.execute(DIGESTED, (at, here, me, until))
        raw.execute(PAY, (me, day))
        raw.execute(SENT, (here, day))
    scheduled = raw.id_of(uuid7())
    body = json.dumps({"member": str(raw.uuid_of(me))})
    raw.execute(SCHEDULE, (here, scheduled, body, at, raw.at_of(moment + timedelta(days=1))))
    assert raw.execute(SET_SCHEDULED, (scheduled, here, me)).rowcount == 1
    raw.commit()


def _message(
    raw: RawDatabase,
    community: UUID,
    member: UUID,
    row: Row,
    *,
    told: list[Row],
    threads: list[Row],
    address: str,
) -> MailMessage:
    slug, title = row[11], row[12]
    lines = ["For you:"]
    for _, _, record, object, _, count, parent, own, opening in told:
        name = f"Re: {opening}" if parent is not None else own
        name = f"{name} ({count})" if count > 1 else name
        lines.append(f"- {name}: {link_of(slug, record, raw.uuid_of(object))}")
    lines.append("New threads:")
    lines += [f"- {found[1]}: {link_of(slug, 'Post', raw.uuid_of(found[0]))}" for found in threads]
    what = f"{community.hex}.{member.hex}.notifications.digest"
    token = f"{what}.{hmac.new(_SECRET.encode(), what.encode(), hashlib.sha1).hexdigest()}"
    end = f"{_SITE}?token={token}"
    html = "<br>\n".join(map(escape, lines))
    return MailMessage(
        id=f"digest.{community.hex}.{member.hex}",
        thread=f"digest.{community.hex}.{member.hex}",
        to=address,
        name=row[1],
        community=title,
        slug=slug,
        subject=f"{title}: what you missed",
        text="\n".join(lines) + f"\n\n-- \nYou are a member of {title}. No more mail of this kind: {end}\n",
        html=f'<p>{html}</p>\n<p><small>You are a member of {escape(title)}. <a href="{escape(end)}">No more</a>'
        "</small></p>",
        unsubscribe=end,
    )


def _preference(member: MemberId) -> dict[str, object]:
    return {
        "member": member,
        "frequency": DigestFrequency.DAILY,
        "hour": 0,
        "weekday": 0,
        "own": True,
        "scheduled": None,
        "done_until": moment(0) - timedelta(days=1),
    }
