"""The JSON of bundles and callbacks; no network."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from commkit import CommunityId, dump
from commkit_support.handoff.messages import (
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
)
from commkit_support.handoff.records import HandoffBundle
from commkit_support.webhook.records import HelpDeskCallback

CALLBACKS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "handoff.accepted": (RecordHandoffAccepted, ()),
    "handoff.linked": (RecordHandoffLinked, ("ticket",)),
    "handoff.answered": (RecordHandoffAnswered, ("text",)),
    "handoff.declined": (RecordHandoffDeclined, ("reason",)),
    "handoff.failed": (RecordHandoffFailed, ("reason",)),
}
"""The types of callbacks, each with its command and the fields that it needs."""

_LEFT = ("remaining", "resolution_remaining")
_GIVES_BACK = (RecordHandoffAnswered, RecordHandoffDeclined, RecordHandoffFailed)
"""What may say, in seconds of business time, what the desk has left of the promises."""


def bundle_values(bundle: HandoffBundle) -> dict[str, Any]:
    """A bundle as plain JSON values: ids and times as text, `remaining` as an ISO 8601 duration."""
    values: dict[str, Any] = dump(bundle)
    return values


def read_callback(values: Any) -> HelpDeskCallback:
    """The callback of a JSON body, whose fields are not validated yet: the command is, when it is done.

    Raises:
        ValueError: An id is malformed. OverflowError, KeyError, TypeError and AttributeError likewise mean a malformed
            body.
    """
    command, fields = CALLBACKS[values["type"]]
    given = [values[name] for name in fields]
    left = {
        name: timedelta(seconds=values[f"{name}_seconds"])
        for name in _LEFT
        if command in _GIVES_BACK and values.get(f"{name}_seconds") is not None
    }
    return HelpDeskCallback(
        CommunityId(UUID(values["community"])), command(UUID(values["handoff"]), *given, **left)
    )
