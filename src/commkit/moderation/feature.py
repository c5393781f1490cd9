"""The feature of moderation: its settings, permissions, facts, records and kinds of notifications."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from attrs import field, frozen
from attrs.validators import and_, deep_mapping, ge, le, max_len, min_len

from commkit.moderation.appeals.facts import AppealDecided, DecisionAppealed
from commkit.moderation.appeals.records import StatementOfReasons
from commkit.moderation.cases.facts import CaseClaimed, ObjectReported
from commkit.moderation.cases.records import CaseFile, ModerationWorkload
from commkit.moderation.checks.facts import PostHeld
from commkit.moderation.decisions.facts import CaseDecided
from commkit.moderation.decisions.records import ModerationLogEntry
from commkit.moderation.outages.facts import ReviewerAbsent, ReviewerReturned
from commkit.moderation.publication.records import HeldPost
from commkit.moderation.retention import MODERATION_RETAINS, MODERATION_RETENTION
from commkit.moderation.reviews.facts import ReviewRequested
from commkit.moderation.reviews.ports import ReviewPort
from commkit.moderation.slow_mode.facts import SlowModeChanged
from commkit.moderation.space_cases.records import SpaceCase
from commkit.moderation.strikes.facts import StrikeGiven
from commkit.moderation.tables import metadata
from commkit.moderation.views.records import CaseView, ReportView
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import (
    MEMBER,
    OWNER,
    SILENCED,
    STEWARD,
    SUSPENDED,
    SYSTEM_ROLE,
    VISITOR,
    NotificationKind,
)
from commkit.runtime.values.folding import fold
from commkit.runtime.values.lookalikes import skeleton

CheckMode = Literal["off", "hold", "refuse"]
"""What happens where a check finds something: it does not run; the post is held; the post is refused."""
Publication = Literal["after", "checked", "before"]
"""When a post is looked at: after it is published; by the reviewer first; by a moderator first."""
_PUBLICATIONS = ("after", "checked", "before")


def _reasons() -> dict[str, int]:
    return {"spam": 1, "off_topic": 1, "other": 1, "harassment": 3, "hate": 4, "illegal": 5, "self_harm": 6}


_DURATION = and_(ge(timedelta()), le(timedelta(days=3_650)))
_WINDOW = and_(ge(timedelta()), le(timedelta(days=365)))
"""What is counted in a window is kept no longer than a year; see `retention`."""
_WEIGHTS: Any = and_(
    min_len(1), max_len(100), deep_mapping(and_(min_len(1), max_len(64)), and_(ge(0), le(100)))
)


_MAX_PUBLICATIONS = 500
"""Kinds, or spaces, with a publication of their own: as many as there may be spaces."""
_MAX_DENIED_WORDS = 1_000
_MAX_DENIED_LENGTH = 200
_MAX_DENIED_TEXT = 50_000
"""Characters of all denied words: what finds them is made anew when they change, before the next post stands."""
_MAX_DENIED_DOMAINS = 10_000
_MAX_DOMAIN = 253


def _are_few_words(settings: object, attribute: object, denied: tuple[str, ...]) -> None:
    _check_list("denied_words", denied, _MAX_DENIED_WORDS, _MAX_DENIED_LENGTH)
    # As they are compared: one character may stand for eighteen.
    compared = [(entry, len(fold(entry))) for entry in denied]
    for entry, length in compared:
        if length > _MAX_DENIED_LENGTH:
            raise ValueError(
                f"'denied_words' has an entry of {length} characters as it is compared, {entry[:20]!r}...; "
                f"use at most {_MAX_DENIED_LENGTH}"
            )
    if (total := sum(length for _, length in compared)) > _MAX_DENIED_TEXT:
        raise ValueError(
            f"'denied_words' has {total} characters in all entries; use at most {_MAX_DENIED_TEXT}"
        )


def _are_few_domains(settings: object, attribute: object, denied: tuple[str, ...]) -> None:
    _check_list("denied_domains", denied, _MAX_DENIED_DOMAINS, _MAX_DOMAIN)


def _check_list(called: str, values: tuple[str, ...], most: int, longest: int) -> None:
    if len(values) > most:
        raise ValueError(f"{called!r} has {len(values)} entries; give at most {most}")
    for value in values:
        if len(value) > longest:
            raise ValueError(
                f"{called!r} has an entry of {len(value)} characters, {value[:20]!r}...; use at most {longest}"
            )


def _if_installed(settings: object, attribute: object, mode: CheckMode) -> None:
    """Look for the package that the check for look-alike letters needs before posts would."""
    if mode != "off":
        skeleton("")


def _is_published_somehow(settings: object, attribute: Any, modes: Mapping[str, Publication]) -> None:
    if len(modes) > _MAX_PUBLICATIONS:
        raise ValueError(f"{attribute.name!r} has {len(modes)} entries; give at most {_MAX_PUBLICATIONS}")
    for mode in modes.values():
        if mode not in _PUBLICATIONS:
            raise ValueError(f"{attribute.name!r} says {mode!r}; choose one of: {', '.join(_PUBLICATIONS)}")


def _names_spaces(settings: object, attribute: object, modes: Mapping[str, Publication]) -> None:
    for space in modes:
        try:
            is_id = str(UUID(space)) == space
        except ValueError:
            is_id = False
        if not is_id:
            raise ValueError(f"'publication_of_spaces' names {space[:40]!r}; give ids of spaces")


def _is_level(settings: object, attribute: object, level: int | None) -> None:
    if level is not None and level < 0:
        raise ValueError(f"'trusted_level' is {level}; give 0 or more, or nothing for no level")


def _has_a_reviewer(settings: "ModerationSettings", attribute: object, reviewed: bool) -> None:
    """Nothing may wait for a reviewer that is never asked."""
    modes = (
        settings.publication,
        *settings.publication_of_kinds.values(),
        *settings.publication_of_spaces.values(),
    )
    if "checked" in modes and not reviewed:
        raise ValueError("'checked' waits for the reviewer; set 'review', too, or choose 'before'")


@frozen
class ModerationSettings:
    """How a community is moderated. Every check is off by default.

    No duration exceeds ten years, no window and no pause one year.

    Attributes:
        reasons: The reasons of reports, and how much each adds to the priority of a case, 0 to 100.
        illegal_reasons: Those that allege something illegal: a report with one of them is a notice as in Regulation
            (EU) 2022/2065, art. 16. Names that are no reasons of the community count for nothing.
        length: The mode of the check for posts outside of `min_length` to `max_length` characters.
        min_length: Visible characters, at least.
        max_length: Characters, at most.
        links: The mode of the check for posts with more than `max_links` links, or one to a denied domain.
        max_links: Links in a post, at most: to other sites, and such as write a mail, also bare mail addresses that are
            shown as links. Links within the site, such as `/threads/1`, do not count.
        denied_domains: Domains that must not be linked to, each with its subdomains; at most 10,000.
        repeat: The mode of the check for a text posted by a member more than `max_repeats` times in `repeat_window`.
        max_repeats: How often a member may post the same text.
        repeat_window: The time in which repeats count.
        words: The mode of the check for posts with a denied word.
        denied_words: Words and phrases; they match whole words, in any case, and however they are disguised by markup,
            by characters that show nothing and by the direction of writing. At most 1,000 of 200 characters, and
            50,000 characters in all.
        lookalikes: The mode of the check for denied words in letters that look like their own, or with other
            accents and marks; it needs the extra `commkit[lookalikes]`.
        rate: The mode of the check for a member who posts more than `max_posts` times within `rate_window`.
        max_posts: Posts of a member, at most.
        rate_window: The time in which posts count.
        publication: When posts are looked at: `after` they are published; `checked`, they wait for the reviewer, whose
            `pass` publishes them; `before`, they wait for a moderator. Edits wait as new posts do.
        publication_of_kinds: The same for kinds of posts, by the kind; it goes before `publication`.
        publication_of_spaces: The same for what stands in spaces, by the id of the space; it goes before both.
        trusted_level: The trust level from which on authors need not wait; None for none. Those who may skip the checks
            never wait.
        review: Whether the host application's reviewer (`ReviewPort`) is asked about every post.
        review_rule: The rule in the statement of reasons of a post that the reviewer refused.
        slow_mode: The pause between two posts of one member.
        thread_slow_mode: Whether stewards may set such a pause for single threads.
        claim_duration: How long a claim keeps other moderators off a case.
        strike_duration: How long a strike counts.
        strikes_to_suspend: How many strikes suspend a member; 0 for never.
        suspension_duration: For how long strikes suspend a member.
        appeal_window: How long a decision can be appealed; Regulation (EU) 2022/2065, art. 20, asks for six months.
        redress: How members complain to the community about a decision; part of each statement of reasons.
        out_of_court: Where they can have the dispute settled out of court; empty where nowhere.
        judicial: How they go to a court.
        log_visibility: Who may read the public log.
    """

    reasons: Mapping[str, int] = field(factory=_reasons, validator=_WEIGHTS)
    illegal_reasons: tuple[str, ...] = field(default=("illegal",), validator=max_len(100))
    length: CheckMode = "off"
    min_length: int = 1
    max_length: int = 40_000
    links: CheckMode = "off"
    max_links: int = field(default=2, validator=ge(0))
    denied_domains: tuple[str, ...] = field(default=(), validator=_are_few_domains)
    repeat: CheckMode = "off"
    max_repeats: int = field(default=1, validator=ge(1))
    repeat_window: timedelta = field(default=timedelta(days=1), validator=_WINDOW)
    words: CheckMode = "off"
    denied_words: tuple[str, ...] = field(default=(), validator=_are_few_words)
    lookalikes: CheckMode = field(default="off", validator=_if_installed)
    rate: CheckMode = "off"
    max_posts: int = field(default=10, validator=ge(1))
    rate_window: timedelta = field(default=timedelta(hours=1), validator=_WINDOW)
    publication: Publication = "after"
    publication_of_kinds: Mapping[str, Publication] = field(factory=dict, validator=_is_published_somehow)
    publication_of_spaces: Mapping[str, Publication] = field(
        factory=dict, validator=[_is_published_somehow, _names_spaces]
    )
    trusted_level: int | None = field(default=3, validator=_is_level)
    review: bool = field(default=False, validator=_has_a_reviewer)
    review_rule: str = field(default="Refused by review", validator=[min_len(1), max_len(300)])
    slow_mode: timedelta = field(default=timedelta(), validator=_WINDOW)
    thread_slow_mode: bool = False
    claim_duration: timedelta = field(default=timedelta(minutes=30), validator=_DURATION)
    strike_duration: timedelta = field(default=timedelta(days=90), validator=_DURATION)
    strikes_to_suspend: int = field(default=3, validator=ge(0))
    suspension_duration: timedelta = field(default=timedelta(days=7), validator=_DURATION)
    appeal_window: timedelta = field(default=timedelta(days=183), validator=_DURATION)
    redress: str = "You may appeal here; another moderator will decide."
    out_of_court: str = (
        "You may turn to a certified body for out-of-court dispute settlement, where one is competent."
    )
    judicial: str = "You may also go to a court."
    log_visibility: Literal["stewards", "members", "everyone"] = "stewards"


_APPEAL_PERMISSIONS = {"moderation.appeal", "moderation.read_decision"}

moderation = Feature(
    "moderation",
    tables=metadata,
    retention=MODERATION_RETENTION,
    retains=MODERATION_RETAINS,
    migrations="commkit.migrations",
    settings=ModerationSettings(),
    port_types=(ReviewPort,),
    grants={
        VISITOR: {"moderation.read_log"},
        MEMBER: {
            "moderation.report",
            "moderation.list_held",
            "moderation.moderate_space:space",
            "moderation.skip_checks:space",
            *_APPEAL_PERMISSIONS,
        },
        SILENCED: {"moderation.report", "moderation.list_held", *_APPEAL_PERMISSIONS},
        SUSPENDED: _APPEAL_PERMISSIONS,
        STEWARD: {
            "moderation.handle",
            "moderation.decide",
            "moderation.set_slow_mode",
            "moderation.skip_checks",
        },
        OWNER: {"moderation.read_transparency"},
        SYSTEM_ROLE: {"moderation.record_review", "moderation.purge"},
    },
    explicit_permissions=("moderation.decide", "moderation.report"),
    facts=(
        ObjectReported,
        CaseClaimed,
        ReviewRequested,
        PostHeld,
        CaseDecided,
        StrikeGiven,
        DecisionAppealed,
        AppealDecided,
        SlowModeChanged,
        ReviewerAbsent,
        ReviewerReturned,
    ),
    records=(
        HeldPost,
        SpaceCase,
        CaseFile,
        StatementOfReasons,
        ModerationLogEntry,
        ModerationWorkload,
        CaseView,
        ReportView,
    ),
    notification_kinds=(
        NotificationKind(
            name="moderation.held",
            summary="A post of yours is hidden until a moderator has decided about it.",
            sentence="“{title}” is hidden until a moderator has decided about it.",
        ),
        NotificationKind(
            name="moderation.decided",
            summary="A decision about you or something you wrote, with its reasons and what you can do against it.",
            channels=("inbox", "mail"),
            urgent=True,
        ),
        NotificationKind(
            name="moderation.appeal_decided",
            summary="Your appeal was decided.",
            channels=("inbox", "mail"),
            urgent=True,
        ),
        NotificationKind(name="moderation.report_handled", summary="What you reported was decided."),
        NotificationKind(
            name="moderation.reviewer_absent",
            summary="The reviewer of posts does not answer; its rule for that decides about them.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The feature of moderation: reports, decisions, appeals, checks and slow mode."""
