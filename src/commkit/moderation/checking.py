"""The pipeline that every text goes through: phases that refuse are a gate, phases that hold are a reaction.

What is held is published and taken down in the same transaction, so nobody sees it before somebody has looked, and
nothing of it is lost. With every phase off, neither of them runs a statement.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import cast

from commkit.moderation import phase_statements as sql
from commkit.moderation import phases
from commkit.moderation import statements as cases
from commkit.moderation.facts import PostHeld, ReviewWanted
from commkit.moderation.feature import Mode, ModerationSettings, moderation
from commkit.moderation.handlers import open_case
from commkit.moderation.records import CaseId
from commkit.posts import EditPost, Post, PostEdited, PostPublished, Publish, Reply, take_down
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Deny
from commkit.runtime.sessions.session import Session

_PRIORITY = 2
"""What a finding adds to the priority of its case: more than a report of spam, less than one of harassment."""

Found = list[tuple[str, str]]
"""Phases and their evidence."""
_OF_TEXT: tuple[tuple[str, Callable[[str, ModerationSettings], str | None]], ...] = (
    ("length", phases.length),
    ("links", phases.links),
    ("words", phases.words),
)


@moderation.gates(Publish, Reply, EditPost)
def refuse_text(session: Session, command: Publish | Reply | EditPost) -> Deny | None:
    """The phases whose finding refuses a text."""
    settings = session.settings(ModerationSettings)
    if not _has(settings, "refuse") or session.can("moderation.skip_checks"):
        return None
    is_new = not isinstance(command, EditPost)
    found = _look(session, settings, "refuse", _wished(session, command), is_new=is_new)
    if not found:
        return None
    phase, evidence = found[0]
    return Deny("moderation.refused", f"this community does not take such a text ({phase}: {evidence})")


@moderation.reacts_to(PostPublished, PostEdited)
def hold_text(session: Session, fact: PostPublished | PostEdited) -> None:
    """The phases whose finding keeps a post back until somebody has looked."""
    settings = session.settings(ModerationSettings)
    holds = _has(settings, "hold")
    if not (holds or settings.review) or session.can("moderation.skip_checks"):
        return
    post = session.get(Post, fact.post)
    if holds:
        is_new = isinstance(fact, PostPublished)
        found = _look(session, settings, "hold", _text(post.title, post.body), is_new=is_new)
        if found:
            hold(session, post, found)
            return
    if settings.review:
        session.emit(ReviewWanted(post=post.id, version=post.version))


def hold(session: Session, post: Post, found: Found, *, held: bool = True) -> CaseId:
    """Write findings down in the post's case, and keep the post back."""
    held = held and post.removed_at is None
    case = open_case(
        session,
        "Post",
        post.id,
        about=post.author,
        priority=_PRIORITY * len(found),
        findings=len(found),
        held=held,
    )
    session.run_many(
        cases.ADD_FINDING,
        [
            {
                "id": session.new_id(),
                "case": case,
                "about": post.author,
                "phase": phase,
                "evidence": evidence,
                "at": session.now,
            }
            for phase, evidence in found
        ],
    )
    if held:
        take_down(session, post, reason="")
        session.emit(PostHeld(post=post.id, case=case, author=post.author))
    return case


def _has(settings: ModerationSettings, mode: Mode) -> bool:
    return mode in (settings.length, settings.links, settings.repeat, settings.words, settings.rate)


def _wished(session: Session, command: Publish | Reply | EditPost) -> str:
    """The whole text as it is to be; an edit may leave the title or the body as it was."""
    if isinstance(command, Reply):
        return command.body
    if isinstance(command, Publish):
        return _text(command.title, command.body)
    before = session.get(Post, command.post)
    return _text(
        before.title if command.title is None else command.title,
        before.body if command.body is None else command.body,
    )


def _text(title: str, body: str) -> str:
    return f"{title}\n{body}" if title else body


def _look(session: Session, settings: ModerationSettings, mode: Mode, text: str, *, is_new: bool) -> Found:
    """What the phases of a mode find in a text."""
    found = [
        (phase, evidence)
        for phase, look in _OF_TEXT
        if getattr(settings, phase) == mode and (evidence := look(text, settings)) is not None
    ]
    me = session.member_or_none
    if is_new and me is not None:
        found += _look_back(session, settings, mode, text, me)
    return found


def _look_back(
    session: Session, settings: ModerationSettings, mode: Mode, text: str, me: MemberId
) -> Iterable[tuple[str, str]]:
    """What the phases find that remember what a member posted before."""
    if settings.repeat == mode:
        digest = hashlib.sha256(" ".join(phases.plain(text).split()).encode()).hexdigest()
        times = _say(session, me, digest, settings.repeat_within)
        if times > settings.most_repeats:
            yield "repeat", f"the same text for the {times}th time within {settings.repeat_within}"
    if settings.rate == mode:
        times = _say(session, me, "", settings.rate_within)
        if times > settings.most_posts:
            yield (
                "rate",
                f"{times} posts within {settings.rate_within}; at most {settings.most_posts} are wanted",
            )


def _say(session: Session, member: MemberId, digest: str, window: timedelta) -> int:
    """Count something that a member says; gives how often it was in its window."""
    since: datetime = session.now - window
    row = session.one(sql.SAY, member=member, digest=digest, times=1, at=session.now, since=since)
    assert row is not None
    return cast("int", row[0])
