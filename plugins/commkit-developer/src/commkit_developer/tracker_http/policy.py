"""The JSON of issues and events; no network."""

import json
from typing import Any

from attrs import asdict

from commkit_developer.tracker.messages import RecordIssue, RecordRelease
from commkit_developer.tracker.policy import snapshot_faults
from commkit_developer.tracker.records import IssueSnapshot

_LONGEST_TITLE = 300
_STATES = ("open", "closed", "declined")
_LARGEST = 2**63 - 1


def read_answer(body: bytes, *, request: str | None = None, key: str | None = None) -> IssueSnapshot:
    """The issue in what a tracker answered.

    Args:
        body: The body.
        request: The idempotency key that must be answered.
        key: The key of the issue that must be told of.

    Raises:
        ValueError: It is no such answer; KeyError and TypeError mean the same.
    """
    values = json.loads(body)
    found = read_issue(values["issue"])
    if request is not None and values["request"] != request:
        raise ValueError("it answers another request")
    if key is not None and found.key != key:
        raise ValueError("it tells of another issue")
    return found


def read_issue(values: Any) -> IssueSnapshot:
    """An issue as a tracker writes it.

    Raises:
        ValueError: It is malformed; KeyError and TypeError mean the same.
    """
    key, url, state, revision = values["key"], values["url"], values["state"], values["revision"]
    release, private = values.get("release") or "", values.get("private", True)
    title = " ".join(_text(values["title"]).split())[:_LONGEST_TITLE] or _text(key)
    faults = snapshot_faults(_text(key), _text(url), _text(release))
    is_number = isinstance(revision, int) and not isinstance(revision, bool) and 0 <= revision <= _LARGEST
    if faults or state not in _STATES or not is_number or not isinstance(private, bool):
        raise ValueError("it is no issue")
    return IssueSnapshot(
        key=key, url=url, title=title, state=state, release=release, private=private, revision=revision
    )


def read_event(body: bytes | str) -> RecordIssue | RecordRelease:
    """The command that an event means.

    Raises:
        ValueError: It is no event; KeyError, TypeError and AttributeError mean the same.
    """
    values = json.loads(body)
    if values["type"] == "issue.changed":
        return RecordIssue(**asdict(read_issue(values["issue"])))
    if values["type"] == "release.announced":
        return RecordRelease(_text(values["version"]), tuple(_text(key) for key in values["issues"]))
    raise ValueError("it is no event")


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError("it is no text")
    return value
