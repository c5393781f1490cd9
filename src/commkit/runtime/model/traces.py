"""Traces: what is asked about a decision, and the steps by which it came about; see `commkit.explaining`."""

from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from attrs import field, frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Message

ExplainSubject = Literal["permission", "trust", "notification"]
"""What a question is about: may they do it, have they earned this trust level, did they get it."""


class RuleOutcome(StrEnum):
    """What a rule comes to."""

    YES = "yes"
    NO = "no"
    GRANTS = "grants"
    """It holds, and makes up for a permission that they have for their own objects only."""
    FACT = "fact"
    """It states what is the case, and decides nothing by itself."""
    LATER = "later"
    """It is asked when the message is sent, since it needs what the message says."""
    WITHHELD = "withheld"
    """Only they themselves, and the host, are told."""


def _outcome(given: bool | RuleOutcome) -> RuleOutcome:
    if isinstance(given, bool):
        return RuleOutcome.YES if given else RuleOutcome.NO
    return given


@frozen
class TraceStep:
    """One rule, and what it came to.

    Attributes:
        rule: What is asked, a few words.
        outcome: What it comes to; a bool stands for yes or no.
        because: Why, one sentence.
        source: The feature whose rule it is; filled in where it is left empty.
        private: Whether only the member it is about is told, and the host. Such a step is given whether it holds or
            not: its presence must reveal nothing.
    """

    rule: str
    outcome: RuleOutcome = field(converter=_outcome)
    because: str = ""
    source: str = ""
    private: bool = field(default=False, kw_only=True)


@frozen(kw_only=True)
class ExplainRequest:
    """What functions registered with `Feature.explains` are asked, in a session that looks through the member's eyes.

    Attributes:
        about: A permission, or a notification.
        action: What was asked for.
        names: Every name of it: the permission, and the outside names of the messages that need it.
        messages: These messages.
        member: Whom it is about; None for a visitor.
        object: What it is about, as that member sees it; None where none was named, or none is there for them.
        id: The id of that object.
    """

    about: ExplainSubject
    action: str
    names: frozenset[str]
    messages: tuple[type[Message[Any]], ...]
    member: MemberId | None
    object: Any = None
    id: UUID | None = None
