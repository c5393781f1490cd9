"""The feature of handing a question over to a help desk."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature
from commkit_qa import CaredFor
from commkit_support.handoff.facts import (
    HandoffAccepted,
    HandoffAnswered,
    HandoffDeclined,
    HandoffFailed,
    HandoffLinked,
    HandoffOffered,
    HandoffReturned,
)
from commkit_support.handoff.ports import HelpDesk
from commkit_support.handoff.records import HandoffBundle, HandoffBundleReply, HandoffReceipt
from commkit_support.handoff.statements import is_handed_over
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, SYSTEM_ROLE, raise_if_invalid


@frozen
class HandoffSettings:
    """The settings of the handoff to a help desk.

    Attributes:
        no_help_desk_reason: Why there is no help desk: shown to those who try a handoff. A community without a
            help desk needs it.
        acceptance_timeout: Elapsed time in which the help desk has to accept an offer; after that, the handoff fails.

    Raises:
        Invalid: The duration is not positive (`support.bad_settings`).
    """

    no_help_desk_reason: str = ""
    acceptance_timeout: timedelta = timedelta(hours=4)

    def __attrs_post_init__(self) -> None:
        if self.acceptance_timeout <= timedelta():
            raise_if_invalid([("acceptance_timeout", "not_positive", "give a positive duration")])


_STAFF = {
    "support.offer_handoff",
    "support.record_handoff",
    "support.read_handoffs",
    "support.read_handoff_bundle",
}

handoff = Feature(
    "support.handoff",
    migrations=MIGRATIONS,
    settings=HandoffSettings(),
    requires=("qa.questions", "qa.orphans"),
    declares=(CaredFor("support.handoff", is_handed_over),),
    port_types=(HelpDesk,),
    grants={
        MEMBER: {"support.offer_handoff:own", "support.read_handoffs:own"},
        AGENT: _STAFF,
        STEWARD: _STAFF,
        SYSTEM_ROLE: {"support.return_handoff_answer"},
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
    records=(HandoffBundle, HandoffBundleReply, HandoffReceipt),
)
"""Handoffs of questions to a help desk."""
