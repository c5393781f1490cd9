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
from commkit.notifications.unsubscribing.policy import sign_token
from commkit.notifications.unsubscribing.records import Subscription
from commkit.testing.contexts import context_of
from commkit.testing.fixtures import create_thread
from commkit.testing.permissions import Fixture, allowed

KIND = "notifications.reply"
SITE = MailSite(secret="only for tests", unsubscribe_url="https://example.org/unsubscribe")


def _told(scenario: Any, actor: str) -> NotificationId:
    """A notification that somebody was told."""
    told = NotifyMembers(
        kind=KIND, to=(scenario.member(actor),), record="Post", object=create_thread(scenario, "creator")
    )
    scenario.do(SYSTEM, told)
    notification: NotificationId = scenario.ask(actor, ListInbox(limit=1)).items[0].id
    return notification


def _any_id(cell: Any) -> Any:
    with cell.scenario.kit.session(SYSTEM, cell.scenario.community.slug, read_only=True) as session:
        return context_of(session).new_id()


def _post(cell: Any) -> Any:
    return create_thread(cell.scenario, "creator")


def _token(cell: Any) -> str:
    """Of a mail that somebody got."""
    return sign_token(
        SITE.secret, Subscription(cell.scenario.community.id, cell.scenario.member("other"), KIND)
    )


_SAME: dict[str, Any] = {"member": "any", "silenced": "any", "suspended": "any", "system": "no"}
OWN = allowed(**_SAME)
KEPT = allowed(**_SAME, archived=True)
CHOICE: dict[str, Any] = {"kind": KIND, "channel": NotificationChannel.MAIL, "enabled": True}

EXPECTED_PERMISSIONS = {
    "notifications.notify_members": allowed(
        system="any", archived=True, given={"kind": KIND, "to": (), "record": "Post", "object": _any_id}
    ),
    "notifications.notify_parent_author": allowed(
        system="any+removed", archived=True, given={"cause": _any_id}
    ),
    "notifications.notify_watchers": allowed(
        system="any+removed", archived=True, given={"cause": _any_id, "scope": WatchScope.COMMUNITY}
    ),
    "notifications.notify_mentioned": allowed(
        system="any+removed", archived=True, given={"cause": _any_id, "members": ()}
    ),
    "notifications.notify_all_members": allowed(
        system="any",
        archived=True,
        given={"kind": KIND, "record": "Post", "object": _post, "cause": _any_id, "with_permission": ""},
    ),
    "notifications.release_mail": allowed(system="any", archived=True),
    "notifications.create_digest": allowed(system="any+removed", archived=True),
    "notifications.list_inbox": OWN,
    "notifications.view_inbox": OWN,
    "notifications.count_unread": OWN,
    "notifications.mark_notification_read": allowed(
        member="own", silenced="own", suspended="own", system="no", archived=True
    ),
    "notifications.mark_bundle_read": allowed(**_SAME, archived=True, given={"bundle": _any_id}),
    "notifications.mark_all_notifications_read": KEPT,
    "notifications.mark_inbox_seen": KEPT,
    "notifications.read_notification_metrics": allowed(steward="any", given={"since": date(2026, 1, 1)}),
    "notifications.watch_thread": allowed(**_SAME, steward="any+removed", given={"level": WatchLevel.MUTED}),
    "notifications.watch_tag": allowed(**_SAME, given={"tag": "python", "level": WatchLevel.MUTED}),
    "notifications.watch_community": allowed(**_SAME, given={"level": WatchLevel.MUTED}),
    "notifications.list_watches": OWN,
    "notifications.list_notification_preferences": OWN,
    "notifications.set_notification_preference": allowed(**_SAME, archived=True, given=CHOICE),
    "notifications.set_notification_preference_everywhere": allowed(member="any", system="no", given=CHOICE),
    "notifications.unsubscribe": allowed(visitor="any", given={"token": _token}),
    "notifications.set_delivery_schedule": allowed(member="any", system="no"),
    "notifications.read_delivery_schedule": allowed(member="any", system="no"),
    "notifications.set_digest_preference": allowed(
        **_SAME, archived=True, given={"frequency": DigestFrequency.DAILY}
    ),
    "notifications.read_digest_preference": OWN,
}

FIXTURES = {"NotificationId": Fixture(_told)}
SAMPLE_VALUES = {"kind": ("question", "answer", "comment", KIND, KIND, KIND, KIND)}
"""Kinds of posts and of notifications: messages call both by this name."""
PORTS = {MailSite: SITE}
