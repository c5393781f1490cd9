"""The pipeline that every text goes through: checks that refuse are a gate, checks that hold are a reaction.

What is held is published and taken down in the same transaction, so nobody sees it before somebody has looked, and
nothing of it is lost. With every check off, neither of them runs a statement.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import cast

from commkit.moderation import check_statements as sql
from commkit.moderation import statements as cases
from commkit.moderation import text_checks
from commkit.moderation.facts import PostHeld, ReviewRequested
from commkit.moderation.feature import Mode, ModerationSettings, moderation
from commkit.moderation.handlers import open_case
from commkit.moderation.records import CaseId
from commkit.posts import CreateReply, CreateThread, EditPost, Post, PostCreated, PostEdited, perform_removal
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Deny
from commkit.runtime.sessions.context import Context

_PRIORITY = 2
"""What a detection adds to the priority of its case: more than a report of spam, less than one of harassment."""

RuleMatches = list[tuple[str, str]]
"""Checks and their evidence."""
_OF_TEXT: tuple[tuple[str, Callable[[str, ModerationSettings], str | None]], ...] = (
    ("length", text_checks.length),
    ("links", text_checks.links),
    ("words", text_checks.words),
)


@moderation.gates(CreateThread, CreateReply, EditPost)
def check_text(context: Context, command: CreateThread | CreateReply | EditPost) -> Deny | None:
    """The checks whose detection refuses a text."""
    settings = context.settings(ModerationSettings)
    if not _has(settings, "refuse") or context.can("moderation.skip_checks"):
        return None
    is_new = not isinstance(command, EditPost)
    found = _run_checks(context, settings, "refuse", _new_text(context, command), is_new=is_new)
    if not found:
        return None
    check, evidence = found[0]
    return Deny("moderation.refused", f"this community does not take such a text ({check}: {evidence})")


@moderation.reacts_to(PostCreated, PostEdited)
def hold_for_review(context: Context, fact: PostCreated | PostEdited) -> None:
    """The checks whose detection keeps a post back until somebody has looked."""
    settings = context.settings(ModerationSettings)
    holds = _has(settings, "hold")
    if not (holds or settings.review) or context.can("moderation.skip_checks"):
        return
    post = context.get(Post, fact.post)
    if holds:
        is_new = isinstance(fact, PostCreated)
        found = _run_checks(context, settings, "hold", _text(post.title, post.body), is_new=is_new)
        if found:
            hold_post(context, post, found)
            return
    if settings.review:
        context.emit(ReviewRequested(post=post.id, version=post.version))


def hold_post(context: Context, post: Post, found: RuleMatches, *, held: bool = True) -> CaseId:
    """Write detections down in the post's case, and keep the post back."""
    held = held and post.removed_at is None
    case = open_case(
        context,
        "Post",
        post.id,
        owner=post.author,
        priority=_PRIORITY * len(found),
        detections=len(found),
        held=held,
    )
    context.run_many(
        cases.ADD_DETECTION,
        [
            {
                "id": context.new_id(),
                "case": case,
                "owner": post.author,
                "check": check,
                "evidence": evidence,
                "at": context.now,
            }
            for check, evidence in found
        ],
    )
    if held:
        perform_removal(context, post, reason="")
        context.emit(PostHeld(post=post.id, case=case, author=post.author))
    return case


def _has(settings: ModerationSettings, mode: Mode) -> bool:
    return mode in (settings.length, settings.links, settings.repeat, settings.words, settings.rate)


def _new_text(context: Context, command: CreateThread | CreateReply | EditPost) -> str:
    """The whole text as it is to be; an edit may leave the title or the body as it was."""
    if isinstance(command, CreateReply):
        return command.body
    if isinstance(command, CreateThread):
        return _text(command.title, command.body)
    before = context.get(Post, command.post)
    return _text(
        before.title if command.title is None else command.title,
        before.body if command.body is None else command.body,
    )


def _text(title: str, body: str) -> str:
    return f"{title}\n{body}" if title else body


def _run_checks(
    context: Context, settings: ModerationSettings, mode: Mode, text: str, *, is_new: bool
) -> RuleMatches:
    """What the checks of a mode find in a text."""
    found = [
        (check, evidence)
        for check, look in _OF_TEXT
        if getattr(settings, check) == mode and (evidence := look(text, settings)) is not None
    ]
    me = context.member_or_none
    if is_new and me is not None:
        found += _run_history_checks(context, settings, mode, text, me)
    return found


def _run_history_checks(
    context: Context, settings: ModerationSettings, mode: Mode, text: str, me: MemberId
) -> Iterable[tuple[str, str]]:
    """What the checks find that remember what a member posted before."""
    if settings.repeat == mode:
        digest = hashlib.sha256(" ".join(text_checks.plain(text).split()).encode()).hexdigest()
        times = _count_text(context, me, digest, settings.repeat_window)
        if times > settings.max_repeats:
            yield "repeat", f"the same text for the {times}th time within {settings.repeat_window}"
    if settings.rate == mode:
        times = _count_text(context, me, "", settings.rate_window)
        if times > settings.max_posts:
            yield (
                "rate",
                f"{times} posts within {settings.rate_window}; at most {settings.max_posts} are wanted",
            )


def _count_text(context: Context, member: MemberId, digest: str, window: timedelta) -> int:
    """Count something that a member says; gives how often it was in its window."""
    since: datetime = context.now - window
    row = context.one(sql.COUNT_TEXT, member=member, digest=digest, times=1, at=context.now, since=since)
    assert row is not None
    return cast("int", row[0])
