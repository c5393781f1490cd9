"""Fan-out: a reply is told to all who watch its thread.

What is measured is one delivery of the fact, as the worker makes it: who is answered is told first, then all who watch
the thread in chunks of 1,000, each in a transaction of its own, then those who watch the community. How the worker
finds its deliveries is left out on both sides.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from attrs import frozen
from uuid_utils.compat import uuid7

from benchmarks.forum import FORUM, MEMBERS, READER, SLUG
from benchmarks.measure import Figure
from benchmarks.pair import BenchmarkPair
from benchmarks.posts import ONE
from benchmarks.raw import RawDatabase, now
from commkit import SYSTEM, Kit
from commkit.members import statements as members_sql
from commkit.members.records import MembershipKind, MembershipStatus
from commkit.notifications import WatchLevel
from commkit.notifications.watching import statements as watching_sql
from commkit.notifications.watching.subscribers import notify_of_post
from commkit.posts import CreateReply, CreateThread, Post, PostCreated
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.sessions.session import Session
from commkit.storage import NOBODY
from commkit.testing.contexts import context_of

CHUNK = 1_000
FEW = 100

WATCH = """
INSERT INTO commkit_watch (community_id, scope, target, member, level, at) VALUES (?, 'thread', ?, ?, 'watching', ?)
ON CONFLICT DO NOTHING"""
OPENING = "SELECT tags FROM commkit_post WHERE community_id = ? AND id = ? AND removed_at IS NULL"
WATCHERS = """
SELECT member FROM commkit_watch
WHERE community_id = ? AND scope = ? AND target = ? AND member > ? AND level = 'watching' ORDER BY member LIMIT 1000"""
NOTIFICATION = """
INSERT INTO commkit_notification (community_id, id, kind, record, object, "by", cause, at)
VALUES (?, ?, ?, 'Post', ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
NOTIFICATION_OF = "SELECT id FROM commkit_notification WHERE community_id = ? AND kind = ? AND cause = ?"
TELL = """
INSERT INTO commkit_inbox (community_id, member, notification, kind, bundle, count, shown, mail, mail_at)
SELECT m.community_id, m.id, n.id, n.kind, p.thread,
       1 + COALESCE((SELECT SUM(e.count) FROM commkit_inbox e
                     WHERE e.community_id = m.community_id AND e.member = m.id AND e.kind = n.kind
                       AND e.bundle = p.thread AND e.read_at IS NULL AND e.collapsed_into IS NULL AND e.shown), 0),
       COALESCE(i.enabled, {true}), CASE WHEN COALESCE(l.enabled, {mails}) THEN 'due' ELSE 'none' END, n.at
FROM commkit_notification n
JOIN commkit_post p ON p.community_id = n.community_id AND p.id = n.object
JOIN commkit_membership m ON m.community_id = n.community_id AND m.id IN {ids}
LEFT JOIN commkit_notification_preference i ON i.community_id = m.community_id AND i.member = m.id AND i.kind = n.kind
  AND i.channel = 'inbox'
LEFT JOIN commkit_notification_preference l ON l.community_id = m.community_id AND l.member = m.id AND l.kind = n.kind
  AND l.channel = 'mail'
WHERE n.community_id = ? AND n.id = ? AND m.id <> n."by" AND m.status IN ('active', 'silenced', 'suspended')
  AND (COALESCE(i.enabled, {true}) OR COALESCE(l.enabled, {mails}))
  AND NOT EXISTS (SELECT 1 FROM commkit_watch w WHERE w.community_id = m.community_id AND w.scope = 'thread'
                  AND w.target = ? AND w.member = m.id AND w.level = 'muted')
  AND NOT EXISTS (SELECT 1 FROM commkit_block b
                  JOIN commkit_membership d ON d.community_id = b.community_id AND d.id = b.blocked
                  WHERE b.community_id = m.community_id AND b.member = m.id AND b.blocked = n."by" AND NOT d.staff)
  AND NOT EXISTS (SELECT 1 FROM commkit_notification s
                  JOIN commkit_inbox t ON t.community_id = s.community_id AND t.notification = s.id
                  WHERE s.community_id = n.community_id AND s.object = n.object AND t.member = m.id)
ON CONFLICT DO NOTHING RETURNING member, mail"""
TELL_AND_MAIL = TELL.replace("{mails}", "{true}")
TELL = TELL.replace("{mails}", "{false}")
FOLD = """
UPDATE commkit_inbox SET collapsed_into = ?
WHERE community_id = ? AND kind = ? AND bundle = ? AND read_at IS NULL AND collapsed_into IS NULL AND shown
AND notification <> ?
  AND member IN {ids}"""
NUMBER = """
INSERT INTO commkit_notification_metric (community_id, day, kind, outcome, count) VALUES (?, ?, ?, 'notified', ?)
ON CONFLICT (community_id, day, kind, outcome)
DO UPDATE SET count = commkit_notification_metric.count + excluded.count"""


@frozen
class Watched:
    """A thread that is watched.

    Attributes:
        opening: The post that opened it.
        watchers: How many watch it.
    """

    opening: Post
    watchers: int


def fill_watchers(kit: Kit, many: int) -> tuple[Watched, Watched]:
    """Bring as many members in, and open a thread that a hundred of them watch, and one that all of them do."""
    with kit.session(SYSTEM, SLUG) as session:
        members = [context_of(session).new_id() for _ in range(many)]
        context_of(session).run_many(
            members_sql.ADD, [_member(session, n, id) for n, id in enumerate(members, MEMBERS)]
        )
    found = []
    for watchers in (FEW, many):
        with kit.session("user:1", SLUG) as session:
            opening = session.do(
                CreateThread(kind="topic", title=f"Watched by {watchers}", body="Watch this.")
            )
        with kit.session(SYSTEM, SLUG) as session:
            context_of(session).run_many(
                watching_sql.WATCH_BY_DEFAULT,
                [_watch(session, opening, member) for member in members[:watchers]],
            )
        found.append(Watched(opening, watchers))
    return found[0], found[1]


def figures(pair: BenchmarkPair, watched: Watched, *, many: bool) -> Iterator[Figure]:
    """The fan-out of a reply, in microseconds a reply."""
    rounds, each = (1, 1) if many else (3, 3)
    calls = pair.calls(rounds=rounds, each=each)
    ours, by_hand = (iter([reply(pair.kit, watched.opening) for _ in range(calls)]) for _ in range(2))

    yield pair.compare(
        f"tell {watched.watchers} who watch",
        lambda kit: tell_by_us(kit, next(ours)),
        lambda: tell_by_hand(pair.raw, next(by_hand)),
        sqlite=2.0,
        postgres=2.0,
        rounds=rounds,
        each=each,
    )


def tell_by_us(kit: Kit, fact: PostCreated) -> None:
    """One delivery of the fact."""
    composition = kit._composition  # noqa: SLF001  # as the worker does it
    notify_of_post(
        Delivery(f"{fact.id}:benchmark", 1, fact, composition.clock(), composition, FORUM.name), fact
    )


def tell_by_hand(raw: RawDatabase, fact: PostCreated) -> None:
    """Tell whom it answers, then who watches the thread, then who watches the community."""
    assert fact.community is not None
    here, post, thread = raw.id_of(fact.community), raw.id_of(fact.post), raw.id_of(fact.thread)
    telling = _Telling(raw, here, post, thread, fact)
    raw.begin(True)
    raw.here(here)
    nobody = raw.id_of(NOBODY)
    row = raw.execute(ONE, (here, nobody, post, here, nobody)).fetchone()
    raw.execute(WATCH, (here, fact.thread.hex, row[11], raw.at_of(now())))
    parent = raw.execute(ONE, (here, nobody, row[2], here, nobody)).fetchone()
    telling.tell([parent[11]], "notifications.reply", TELL_AND_MAIL, by=row[11])
    raw.audit(here, "notifications.notify_parent_author", now())
    raw.commit()
    raw.begin(False)
    raw.here(here)
    tags = raw.execute(OPENING, (here, thread)).fetchone()[0].split()
    raw.commit()
    places = (("thread", fact.thread.hex), *(("tag", tag) for tag in tags), ("community", ""))
    for scope, target in places:
        after: Any = raw.id_of(UUID(int=0))
        while after is not None:
            after = telling.chunk(scope, target, after)


@frozen
class _Telling:
    raw: RawDatabase
    here: Any
    post: Any
    thread: Any
    fact: PostCreated

    def chunk(self, scope: str, target: str, after: Any) -> Any:
        """Tell the next 1,000, in a transaction of their own; gives the last of them."""
        raw = self.raw
        raw.begin(True)
        raw.here(self.here)
        nobody = raw.id_of(NOBODY)
        row = raw.execute(ONE, (self.here, nobody, self.post, self.here, nobody)).fetchone()
        found = raw.execute(WATCHERS, (self.here, scope, target, after)).fetchall()
        if found:
            self.tell([member for (member,) in found], "notifications.thread", TELL, by=row[11])
        raw.audit(self.here, "notifications.notify_watchers", now())
        raw.commit()
        return found[-1][0] if len(found) == CHUNK else None

    def tell(self, to: list[Any], kind: str, statement: str, *, by: Any) -> None:
        """One notification, a row for each, the earlier ones normalize_text under it, the number, the fact."""
        raw, moment = self.raw, now()
        id = raw.id_of(uuid7())
        assert self.fact.id is not None
        cause = raw.id_of(self.fact.id)
        values = (self.here, id, kind, self.post, by, cause, raw.at_of(moment))
        if not raw.execute(NOTIFICATION, values).rowcount:
            id = raw.execute(NOTIFICATION_OF, (self.here, kind, cause)).fetchone()[0]
        thread = self.fact.thread.hex
        told = raw.run_among(statement, (), to, (self.here, id, thread)).fetchall()
        if not told:
            return
        reached = sorted(member for member, _ in told)
        raw.run_among(FOLD, (id, self.here, kind, self.thread, id), reached, ())
        raw.execute(NUMBER, (self.here, raw.day_of(moment), kind, len(reached)))
        raw.tell(
            self.here,
            "notifications.members_notified",
            moment,
            notification=raw.uuid_of(id),
            kind=kind,
            first=raw.uuid_of(reached[0]),
            last=raw.uuid_of(reached[-1]),
            told=len(reached),
            mails=sum(mail == "due" for _, mail in told),
        )


def reply(kit: Kit, opening: Post) -> PostCreated:
    """Write what is to be told."""
    with kit.session(READER, SLUG) as session:
        session.do(CreateReply(opening.id, "What all of them are told of."))
    return next(fact for fact in session.facts if isinstance(fact, PostCreated))


def _member(session: Session, number: int, id: UUID) -> dict[str, object]:
    return {
        "id": id,
        "key": f"user:{number}",
        "name": f"User {number}",
        "name_key": f"user {number}",
        "role": "member",
        "staff": False,
        "trust_level": 0,
        "status": MembershipStatus.ACTIVE,
        "restricted_until": None,
        "restriction_reason": "",
        "joined_at": context_of(session).now,
        "invited_by": None,
        "version": 1,
        "kind": MembershipKind.PERSON,
    }


def _watch(session: Session, opening: Post, member: UUID) -> dict[str, object]:
    return {
        "scope": "thread",
        "target": opening.id.hex,
        "member": member,
        "level": WatchLevel.WATCHING,
        "at": context_of(session).now,
    }
