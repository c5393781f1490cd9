"""The plugin: what a host gives a Kit, with the host's defaults."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from commkit import CommunityType, Feature, hookimpl
from commkit_support.calendar import BusinessCalendar
from commkit_support.community_type import SUPPORT
from commkit_support.feature import QaSettings, SlaSettings, qa, sla
from commkit_support.handoff import HandoffSettings, HelpDesk, handoff


class Support:
    """Support communities. Everything but the desk is a default that each community may change in its settings.

    Args:
        first_reply_within: Business time in which somebody other than the asker replies; 8 hours by default.
        warn_before: How long before that moment to warn; an hour, or a quarter of a shorter promise.
        calendar: When the team is there; around the clock by default.
        orphan_after: When an open question without any answer counts as left alone; 3 days by default.
        help_desk: The way out to humans.
        no_help_desk_reason: Why there is none; each community without a desk says so itself where this is left out.
        min_title: Visible characters that the title of a question needs.
        min_body: Visible characters that its text needs.

    Raises:
        Invalid: A duration is not positive or a length is negative (`support.bad_settings`); all faults are told.
    """

    name = "support"

    def __init__(
        self,
        *,
        first_reply_within: timedelta = timedelta(hours=8),
        warn_before: timedelta | None = None,
        calendar: BusinessCalendar | None = None,
        orphan_after: timedelta = timedelta(days=3),
        help_desk: HelpDesk | None = None,
        no_help_desk_reason: str = "",
        min_title: int = 5,
        min_body: int = 3,
    ) -> None:
        ports: dict[type, Any] = {HelpDesk: help_desk} if help_desk is not None else {}
        if warn_before is None:
            warn_before = min(timedelta(hours=1), first_reply_within / 4)
        self._features = (
            qa.with_settings(QaSettings(min_title=min_title, min_body=min_body)),
            handoff.with_settings(HandoffSettings(no_help_desk_reason=no_help_desk_reason)).with_ports(ports),
            sla.with_settings(
                SlaSettings(
                    first_reply_within=first_reply_within,
                    warn_before=warn_before,
                    calendar=calendar or BusinessCalendar.always(),
                    orphan_after=orphan_after,
                )
            ),
        )

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """Questions, the handoff, the clock."""
        yield from self._features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The type `support`."""
        yield SUPPORT
