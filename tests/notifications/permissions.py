"""Who may do what with notifications."""

from datetime import date
from typing import Any

from commkit import SYSTEM
from commkit.notifications import (
    DigestFrequency,
    ListInbox,
    MailSite,
    NotificationChannel,
    NotificationId,
    NotifyMembers,
    WatchLevel,
    WatchScope,
)
from commkit.notifications.mailing.tokens import Subscription, sign
from commkit.testing.permissions import Thing, by
from commkit.testing.things import opened

KIND = "notifications.reply"
SITE = MailSite(secret="only for tests", unsubscribe_url="https://example.org/unsubscribe")


def _told(stage: Any, actor: str) -> NotificationId:
    """A notification that somebody was told."""
    told = NotifyMembers(kind=KIND, to=(stage.member(actor),), record="Post", object=opened(stage, "founder"))
    stage.do(SYSTEM, told)
    notification: NotificationId = stage.ask(actor, ListInbox(limit=1)).items[0].id
    return notification


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
CHOICE: dict[str, Any] = {"kind": KIND, "channel": NotificationChannel.MAIL, "enabled": True}

EXPECTED = {
    "notifications.notify_members": by(
        system="any", archived=True, given={"kind": KIND, "to": (), "record": "Post", "object": _any_id}
    ),
    "notifications.notify_parent_author": by(system="any+gone", archived=True, given={"cause": _any_id}),
    "notifications.notify_watchers": by(
        system="any+gone", archived=True, given={"cause": _any_id, "scope": WatchScope.COMMUNITY}
    ),
    "notifications.notify_mentioned": by(
        system="any+gone", archived=True, given={"cause": _any_id, "members": ()}
    ),
    "notifications.notify_all_members": by(
        system="any",
        archived=True,
        given={"kind": KIND, "record": "Post", "object": _post, "cause": _any_id, "with_permission": ""},
    ),
    "notifications.release_mail": by(system="any", archived=True),
    "notifications.create_digest": by(system="any+gone", archived=True),
    "notifications.list_inbox": OWN,
    "notifications.count_unread": OWN,
    "notifications.mark_notification_read": by(
        member="own", silenced="own", suspended="own", system="no", archived=True
    ),
    "notifications.mark_bundle_read": by(**_SAME, archived=True, given={"bundle": _any_id}),
    "notifications.mark_all_notifications_read": KEPT,
    "notifications.mark_inbox_seen": KEPT,
    "notifications.read_notification_metrics": by(steward="any", given={"since": date(2026, 1, 1)}),
    "notifications.watch_thread": by(**_SAME, steward="any+gone", given={"level": WatchLevel.MUTED}),
    "notifications.watch_tag": by(**_SAME, given={"tag": "python", "level": WatchLevel.MUTED}),
    "notifications.watch_community": by(**_SAME, given={"level": WatchLevel.MUTED}),
    "notifications.list_watches": OWN,
    "notifications.list_notification_preferences": OWN,
    "notifications.set_notification_preference": by(**_SAME, archived=True, given=CHOICE),
    "notifications.set_notification_preference_everywhere": by(member="any", system="no", given=CHOICE),
    "notifications.unsubscribe": by(visitor="any", given={"token": _token}),
    "notifications.set_delivery_schedule": by(member="any", system="no"),
    "notifications.read_delivery_schedule": by(member="any", system="no"),
    "notifications.set_digest_preference": by(
        **_SAME, archived=True, given={"frequency": DigestFrequency.DAILY}
    ),
    "notifications.read_digest_preference": OWN,
}

THINGS = {"NotificationId": Thing(_told)}
WORDS = {"kind": ("question", "question", "answer", "comment", KIND, KIND)}
"""Kinds of posts and of notifications: messages call both by this name."""
PORTS = {MailSite: SITE}
