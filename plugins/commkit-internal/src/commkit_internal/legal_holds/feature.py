"""The feature of legal holds, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.legal_holds.facts import LegalHoldOpened, LegalHoldReleased, MemberHeld, ThreadHeld
from commkit_internal.legal_holds.records import DiscoveryPage, LegalHoldScope
from commkit_internal.legal_holds.visibility import in_held_thread, is_held_member, is_open, of_held_thread
from commkit_internal.policy import LEGAL, MIGRATIONS

NOTICE = "internal.legal_hold_notice"
"""The kind of notification that tells custodians."""
ENDED = "internal.legal_hold_ended"
"""The kind of notification that tells them that they are custodians no more."""


@frozen
class LegalHoldSettings:
    """Who is told of a legal hold.

    Attributes:
        notify_custodians: Whether a member is told that what they wrote is held, and later that it is not any more.
            They are never told why, nor by which hold. Without it nothing tells them, except the result of an erasure
            that they ask for.
    """

    notify_custodians: bool = True


_KEEP = {"internal.manage_legal_holds", "internal.read_legal_holds", "internal.export_for_discovery"}

legal_hold_feature = Feature(
    "internal.legal_holds",
    migrations=MIGRATIONS,
    requires=("internal.units", "posts"),
    settings=LegalHoldSettings(),
    grants={LEGAL: _KEEP},
    persons_only=tuple(sorted(_KEEP)),
    facts=(LegalHoldOpened, MemberHeld, ThreadHeld, LegalHoldReleased),
    records=(LegalHoldScope, DiscoveryPage),
    holds={
        "commkit_post": in_held_thread,
        "commkit_revision": of_held_thread,
        "commkit_attachment": of_held_thread,
        "commkit_internal_legal_hold": is_open,
    },
    holds_members=is_held_member,
    notification_kinds=(
        NotificationKind(
            name=NOTICE,
            summary="What you wrote has to be kept.",
            sentence="What you wrote here has to be kept for a legal matter, even if you are erased.",
        ),
        NotificationKind(
            name=ENDED,
            summary="What you wrote need not be kept any more.",
            sentence="What you wrote here need not be kept for a legal matter any more.",
        ),
    ),
)
"""Legal holds and discovery exports."""
