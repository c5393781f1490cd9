"""What is told of test panels."""

from attrs import frozen

from commkit.feedback.panels.records import FindingId, IncentiveId, PanelId, PanelistState, PanelTaskId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PanelCreated(Fact):
    """A test panel was made."""

    name = "feedback.panel_created"
    panel: PanelId


@frozen
class PanelClosed(Fact):
    """A test panel was closed."""

    name = "feedback.panel_closed"
    panel: PanelId


@frozen
class PanelSaturated(Fact):
    """The last submissions of a panel brought nothing new, so it asks for no more."""

    name = "feedback.panel_saturated"
    panel: PanelId
    submissions: int


@frozen
class PanelResumed(Fact):
    """A saturated panel goes on."""

    name = "feedback.panel_resumed"
    panel: PanelId


@frozen
class PanelConsentUpdated(Fact):
    """What panelists of a panel agree to was changed."""

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
    """A panelist agreed to a consent."""

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


@frozen
class TaskAssigned(Fact):
    """A panelist was given a task."""

    name = "feedback.task_assigned"
    panel: PanelId
    task: PanelTaskId
    member: MemberId


@frozen
class FindingsSubmitted(Fact):
    """A panelist handed in what they found."""

    name = "feedback.findings_submitted"
    panel: PanelId
    task: PanelTaskId
    member: MemberId
    findings: int


@frozen
class FindingMarkedDuplicate(Fact):
    """A finding turned out not to be new."""

    name = "feedback.finding_marked_duplicate"
    panel: PanelId
    finding: FindingId
    original: FindingId


@frozen
class IncentivePromised(Fact):
    """A panelist was promised something."""

    name = "feedback.incentive_promised"
    incentive: IncentiveId
    member: MemberId


@frozen
class IncentiveFulfilled(Fact):
    """A promise to a panelist was kept."""

    name = "feedback.incentive_fulfilled"
    incentive: IncentiveId
    member: MemberId
