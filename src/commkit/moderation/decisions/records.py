"""Decisions, and the public log of them."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import CommunityId, MemberId

DecisionId = NewType("DecisionId", UUID)
"""The id of a decision; ids are in the order of time."""


class ModerationAction(StrEnum):
    """What a decision does."""

    DISMISS = "dismiss"
    """Nothing; a post that was held is published."""
    REMOVE = "remove"
    """Removes the post."""
    RESTORE = "restore"
    """Restores the post."""
    WARN = "warn"
    STRIKE = "strike"
    SILENCE = "silence"
    SUSPEND = "suspend"
    BAN = "ban"
    SUSPEND_REPORTS = "suspend_reports"
    """Processes no reports of the member for a time: Regulation (EU) 2022/2065, art. 23 (2)."""
    SUSPEND_APPEALS = "suspend_appeals"
    """Processes no appeals of the member for a time; also art. 23 (2)."""


class DecisionGround(StrEnum):
    """What a decision is based on."""

    RULES = "rules"
    """The community's rules."""
    LAW = "law"
    """A law; the decision names it."""
    UNFOUNDED_NOTICE = "unfounded_notice"
    """Reports that were manifestly unfounded, again and again: Regulation (EU) 2022/2065, art. 23 (2)."""
    UNFOUNDED_APPEAL = "unfounded_appeal"
    """Appeals that were; also art. 23 (2)."""


class DecisionSource(StrEnum):
    """What a decision started from: Regulation (EU) 2022/2065, art. 17 (3) (b)."""

    NOTICE = "notice"
    """A notice of something illegal, as in art. 16."""
    REPORT = "report"
    """A report that alleges nothing illegal."""
    OWN_INITIATIVE = "own_initiative"
    """Nobody reported it: a check or a moderator found it."""


@frozen
class Decision:
    """A decision about an object and its owner, with the reasons that Regulation (EU) 2022/2065, art. 17, demands.

    Attributes:
        id: Its id.
        community: The community.
        record: The class name of the object.
        object: The id of the object.
        member: The member whom it concerns; None for nobody.
        action: What it does.
        facts: The facts and circumstances.
        rule: The rule that was broken.
        ground: Whether the rule is one of the community's or a law, or against unfounded reports or appeals.
        law: Which law, and why the object is against it; empty where the ground is no law.
        detected: How the object came up: by a `report`, by a `check`, which is an automated means, or by a look at it
            before `publication`.
        automated: Whether no person decided.
        decided_by: Who decided; shown to moderators only.
        at: When.
        until: When a restriction ends; None for no end.
        consequences: What followed automatically: `suspended` after too many strikes; `removed` where the post was held
            and stays removed; `already_removed` where it was removed before; `expelled` where a ban ended the
            membership.
        redress: What the member may do against it.
        appeal_until: Until when it can be appealed; None where it cannot.
        reversed_at: When it was reversed; None where it stands.
        source: What it started from. Who gave notice is never part of it.
        territory: Where it holds; empty for everywhere.
        out_of_court: Where the dispute may be settled out of court; empty for nowhere.
        judicial: How the member may go to a court.
    """

    id: DecisionId
    community: CommunityId
    record: str
    object: UUID
    member: MemberId | None
    action: ModerationAction
    facts: str
    rule: str
    ground: DecisionGround
    law: str
    detected: str
    automated: bool
    decided_by: MemberId | None
    at: datetime
    until: datetime | None
    consequences: tuple[str, ...]
    redress: str
    appeal_until: datetime | None
    reversed_at: datetime | None
    source: DecisionSource
    territory: str
    out_of_court: str
    judicial: str


@frozen
class ModerationLogEntry:
    """A decision in the public log, which names neither the member concerned, nor the decider, nor the reporter.

    Attributes:
        id: The id of the decision.
        record: The class name of the object.
        action: What was decided.
        rule: The rule that was broken.
        ground: Whether the rule is one of the community's or a law, or against unfounded reports or appeals.
        automated: Whether no person decided.
        at: When.
        reversed: Whether it was reversed.
    """

    id: DecisionId
    record: str
    action: ModerationAction
    rule: str
    ground: DecisionGround
    automated: bool
    at: datetime
    reversed: bool
