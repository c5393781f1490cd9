"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from commkit import CommunityType, Feature, hookimpl
from commkit_absences import Absences
from commkit_qa import QuestionsAndAnswers
from commkit_support.assignment.feature import assignment_feature
from commkit_support.calendar.records import BusinessCalendar
from commkit_support.charter.feature import charter_feature
from commkit_support.clock.feature import ClockSettings, Priority, clock_feature
from commkit_support.community_type import SUPPORT
from commkit_support.deflection.feature import DeflectionSettings, deflection_feature
from commkit_support.endorsements.feature import endorsement_feature
from commkit_support.experts.feature import expert_feature
from commkit_support.handoff.feature import HandoffSettings, handoff
from commkit_support.handoff.ports import HelpDesk
from commkit_support.known_issues.feature import known_issue_feature
from commkit_support.satisfaction.feature import satisfaction_feature
from commkit_support.saved_replies.feature import saved_reply_feature
from commkit_support.yielding.feature import YieldSettings, yield_feature


class Support:
    """Support communities. All but the help desk are defaults that each community may change in its settings.

    It builds on `commkit_qa.QuestionsAndAnswers`: give that to the Kit, too, for other defaults of
    questions and of the orphan guard.

    Args:
        first_reply_within: Business time in which somebody other than the asker replies; 8 hours by default.
        warn_before: How long before that moment to warn; an hour, or a quarter of a shorter promise.
        resolution_within: Business time in which a question is solved or closed; not promised by default.
        priorities: Further priorities of questions, with promises of their own.
        calendar: When the team works; always by default.
        yield_window: How long after a question only members answer, while answers of staff are held; not by default.
        deflection: When a ticket counts as avoided, and what one costs; 14 days, and nothing in money by default.
        help_desk: The help desk of all support communities of this Kit.
        no_help_desk_reason: Why there is none; where both are left out, each community needs the reason in its own
            settings.

    Raises:
        Invalid: A duration is not positive (`support.bad_settings`); with all faults.
    """

    name = "support"

    def __init__(
        self,
        *,
        first_reply_within: timedelta = timedelta(hours=8),
        warn_before: timedelta | None = None,
        resolution_within: timedelta | None = None,
        priorities: Iterable[Priority] = (),
        calendar: BusinessCalendar | None = None,
        yield_window: timedelta | None = None,
        deflection: DeflectionSettings | None = None,
        help_desk: HelpDesk | None = None,
        no_help_desk_reason: str = "",
    ) -> None:
        ports: dict[type, Any] = {HelpDesk: help_desk} if help_desk is not None else {}
        if warn_before is None:
            warn_before = min(timedelta(hours=1), first_reply_within / 4)
        self._features = (
            assignment_feature,
            endorsement_feature,
            expert_feature,
            saved_reply_feature,
            satisfaction_feature,
            known_issue_feature,
            deflection_feature.with_settings(deflection or DeflectionSettings()),
            yield_feature.with_settings(YieldSettings(window=yield_window)),
            charter_feature,
            handoff.with_settings(HandoffSettings(no_help_desk_reason=no_help_desk_reason)).with_ports(ports),
            clock_feature.with_settings(
                ClockSettings(
                    first_reply_within=first_reply_within,
                    resolution_within=resolution_within,
                    priorities=tuple(priorities),
                    warn_before=warn_before,
                    calendar=calendar or BusinessCalendar.always(),
                )
            ),
        )

    @hookimpl
    def commkit_requires(self) -> Iterator[type]:
        """Absences, and questions and answers."""
        yield Absences
        yield QuestionsAndAnswers

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """All features of the plugin."""
        yield from self._features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The community type `support`."""
        yield SUPPORT
