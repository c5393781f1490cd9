"""The facts of test panels."""

from attrs import frozen

from commkit.feedback.panels.records import PanelId, PanelistState
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PanelCreated(Fact):
    """A test panel was created."""

    name = "feedback.panel_created"
    panel: PanelId


@frozen
class PanelClosed(Fact):
    """A test panel was closed."""

    name = "feedback.panel_closed"
    panel: PanelId


@frozen
class PanelSaturated(Fact):
    """A panel is saturated: its last submissions contained no new finding."""

    name = "feedback.panel_saturated"
    panel: PanelId
    submissions: int


@frozen
class PanelResumed(Fact):
    """A saturated panel was resumed."""

    name = "feedback.panel_resumed"
    panel: PanelId


@frozen
class PanelConsentUpdated(Fact):
    """The consent of a panel was changed."""

    name = "feedback.panel_consent_updated"
    panel: PanelId
    version: int


@frozen
class PanelistApplied(Fact):
    """A member applied for a panel, and was accepted or screened out."""

    name = "feedback.panelist_applied"
    panel: PanelId
    member: MemberId
    state: PanelistState
    consent_version: int


@frozen
class PanelConsentAccepted(Fact):
    """A panelist accepted a consent."""

    name = "feedback.panel_consent_accepted"
    panel: PanelId
    member: MemberId
    version: int


@frozen
class PanelistLeft(Fact):
    """A panelist left a panel."""

    name = "feedback.panelist_left"
    panel: PanelId
    member: MemberId
