"""Who may do what with notifications."""

from datetime import date
from typing import Any

from commkit import SYSTEM
from commkit.notifications import Channel, Every, InboxPage, Level, MailSite, NoticeId, Notify, Scope
from commkit.notifications.mailing.tokens import Subscription, sign
from commkit.testing.permissions import Thing, by
from commkit.testing.things import opened

KIND = "notifications.reply"
SITE = MailSite(secret="only for tests", unsubscribe_url="https://example.org/unsubscribe")


def _told(stage: Any, actor: str) -> NoticeId:
    """A notice that somebody was told."""
    told = Notify(kind=KIND, to=(stage.member(actor),), record="Post", object=opened(stage, "founder"))
    stage.do(SYSTEM, told)
    notice: NoticeId = stage.ask(actor, InboxPage(limit=1)).items[0].id
    return notice


def _any_id(cell: Any) -> Any:
    with cell.stage.kit.session(SYSTEM, cell.stage.community.slug, read_only=True) as session:
        return session.new_id()


def _post(cell: Any) -> Any:
    return opened(cell.stage, "founder")


def _token(cell: Any) -> str:
    """Of a mail that somebody got."""
    return sign(SITE.secret, Subscription(cell.stage.community.id, cell.stage.member("other"), KIND))


_SAME: dict[str, Any] = {"member": "any", "silenced": "any", "suspended": "any", "system": "no"}
OWN = by(**_SAME)
KEPT = by(**_SAME, archived=True)
CHOICE: dict[str, Any] = {"kind": KIND, "channel": Channel.MAIL, "wanted": True}

EXPECTED = {
    "notifications.notify": by(
        system="any", archived=True, given={"kind": KIND, "to": (), "record": "Post", "object": _any_id}
    ),
    "notifications.tell_of_post": by(system="any+gone", archived=True, given={"cause": _any_id}),
    "notifications.tell_watchers": by(
        system="any+gone", archived=True, given={"cause": _any_id, "scope": Scope.COMMUNITY}
    ),
    "notifications.tell_mentioned": by(
        system="any+gone", archived=True, given={"cause": _any_id, "members": ()}
    ),
    "notifications.tell_members": by(
        system="any",
        archived=True,
        given={"kind": KIND, "record": "Post", "object": _post, "cause": _any_id, "holding": ""},
    ),
    "notifications.release_mail": by(system="any", archived=True),
    "notifications.make_digest": by(system="any+gone", archived=True),
    "notifications.inbox_page": OWN,
    "notifications.count_unread": OWN,
    "notifications.mark_read": by(member="own", silenced="own", suspended="own", system="no", archived=True),
    "notifications.mark_bundle_read": by(**_SAME, archived=True, given={"bundle": _any_id}),
    "notifications.mark_all_read": KEPT,
    "notifications.mark_seen": KEPT,
    "notifications.notice_numbers": by(steward="any", given={"since": date(2026, 1, 1)}),
    "notifications.watch_thread": by(**_SAME, steward="any+gone", given={"level": Level.MUTED}),
    "notifications.watch_tag": by(**_SAME, given={"tag": "python", "level": Level.MUTED}),
    "notifications.watch_community": by(**_SAME, given={"level": Level.MUTED}),
    "notifications.list_watches": OWN,
    "notifications.list_preferences": OWN,
    "notifications.set_preference": by(**_SAME, archived=True, given=CHOICE),
    "notifications.set_preference_everywhere": by(member="any", system="no", given=CHOICE),
    "notifications.unsubscribe": by(visitor="any", given={"token": _token}),
    "notifications.set_rhythm": by(member="any", system="no"),
    "notifications.read_rhythm": by(member="any", system="no"),
    "notifications.set_digest": by(**_SAME, archived=True, given={"every": Every.DAILY}),
    "notifications.read_digest": OWN,
}

THINGS = {"NoticeId": Thing(_told)}
WORDS = {"kind": ("question", "question", "answer", "comment", KIND, KIND)}
"""Kinds of posts and of notices: messages call both by this name."""
PORTS = {MailSite: SITE}
