"""The state machine of a handoff; no database.

The callbacks of a help desk come at least once, and one may overtake another. So states may be skipped on the way
forward, and a callback for a state that was passed already changes nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from attrs import evolve

from commkit import Conflict, Invalid
from commkit_support.handoff.messages import (
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
)
from commkit_support.handoff.records import Handoff, HandoffState

_S = HandoffState

TRANSITIONS: Mapping[HandoffState, frozenset[HandoffState]] = MappingProxyType(
    {
        _S.OFFERED: frozenset({_S.ACCEPTED, _S.LINKED, _S.ANSWERED, _S.DECLINED, _S.FAILED}),
        _S.ACCEPTED: frozenset({_S.LINKED, _S.ANSWERED, _S.DECLINED, _S.FAILED}),
        _S.LINKED: frozenset({_S.ANSWERED, _S.DECLINED, _S.FAILED}),
        _S.ANSWERED: frozenset({_S.RETURNED, _S.FAILED}),
        _S.RETURNED: frozenset(),
        _S.DECLINED: frozenset(),
        _S.FAILED: frozenset(),
    }
)
"""Each state and the states it may change to; a state without any is final."""

FINAL_STATES = frozenset(state for state, next_states in TRANSITIONS.items() if not next_states)

HANDED_OFF = "the help desk has this question; wait for its answer, or record that the handoff failed"
HELP_DESK_REQUIRED = (
    "a support community needs a help desk: give the plugin one (`Support(help_desk=...)`), or write down why there is "
    "none in its settings (`support.handoff`: `no_help_desk_reason`)"
)

_FORWARD = (_S.OFFERED, _S.ACCEPTED, _S.LINKED, _S.ANSWERED, _S.RETURNED)


def advance(
    before: Handoff,
    to: HandoffState,
    now: datetime,
    *,
    ticket: str | None = None,
    text: str | None = None,
    failure_reason: str | None = None,
) -> Handoff:
    """The handoff after a callback of the help desk.

    Args:
        before: The handoff as it was loaded.
        to: The state that the callback reports.
        now: The moment of the command.
        ticket: The ticket that the callback names.
        text: The answer that it gives.
        failure_reason: Why it declined or failed.

    Returns:
        The handoff in its new state; `before` itself where the callback is a repeat or came late.

    Raises:
        Conflict: It contradicts an earlier callback, or the state does not allow it.
    """
    for known, given, what in ((before.ticket, ticket, "ticket"), (before.text, text, "answer")):
        if known is not None and given is not None and known != given:
            raise Conflict(
                f"support.other_{what}", f"this handoff has another {what} already; it cannot change"
            )
    if to in TRANSITIONS[before.state]:
        return evolve(
            before,
            state=to,
            changed_at=now,
            ended_at=now if to in FINAL_STATES else None,
            ticket=ticket or before.ticket,
            text=text or before.text,
            failure_reason=failure_reason or before.failure_reason,
        )
    if to is before.state or _is_behind(before.state, to):
        late_ticket = ticket is not None and before.ticket is None and before.state not in FINAL_STATES
        return evolve(before, ticket=ticket, changed_at=now) if late_ticket else before
    raise Conflict(
        "support.invalid_handoff_transition",
        f"this handoff is {before.state}; it cannot become {to} any more",
        state=before.state,
    )


def remaining_back(
    before: Handoff, command: RecordHandoffAnswered | RecordHandoffDeclined | RecordHandoffFailed
) -> dict[str, timedelta | None]:
    """What a help desk gives back of the promises: at most what was left when it got the question.

    Raises:
        Invalid: A time is negative.
    """
    back: dict[str, timedelta | None] = {}
    for name in ("remaining", "resolution_remaining"):
        given, handed_over = getattr(command, name), getattr(before, name)
        if given is not None and given < timedelta():
            raise Invalid.field(name, "negative", "give 0 or more; 0 where it is overdue")
        back[name] = None if given is None or handed_over is None else min(given, handed_over)
    return back


def check_ticket_url(ticket: str) -> None:
    """Check that a ticket's address can be shown as a link.

    Raises:
        Invalid: It does not begin with http:// or https://.
    """
    if not ticket.lower().startswith(("https://", "http://")):
        raise Invalid.field("ticket", "bad_address", "give an address that begins with https:// or http://")


def _is_behind(state: HandoffState, to: HandoffState) -> bool:
    """Whether a state comes before the present one on the way forward."""
    return state in _FORWARD and to in _FORWARD and _FORWARD.index(to) < _FORWARD.index(state)
