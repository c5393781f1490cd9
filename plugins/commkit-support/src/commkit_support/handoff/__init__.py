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
    ListHandoffs,
    OfferHandoff,
    ReadHandoffBundle,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
    ReturnHandoffAnswer,
)
from commkit_support.handoff.policy import FINAL_STATES, TRANSITIONS
from commkit_support.handoff.records import (
    Handoff,
    HandoffBundle,
    HandoffBundleReply,
    HandoffReceipt,
    HandoffState,
    HelpDesk,
    HelpDeskRefused,
    HelpDeskUnreachable,
)
from commkit_support.handoff.redaction import redact

__all__ = [
    "FINAL_STATES",
    "TRANSITIONS",
    "Handoff",
    "HandoffAccepted",
    "HandoffAnswered",
    "HandoffBundle",
    "HandoffBundleReply",
    "HandoffDeclined",
    "HandoffFailed",
    "HandoffLinked",
    "HandoffOffered",
    "HandoffReceipt",
    "HandoffReturned",
    "HandoffSettings",
    "HandoffState",
    "HelpDesk",
    "HelpDeskRefused",
    "HelpDeskUnreachable",
    "ListHandoffs",
    "OfferHandoff",
    "ReadHandoffBundle",
    "RecordHandoffAccepted",
    "RecordHandoffAnswered",
    "RecordHandoffDeclined",
    "RecordHandoffFailed",
    "RecordHandoffLinked",
    "ReturnHandoffAnswer",
    "handoff",
    "redact",
]

del _delivery, _explaining, _handlers
