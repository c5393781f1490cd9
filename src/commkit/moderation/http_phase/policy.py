"""What an external system is told, and what it may answer: pure, so that no answer is taken for more than it says."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from commkit.moderation.reviews.policy import ReviewFailed
from commkit.moderation.reviews.records import ReviewOutcome, ReviewRequest, ReviewVerdict
from commkit.runtime.values.serialization import to_json

MAX_ANSWER = 65_536
"""Bytes of an answer, at most."""
_MAX_REASONS = 10
_MAX_REASON = 200
_NAMES = frozenset({"verdict", "reasons", "confidence"})
_VERDICTS = {"publish": ReviewOutcome.PASS, "hold": ReviewOutcome.HOLD, "remove": ReviewOutcome.REFUSE}


def pseudonym(secret: str, value: object) -> str:
    """The same for the same value, and nothing to anybody who has not the secret.

    Args:
        secret: The secret of the phase.
        value: What is named, such as the id of a member.
    """
    return hmac.new(secret.encode(), str(value).encode(), hashlib.sha256).hexdigest()[:32]


def question_of(request: ReviewRequest, *, secret: str, language: str) -> tuple[str, str]:
    """What the external system is asked: the id of the question, and its body.

    The id is the same whenever the same version of a post is asked about. The body has the text, its kind, its
    language, its links and pseudonyms, and nothing else.

    Args:
        request: What the reviewer is asked.
        secret: The secret of the phase, for the pseudonyms.
        language: The language of the texts, as BCP 47 tags have it; empty for unknown.
    """
    id = "msg_" + pseudonym(secret, f"{request.post}:{request.version}")
    body = {
        "id": id,
        "text": f"{request.title}\n\n{request.body}".strip(),
        "kind": request.kind,
        "language": language or None,
        "links": list(request.links),
        "author": pseudonym(secret, request.author) if request.author is not None else None,
    }
    return id, to_json(body)


def read_answer(status: int, body: bytes) -> ReviewVerdict:
    """The verdict of an answer.

    Args:
        status: The HTTP status.
        body: The body: a JSON object with `verdict`, and maybe `reasons` and `confidence`.

    Raises:
        ReviewFailed: It is anything else; `moderation.bad_status`, `moderation.bad_answer`.
    """
    if status != 200:
        raise ReviewFailed(
            "moderation.bad_status", f"the external system answered with the status {status}, not 200"
        )
    try:
        # Lists in lists without an end raise a RecursionError, numbers without one a ValueError.
        answer = json.loads(body.decode(), parse_constant=_refuse_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise _bad("no JSON") from None
    if not isinstance(answer, dict) or not set(answer) <= _NAMES:
        raise _bad(f"no object of {', '.join(sorted(_NAMES))}")
    return ReviewVerdict(_verdict(answer), "; ".join(_reasons(answer)), _confidence(answer))


def _verdict(answer: Mapping[str, Any]) -> ReviewOutcome:
    said = answer.get("verdict")
    found = _VERDICTS.get(said) if isinstance(said, str) else None
    if found is None:
        raise _bad(f"a verdict that is none of {', '.join(_VERDICTS)}")
    return found


def _reasons(answer: Mapping[str, Any]) -> list[str]:
    reasons = answer.get("reasons", [])
    if not (
        isinstance(reasons, list)
        and len(reasons) <= _MAX_REASONS
        and all(isinstance(reason, str) and len(reason) <= _MAX_REASON for reason in reasons)
    ):
        raise _bad(f"reasons that are no list of up to {_MAX_REASONS} texts of {_MAX_REASON} characters")
    shown = [" ".join("".join(c if c.isprintable() else " " for c in reason).split()) for reason in reasons]
    return list(filter(None, shown))


def _confidence(answer: Mapping[str, Any]) -> float | None:
    value = answer.get("confidence")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _bad("a confidence that is no number from 0 to 1")
    return float(value)


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name is given twice: readers disagree about which of the two counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _bad(what: str) -> ReviewFailed:
    return ReviewFailed("moderation.bad_answer", f"the external system answered with {what}")
