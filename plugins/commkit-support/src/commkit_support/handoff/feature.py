"""The feature of handing a question over to a help desk."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature
from commkit_support.feature import AGENT, HOST, MEMBER, MIGRATIONS, STEWARD, refuse_faults
from commkit_support.handoff.messages import (
    HandoffAccepted,
    HandoffAnswered,
    HandoffDeclined,
    HandoffFailed,
    HandoffLinked,
    HandoffOffered,
    HandoffReturned,
)
from commkit_support.handoff.records import Bundle, BundledReply, Receipt


@frozen
class HandoffSettings:
    """The way out to humans.

    Attributes:
        none_because: Why there is no help desk: shown to whom asks for it. A community without a desk needs it.
        taken_within: Elapsed time in which the desk has to take an offer; after that, the handoff fails.

    Raises:
        Invalid: The duration is not positive (`support.bad_settings`).
    """

    none_because: str = ""
    taken_within: timedelta = timedelta(hours=4)

    def __attrs_post_init__(self) -> None:
        if self.taken_within <= timedelta():
            refuse_faults([("taken_within", "not_positive", "give a positive duration")])


_STAFF = {
    "support.hand_over",
    "support.record_handoff",
    "support.read_handoffs",
    "support.read_bundle",
}

handoff = Feature(
    "support.handoff",
    migrations=MIGRATIONS,
    settings=HandoffSettings(),
    requires=("support.qa",),
    grants={
        MEMBER: {"support.hand_over:own", "support.read_handoffs:own"},
        AGENT: _STAFF,
        STEWARD: _STAFF,
        HOST: {"support.return_answer"},
    },
    facts=(
        HandoffOffered,
        HandoffAccepted,
        HandoffLinked,
        HandoffAnswered,
        HandoffReturned,
        HandoffDeclined,
        HandoffFailed,
    ),
    records=(Bundle, BundledReply, Receipt),
)
