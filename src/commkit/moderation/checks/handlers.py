"""How checks run on a text, and how a post is held.

A held post is published and removed in the same transaction, so nobody sees it before a moderator has decided, and
nothing of it is lost. With every check off, no statement runs.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from commkit.moderation.cases import statements as cases
from commkit.moderation.cases.handlers import open_case
from commkit.moderation.cases.records import CaseId
from commkit.moderation.checks import statements as sql
from commkit.moderation.checks.facts import PostHeld
from commkit.moderation.checks.policy import (
    ANY_TEXT,
    SHOWN_CHECKS,
    TEXT_CHECKS,
    Check,
    CheckedText,
    digest_of,
)
from commkit.moderation.checks.records import CheckMode
from commkit.moderation.records import ModerationSettings
from commkit.posts import Post, perform_removal
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_PRIORITY = 2
"""What a detection adds to the priority of its case: more than a report of spam, less than one of harassment."""

Findings = list[tuple[str, str]]
"""Names of checks, each with its evidence."""


def run_checks(
    context: Context, settings: ModerationSettings, mode: CheckMode, text: CheckedText, *, is_new: bool
) -> Findings:
    """Run the checks of a mode on a text.

    Args:
        context: The context; its actor is the author.
        settings: The community's settings of moderation.
        mode: Which checks run: those with this mode.
        text: The text of the post.
        is_new: Whether it is a new post; an edit is not counted by the checks of repeats and of the rate.
    """
    findings = _found(settings, mode, text, TEXT_CHECKS)
    me = context.member_or_none
    if is_new and me is not None:
        findings += _run_history_checks(context, settings, mode, text, me)
    return findings


def run_shown_checks(settings: ModerationSettings, mode: CheckMode, text: CheckedText) -> Findings:
    """Run the checks of a mode on a text that is no post: those of words and links.

    Args:
        settings: The community's settings of moderation.
        mode: Which checks run: those with this mode.
        text: The text.
    """
    return _found(settings, mode, text, SHOWN_CHECKS)


def _found(
    settings: ModerationSettings, mode: CheckMode, text: CheckedText, checks: Iterable[tuple[str, Check]]
) -> Findings:
    return [
        (name, evidence)
        for name, check in checks
        if getattr(settings, name) == mode and (evidence := check(text, settings)) is not None
    ]


def hold_post(
    context: Context,
    post: Post,
    findings: Findings,
    *,
    hold: bool = True,
    priority: int = _PRIORITY,
    checked: bool = False,
) -> CaseId:
    """Add detections to the case of a post, and hide the post until the case is decided.

    Args:
        context: The context.
        post: The post.
        findings: What checks found in it.
        hold: Whether to hide the post; one that is removed already stays as it is.
        priority: What each finding adds to the priority of the case.
        checked: Whether it waits for the reviewer, and not yet for a moderator.

    Returns:
        The id of the case.
    """
    hold = hold and post.removed_at is None
    case = open_case(
        context,
        "Post",
        post.id,
        owner=post.author,
        priority=priority * len(findings),
        detections=len(findings),
        held=hold,
    )
    rows = [
        {
            "id": context.new_id(),
            "case": case,
            "owner": post.author,
            "check": check,
            "evidence": evidence,
            "at": context.now,
        }
        for check, evidence in findings
    ]
    context.run_many(cases.ADD_DETECTION, rows)
    if hold:
        perform_removal(context, post, reason="")
        context.emit(PostHeld(post=post.id, case=case, author=post.author, checked=checked))
    return case


def _run_history_checks(
    context: Context, settings: ModerationSettings, mode: CheckMode, text: CheckedText, me: MemberId
) -> Iterable[tuple[str, str]]:
    """Run the checks that remember earlier posts of the member."""
    if settings.repeat == mode:
        times = _count(context, me, digest_of(text), settings.repeat_window)
        if times > settings.max_repeats:
            yield "repeat", f"the same text, posted {times} times within {settings.repeat_window}"
    if settings.rate == mode:
        times = _count(context, me, ANY_TEXT, settings.rate_window)
        if times > settings.max_posts:
            yield (
                "rate",
                f"{times} posts within {settings.rate_window}; at most {settings.max_posts} are allowed",
            )


def _count(context: Context, member: MemberId, digest: str, window: timedelta) -> int:
    """Count one more post of a member; gives how many there are in the window."""
    since: datetime = context.now - window
    row = context.one(sql.COUNT, member=member, digest=digest, times=1, at=context.now, since=since)
    assert row is not None
    return cast("int", row[0])
