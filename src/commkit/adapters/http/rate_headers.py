"""Rate headers: what is left of the host's rates, told with every answer to a command, allowed or refused.

They are the fields `RateLimit-Policy` and `RateLimit` of the IETF's draft (draft-ietf-httpapi-ratelimit-headers, 11),
which took the place of `RateLimit-Limit`, `-Remaining` and `-Reset` of its first versions. What they say comes from the
very statement that counts, so they cost none.
"""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve

from commkit.adapters.http.steps import Call, Step
from commkit.runtime.sessions.rates import RateState
from commkit.runtime.sessions.session import Session

POLICY = "RateLimit-Policy"
LEFT = "RateLimit"
HEADERS: dict[str, dict[str, Any]] = {
    POLICY: {
        "description": "The limits that the command was counted under: `q` commands in a window of `w` seconds.",
        "schema": {"type": "string"},
        "example": '"write-60";q=30;w=60',
    },
    LEFT: {
        "description": "What is left of each: `r` commands, until the window ends in `t` seconds.",
        "schema": {"type": "string"},
        "example": '"write-60";r=29;t=60',
    },
}
"""How OpenAPI describes them."""


def noting_rates(step: Step, seen: list[RateState]) -> Step:
    """The same step, which notes what is left of the rates, also where it fails.

    Args:
        step: The step.
        seen: Gets what is left.
    """
    if not isinstance(step, Call) or step.read_only:
        return step
    return evolve(step, work=_noting(step.work, seen))


def _noting(work: Callable[[Session], Any], seen: list[RateState]) -> Callable[[Session], Any]:
    def noted(session: Session) -> Any:
        try:
            return work(session)
        finally:
            if session.rate_states:  # what the host itself does is not counted
                seen[:] = session.rate_states

    return noted


def rate_headers(states: Sequence[RateState]) -> tuple[tuple[str, str], ...]:
    """The headers of an answer; none where nothing was counted.

    Args:
        states: What is left of each limit.
    """
    by_name: dict[str, RateState] = {}
    for state in states:
        name = _quoted(f"{state.rate}-{state.window}")
        if (
            name not in by_name or state.left < by_name[name].left
        ):  # of two with one window, the one that is felt
            by_name[name] = state
    if not by_name:
        return ()
    policies = ", ".join(f"{name};q={state.limit};w={state.window}" for name, state in by_name.items())
    left = ", ".join(f"{name};r={state.left};t={state.resets_in}" for name, state in by_name.items())
    return ((POLICY, policies), (LEFT, left))


def _quoted(name: str) -> str:
    """A string of structured fields (RFC 9651, 3.3.3): printable ASCII."""
    kept = "".join(letter if " " <= letter <= "~" else "?" for letter in name)
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"') + '"'
