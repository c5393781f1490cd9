"""The feature of ladders."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Feature, NotificationKind
from commkit_ladders.boards.records import LadderBoard, LadderRow
from commkit_ladders.games.facts import (
    GameAnnulled,
    GameConfirmed,
    GameCorrected,
    GameCounted,
    GameDisputed,
    GameReported,
)
from commkit_ladders.games.records import ResultSource, SkillChange
from commkit_ladders.ladders.facts import (
    LadderClosed,
    LadderOpened,
    LadderReplayed,
    MemberDemoted,
    MemberPromoted,
    MemberUnplaced,
    SeasonEnded,
)
from commkit_ladders.ladders.records import LadderInfo, LadderPlace, Season
from commkit_ladders.numbers.records import LadderNumbers
from commkit_ladders.policy import MIGRATIONS, SYSTEM_ROLE
from commkit_ladders.skills.records import Division, LadderRules
from commkit_ladders.tables import metadata

ladder_feature = Feature(
    "ladders.play",
    tables=metadata,
    migrations=MIGRATIONS,
    collects=(LadderRules, ResultSource),
    grants={
        "member": {"ladders.report", "ladders.set_listed"},
        "silenced": {"ladders.set_listed"},
        "suspended": {"ladders.set_listed"},
        "steward": {"ladders.manage", "ladders.record"},
        SYSTEM_ROLE: {"ladders.manage", "ladders.record", "ladders.keep"},
    },
    system_only=("ladders.keep",),
    facts=(
        LadderOpened,
        LadderClosed,
        LadderReplayed,
        SeasonEnded,
        MemberPromoted,
        MemberUnplaced,
        MemberDemoted,
        GameReported,
        GameConfirmed,
        GameDisputed,
        GameCounted,
        GameCorrected,
        GameAnnulled,
    ),
    records=(
        LadderInfo, LadderPlace, Season, Division, SkillChange, LadderBoard, LadderRow, LadderNumbers,
    ),
    notification_kinds=(
        NotificationKind(
            name="ladders.game_reported",
            summary="A game of yours was reported; say whether the result is right.",
            sentence="{by} reported a game of yours on “{title}”: say whether the result is right.",
        ),
        NotificationKind(
            name="ladders.member_promoted",
            summary="You moved to a higher division of a ladder.",
            sentence="You moved to a higher division of “{title}”.",
        ),
        NotificationKind(
            name="ladders.member_demoted",
            summary="You moved to a lower division of a ladder.",
            sentence="You moved to a lower division of “{title}”.",
        ),
    ),
)  # fmt: skip
"""Ladders: skill with uncertainty from games, seasons, divisions and boards."""


@ladder_feature.checks_declared
def check_sources(declared: Mapping[type, Sequence[Any]]) -> Iterable[str]:
    """Nothing could count where no rules are declared."""
    for source in declared[ResultSource]:
        if not declared[LadderRules]:
            yield f"the source {source.name!r} counts on ladders, and no LadderRules are declared"
