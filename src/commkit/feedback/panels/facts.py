"""The facts of test panels."""

from attrs import frozen

from commkit.feedback.panels.records import PanelId, PanelistState
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PanelCreated(Fact):
    """A test panel was created."""

    name = "feedback.panel_created"
    visible_to = "feedback.join_panels"
    panel: PanelId


@frozen
class PanelClosed(Fact):
    """A test panel was closed."""

    name = "feedback.panel_closed"
    visible_to = "feedback.join_panels"
    panel: PanelId


@frozen
class PanelSaturated(Fact):
    """A panel is saturated: its last submissions contained no new finding."""

    name = "feedback.panel_saturated"
    visible_to = "feedback.manage_panels"
    panel: PanelId
    submissions: int


@frozen
class PanelResumed(Fact):
    """A saturated panel was resumed."""

    name = "feedback.panel_resumed"
    visible_to = "feedback.manage_panels"
    panel: PanelId


@frozen
class PanelConsentUpdated(Fact):
    """The consent of a panel was changed."""

    name = "feedback.panel_consent_updated"
    visible_to = "feedback.join_panels"
    panel: PanelId
    version: int


@frozen
class PanelistApplied(Fact):
    """A member applied for a panel, and was accepted or screened out."""

    name = "feedback.panelist_applied"
    visible_to = "feedback.manage_panels"
    panel: PanelId
    member: MemberId
    state: PanelistState
    consent_version: int


@frozen
class PanelConsentAccepted(Fact):
    """A panelist accepted a consent."""

    name = "feedback.panel_consent_accepted"
    visible_to = "feedback.manage_panels"
    panel: PanelId
    member: MemberId
    version: int


@frozen
class PanelistLeft(Fact):
    """A panelist left a panel."""

    name = "feedback.panelist_left"
    visible_to = "feedback.manage_panels"
    panel: PanelId
    member: MemberId
