"""The settings of moderation."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal

from attrs import field, frozen
from attrs.validators import and_, deep_mapping, ge, le, max_len, min_len

from commkit.moderation.checks.records import CheckMode
from commkit.moderation.policy import (
    are_few_domains,
    are_few_words,
    has_a_reviewer,
    is_installed,
    is_level,
    is_published_somehow,
    names_spaces,
)
from commkit.moderation.publication.records import Publication


def _reasons() -> dict[str, int]:
    return {"spam": 1, "off_topic": 1, "other": 1, "harassment": 3, "hate": 4, "illegal": 5, "self_harm": 6}


_DURATION = and_(ge(timedelta()), le(timedelta(days=3_650)))
_WINDOW = and_(ge(timedelta()), le(timedelta(days=365)))
"""What is counted in a window is kept no longer than a year; see `retention`."""
_WEIGHTS: Any = and_(
    min_len(1), max_len(100), deep_mapping(and_(min_len(1), max_len(64)), and_(ge(0), le(100)))
)


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
        life_reasons: The reasons of reports about a danger to somebody's life; these are taken also from members whose
            reports are not processed for a time.
        misuse_period: How far back it is looked at what a member reported or appealed without a ground.
        misuse_least: How many reports, or appeals, that are manifestly unfounded a suspension of them needs; 2 at
            least, as they must be frequent.
        longest_processing_suspension: For how long reports or appeals of a member are suspended at most.
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
    denied_domains: tuple[str, ...] = field(default=(), validator=are_few_domains)
    repeat: CheckMode = "off"
    max_repeats: int = field(default=1, validator=ge(1))
    repeat_window: timedelta = field(default=timedelta(days=1), validator=_WINDOW)
    words: CheckMode = "off"
    denied_words: tuple[str, ...] = field(default=(), validator=are_few_words)
    lookalikes: CheckMode = field(default="off", validator=is_installed)
    rate: CheckMode = "off"
    max_posts: int = field(default=10, validator=ge(1))
    rate_window: timedelta = field(default=timedelta(hours=1), validator=_WINDOW)
    publication: Publication = "after"
    publication_of_kinds: Mapping[str, Publication] = field(factory=dict, validator=is_published_somehow)
    publication_of_spaces: Mapping[str, Publication] = field(
        factory=dict, validator=[is_published_somehow, names_spaces]
    )
    trusted_level: int | None = field(default=3, validator=is_level)
    review: bool = field(default=False, validator=has_a_reviewer)
    review_rule: str = field(default="Refused by review", validator=[min_len(1), max_len(300)])
    slow_mode: timedelta = field(default=timedelta(), validator=_WINDOW)
    thread_slow_mode: bool = False
    claim_duration: timedelta = field(default=timedelta(minutes=30), validator=_DURATION)
    strike_duration: timedelta = field(default=timedelta(days=90), validator=_DURATION)
    strikes_to_suspend: int = field(default=3, validator=ge(0))
    suspension_duration: timedelta = field(default=timedelta(days=7), validator=_DURATION)
    life_reasons: tuple[str, ...] = field(default=("self_harm",), validator=max_len(100))
    misuse_period: timedelta = field(default=timedelta(days=180), validator=_WINDOW)
    misuse_least: int = field(default=3, validator=and_(ge(2), le(100)))
    longest_processing_suspension: timedelta = field(default=timedelta(days=183), validator=_DURATION)
    appeal_window: timedelta = field(default=timedelta(days=183), validator=_DURATION)
    redress: str = "You may appeal here; another moderator will decide."
    out_of_court: str = (
        "You may turn to a certified body for out-of-court dispute settlement, where one is competent."
    )
    judicial: str = "You may also go to a court."
    log_visibility: Literal["stewards", "members", "everyone"] = "stewards"
