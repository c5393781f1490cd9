"""The rules of issues: what a tracker may say, what changes an issue, and what its threads hear; no database."""

import re
from datetime import datetime

from attrs import evolve

from commkit import FieldError, Invalid, PostKind
from commkit.posts import Post
from commkit_developer.tracker.messages import RecordIssue
from commkit_developer.tracker.records import Issue, IssueSnapshot, IssueState, ThreadLink
from commkit_qa import CLOSED, SOLVED

TRACKED = "developer.tracked"
"""The name of the reason to close a question that is about an issue: it opens again when a release has that."""

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,79}(?:#[0-9]{1,15})?|#?[0-9]{1,15}")
RELEASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,39}")
URL = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+(?:/[!#$%&*+,./0-9:;=?@A-Z_a-z~-]*)?")
"""Nothing in these ends a link in Markdown, or begins anything else."""


def snapshot_faults(key: str, url: str, release: str) -> list[FieldError]:
    """What is malformed of an issue as a tracker tells of it.

    Args:
        key: The tracker's key.
        url: Its address.
        release: The release that has it; empty for none.
    """
    faults = []
    if not KEY.fullmatch(key):
        faults.append(FieldError("key", "bad_key", "give a key such as PROJ-17 or org/project#17"))
    if len(url) > 2_000 or not URL.fullmatch(url):
        faults.append(
            FieldError("url", "bad_address", "give an address that begins with https:// or http://")
        )
    if release and not RELEASE.fullmatch(release):
        faults.append(FieldError("release", "bad_release", "name a release such as 2.1 or v2.1-rc1"))
    return faults


def check_release(version: str) -> None:
    """Check what a release is called.

    Raises:
        Invalid: It is malformed.
    """
    if not RELEASE.fullmatch(version):
        raise Invalid.field("version", "bad_release", "name a release such as 2.1 or v2.1-rc1")


def recorded(before: Issue, told: IssueSnapshot | RecordIssue, now: datetime) -> Issue:
    """An issue after its tracker told of it.

    Args:
        before: The issue as it is.
        told: What the tracker says; of the issue with the same key, or of one that had none yet.
        now: The moment of the command.

    Returns:
        The issue; `before` itself where this is a repeat or came late.
    """
    waits = before.state in (IssueState.REQUESTED, IssueState.FAILED)
    if not waits and told.revision <= before.revision:
        return before
    known = evolve(
        before,
        key=told.key,
        url=told.url,
        title=told.title,
        private=told.private,
        revision=told.revision,
        body="",
        failure_reason="",
    )
    if told.state == "declined":
        return _moved(known, IssueState.DECLINED, "", now)
    if told.state == "open":
        was_open = before.state in (IssueState.REQUESTED, IssueState.OPEN)
        # A release may be announced before the issue is closed; once it is opened again, that one did not help.
        return _moved(known, IssueState.OPEN, told.release or (before.release if was_open else ""), now)
    release = told.release or before.release
    return _moved(known, IssueState.RELEASED if release else IssueState.CLOSED, release, now)


def released(before: Issue, version: str, now: datetime) -> Issue:
    """An issue after a release with it was announced.

    Returns:
        The issue: released, if it is closed; else it will be, when it is. `before` itself where a release has it
        already, or where nothing will be done about it.
    """
    if before.state is IssueState.CLOSED:
        return _moved(before, IssueState.RELEASED, version, now)
    if before.state in (IssueState.REQUESTED, IssueState.OPEN) and not before.release:
        return evolve(before, release=version)
    return before


def _moved(before: Issue, state: IssueState, release: str, now: datetime) -> Issue:
    if before.state is state:
        is_news = state is IssueState.RELEASED and release != before.release
        return evolve(
            before,
            release=release,
            news=before.news + is_news,
            changed_at=now if is_news else before.changed_at,
        )
    return evolve(
        before,
        state=state,
        release=release,
        news=before.news + 1,
        changed_at=now,
        released_at=now if state is IssueState.RELEASED else None,
    )


def status_message(issue: Issue, link: ThreadLink, *, asks: bool) -> str:
    """What a thread hears of its issue: the key and address of one that all may see, and never its title.

    Args:
        issue: The issue.
        link: What the thread heard before.
        asks: Whether its asker is asked to confirm.
    """
    name = "the issue behind this" if issue.private else f"[{issue.key}](<{issue.url}>)"
    if issue.state is IssueState.RELEASED:
        question = "Does it work for you?" if asks else "If it does not work for you, say so here."
        return f"Fixed in {issue.release}: {name}. {question}"
    if issue.state is IssueState.CLOSED:
        return f"Done, and not released yet: {name}. This thread will hear of the release."
    if issue.state is IssueState.DECLINED:
        return f"Closed, and nothing will be changed: {name}."
    if link.told:
        return f"Opened again: {name}."
    return f"This is tracked: {name}. This thread will hear what becomes of it."


def asks_for_confirmation(question: Post, issue: Issue, *, closed_as_tracked: bool) -> bool:
    """Whether the asker is asked whether a release works for them.

    Args:
        question: The question.
        issue: Its issue.
        closed_as_tracked: Whether it was closed because it is about an issue.
    """
    if issue.state is not IssueState.RELEASED or question.author is None:
        return False
    return question.state != SOLVED and (question.state != CLOSED or closed_as_tracked)


def is_asked(link: ThreadLink) -> bool:
    """Whether a reply asks whether a release works, and nobody answered it.

    Args:
        link: The link of the question.
    """
    return link.answer is not None and link.confirmed_at is None


def opens_again(issue: Issue, link: ThreadLink) -> bool:
    """Whether a question that was closed because it is about an issue is opened again.

    Args:
        issue: The issue: released, or opened again.
        link: What the thread heard before.
    """
    return issue.state is IssueState.RELEASED or (issue.state is IssueState.OPEN and link.told > 0)


def comment_of(kind: PostKind) -> str | None:
    """The kind of reply in which a question hears of its issue; None for the first one that it has.

    Args:
        kind: The kind of the question.
    """
    return next((name for name in kind.replies if name != kind.awaits), None)
