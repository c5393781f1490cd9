"""What can be asked of test panels."""

from attrs import field, frozen

from commkit.feedback.panels.records import (
    Finding,
    FindingId,
    Incentive,
    Panel,
    PanelConsent,
    PanelId,
    Panelist,
    PanelistState,
    PanelMetrics,
    PanelTask,
    PanelTaskId,
    ScreeningQuestion,
    TaskAssignment,
)
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen
class ReadPanel(Query[Panel]):
    """One panel: an open one, or one that the actor tests in."""

    permission = "feedback.join_panels"
    panel: PanelId


@frozen(kw_only=True)
class ListPanels(Query[Page[Panel]]):
    """Panels that the actor may see, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Panels on a page, 1 to 100.
    """

    permission = "feedback.join_panels"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListScreeningQuestions(Query[tuple[ScreeningQuestion, ...]]):
    """The questions to those who apply for a panel, in order."""

    permission = "feedback.join_panels"
    panel: PanelId


@frozen
class ReadPanelConsent(Query[PanelConsent]):
    """What panelists of a panel agree to.

    Attributes:
        panel: Which.
        version: Which version; the present one where it is left out.

    Raises:
        NotFound: There is no such version.
    """

    permission = "feedback.join_panels"

    panel: PanelId
    version: int | None = None


@frozen
class ReadMyPanelParticipation(Query[Panelist]):
    """The actor's own part in a panel.

    Raises:
        NotFound: They never applied.
    """

    permission = "feedback.join_panels"
    panel: PanelId


@frozen(kw_only=True)
class ListMyTasks(Query[Page[TaskAssignment]]):
    """The tasks that the actor was given, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Tasks on a page, 1 to 100.
    """

    permission = "feedback.join_panels"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadTask(Query[PanelTask]):
    """One task, for those it was given to and for who runs panels."""

    permission = "feedback.join_panels"
    task: PanelTaskId


@frozen
class ListPanelists(Query[Page[Panelist]]):
    """The panelists of a panel, in the order of their member ids.

    Attributes:
        panel: Which.
        state: Only those of this state; accepted ones where it is left out.
        after: The `next` of the page before.
        limit: Panelists on a page, 1 to 100.
    """

    permission = "feedback.manage_panels"
    personal = ()

    panel: PanelId
    state: PanelistState = field(default=PanelistState.ACCEPTED, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadFinding(Query[Finding]):
    """One finding, for who found it and for who runs panels."""

    permission = "feedback.join_panels"
    finding: FindingId


@frozen
class ListFindings(Query[Page[Finding]]):
    """The findings in a panel, the newest first; panelists see their own.

    Attributes:
        panel: Which.
        after: The `next` of the page before.
        limit: Findings on a page, 1 to 100.
    """

    permission = "feedback.join_panels"
    personal = ()

    panel: PanelId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListIncentives(Query[Page[Incentive]]):
    """What was promised in a panel, the newest first; panelists see what they were promised.

    Attributes:
        panel: Which.
        after: The `next` of the page before.
        limit: Promises on a page, 1 to 100.
    """

    permission = "feedback.join_panels"
    personal = ()

    panel: PanelId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadPanelMetrics(Query[PanelMetrics]):
    """How a panel goes."""

    permission = "feedback.manage_panels"
    panel: PanelId
