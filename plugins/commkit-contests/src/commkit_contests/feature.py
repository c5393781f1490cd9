"""The feature of contests, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_contests import facts
from commkit_contests.conflicts.records import JudgeConflict
from commkit_contests.contests.records import (
    ContestCriterion,
    ContestJudge,
    ContestReopening,
    ContestView,
    JudgeProgress,
)
from commkit_contests.policy import (
    ADVANCE,
    ENTER,
    FEATURE,
    JUDGE,
    LEAVE,
    MANAGE,
    MEMBER,
    MIGRATIONS,
    OPEN,
    READ,
    SEE_ENTRIES,
    SILENCED,
    STEWARD,
    SUSPENDED,
    SYSTEM_ROLE,
    raise_if_invalid,
)
from commkit_contests.results.records import ContestPart, PlaceExplanation
from commkit_contests.tables import metadata


@frozen
class ContestSettings:
    """How entries are marked. A change holds for contests that are opened after it.

    Attributes:
        scale: Marks are whole numbers from 1 to this, 2 to 100.
        marks_needed: How many judges must have marked an entry for it to have a place, 1 to 30.

    Raises:
        Invalid: A value is out of its range (`contests.bad_settings`).
    """

    scale: int = 10
    marks_needed: int = 2

    def __attrs_post_init__(self) -> None:
        faults = []
        if not 2 <= self.scale <= 100:
            faults.append(("scale", "out_of_range", "give 2 to 100"))
        if not 1 <= self.marks_needed <= 30:
            faults.append(("marks_needed", "out_of_range", "give 1 to 30 judges"))
        raise_if_invalid(faults)


contest_feature = Feature(
    FEATURE,
    tables=metadata,
    migrations=MIGRATIONS,
    settings=ContestSettings(),
    requires=("members",),
    collects=(JudgeConflict,),
    grants={
        "visitor": {READ},
        MEMBER: {ENTER, JUDGE, f"{LEAVE}:own", f"{MANAGE}:own"},
        SILENCED: {f"{LEAVE}:own"},
        SUSPENDED: {f"{LEAVE}:own"},
        STEWARD: {OPEN, MANAGE},
        SYSTEM_ROLE: {ADVANCE, SEE_ENTRIES},
    },
    persons_only=(ENTER, JUDGE),
    explicit_permissions=(OPEN, MANAGE),
    system_only=(ADVANCE, SEE_ENTRIES),
    facts=(
        facts.ContestOpened,
        facts.ContestStateChanged,
        facts.ContestResultPublished,
        facts.ContestReopened,
        facts.ContestJudgeAdded,
        facts.ContestEntrySubmitted,
        facts.ContestEntryWithdrawn,
        facts.ContestEntryMarked,
        facts.ContestJudgeRecused,
    ),
    records=(
        ContestCriterion,
        ContestJudge,
        ContestReopening,
        ContestView,
        JudgeProgress,
        ContestPart,
        PlaceExplanation,
    ),
    notification_kinds=(
        NotificationKind(
            name="contests.to_judge",
            summary="You are asked to judge a contest.",
            sentence="Mark the entries of “{title}”.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="contests.published",
            summary="The result of a contest that you entered or judged was published.",
            sentence="The result of “{title}” is there.",
        ),
        NotificationKind(
            name="contests.reopened",
            summary="The result of a contest that you entered or judged was taken back.",
            sentence="The marks of “{title}” were opened again.",
        ),
    ),
)
"""Judged contests."""
