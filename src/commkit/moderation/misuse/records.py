"""Suspensions of the processing of reports or appeals, and what a moderator judges them by."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit.moderation.appeals.records import Appeal
from commkit.moderation.cases.records import Report
from commkit.moderation.decisions.records import Decision, DecisionId, ModerationAction
from commkit.runtime.model.ids import MemberId


@frozen
class ProcessingSuspension:
    """A member's reports, or their appeals, are not processed for a time: Regulation (EU) 2022/2065, art. 23 (2).

    Attributes:
        decision: The decision, which has the reasons.
        member: Whose; their agents count as they do.
        action: `suspend_reports` or `suspend_appeals`.
        at: When it was imposed.
        until: When it ends.
        since: When the period began that was looked at: art. 23 (3) asks for numbers within a time.
        made: Reports or appeals that the member made in that period, as far as the moderator may see them.
        unfounded: How many of these the moderator found manifestly unfounded.
        evidence: Which ones: ids of reports, or of the decisions that were appealed.
        ended_at: When it was ended before its time, by a moderator or by a granted appeal; None otherwise.
    """

    decision: DecisionId
    member: MemberId
    action: ModerationAction
    at: datetime
    until: datetime
    since: datetime
    made: int
    unfounded: int
    evidence: tuple[str, ...]
    ended_at: datetime | None


@frozen
class Requests:
    """What a member asked moderators for within the period, that a suspension is judged by.

    Attributes:
        made: How many reports or appeals.
        rejected: Of these, how many led to nothing: that alone makes none of them manifestly unfounded.
    """

    made: int
    rejected: int


@frozen
class MisuseFile:
    """What a moderator judges by whether a member misuses reports or appeals, as far as they may see it.

    Attributes:
        member: The member.
        since: When the period begins, on the day (UTC) that was `ModerationSettings.misuse_period` ago.
        reports: How many reports the member made.
        appeals: How many appeals.
        dismissed: The reports that were dismissed, the newest first; at most 100.
        denied: The appeals that were not granted, the newest first; at most 100.
        warnings: Decisions of the period about the member on the ground of such misuse that stand, the newest first; at
            most 100.
        suspensions: Those that were imposed on the member, the newest first; at most 100.
    """

    member: MemberId
    since: datetime
    reports: Requests
    appeals: Requests
    dismissed: tuple[Report, ...]
    denied: tuple[Appeal, ...]
    warnings: tuple[Decision, ...]
    suspensions: tuple[ProcessingSuspension, ...]


@frozen
class Evidence:
    """What a decision to suspend relies on, checked.

    Attributes:
        since: When the period began.
        made: Reports or appeals of the member in it.
        ids: Those that are manifestly unfounded.
    """

    since: datetime
    made: int
    ids: tuple[UUID, ...]
