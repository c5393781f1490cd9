"""Handoff: a question that the community cannot answer goes to a help desk, and the answer comes back."""

from commkit_support.handoff import delivery as _delivery
from commkit_support.handoff import explaining as _explaining
from commkit_support.handoff import handlers as _handlers
from commkit_support.handoff.feature import HandoffSettings, handoff
from commkit_support.handoff.messages import (
    HandoffAccepted,
    HandoffAnswered,
    HandoffDeclined,
    HandoffFailed,
    HandoffLinked,
    HandoffOffered,
    HandoffReturned,
    Handoffs,
    OfferHandoff,
    ReadBundle,
    RecordAccepted,
    RecordAnswered,
    RecordDeclined,
    RecordFailed,
    RecordLinked,
    ReturnAnswer,
)
from commkit_support.handoff.policy import FINAL, WAYS
from commkit_support.handoff.records import (
    Bundle,
    BundledReply,
    DeskRefused,
    DeskUnreachable,
    Handoff,
    HandoffState,
    HelpDesk,
    Receipt,
)
from commkit_support.handoff.redaction import redact

__all__ = [
    "FINAL",
    "WAYS",
    "Bundle",
    "BundledReply",
    "DeskRefused",
    "DeskUnreachable",
    "Handoff",
    "HandoffAccepted",
    "HandoffAnswered",
    "HandoffDeclined",
    "HandoffFailed",
    "HandoffLinked",
    "HandoffOffered",
    "HandoffReturned",
    "HandoffSettings",
    "HandoffState",
    "Handoffs",
    "HelpDesk",
    "OfferHandoff",
    "ReadBundle",
    "Receipt",
    "RecordAccepted",
    "RecordAnswered",
    "RecordDeclined",
    "RecordFailed",
    "RecordLinked",
    "ReturnAnswer",
    "handoff",
    "redact",
]

del _delivery, _explaining, _handlers
