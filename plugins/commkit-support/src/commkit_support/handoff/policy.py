"""The state machine of a handoff. Pure.

The desk's messages come at least once, and one may overtake another. So the way forward may be taken in one leap, and
what was passed already changes nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from attrs import evolve

from commkit import Conflict, Invalid
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
"""Each state and those it may move to; states without a way on are final."""

FINAL_STATES = frozenset(state for state, ways in TRANSITIONS.items() if not ways)

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
    """The handoff after something was told of it.

    Returns:
        The handoff in its new state; `before` itself where this was told before or came late.

    Raises:
        Conflict: It contradicts what was told before, or there is no way from here to there.
    """
    for known, told, what in ((before.ticket, ticket, "ticket"), (before.text, text, "answer")):
        if known is not None and told is not None and known != told:
            raise Conflict(f"support.other_{what}", f"the desk told another {what} before; keep to that one")
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


def check_ticket_url(ticket: str) -> None:
    """See that a ticket's address can be shown as a link.

    Raises:
        Invalid: It does not begin with http:// or https://.
    """
    if not ticket.lower().startswith(("https://", "http://")):
        raise Invalid.field("ticket", "bad_address", "give an address that begins with https:// or http://")


def _is_behind(state: HandoffState, to: HandoffState) -> bool:
    """Whether the way forward has passed that state."""
    return state in _FORWARD and to in _FORWARD and _FORWARD.index(to) < _FORWARD.index(state)
