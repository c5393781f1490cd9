"""What can be asked of test panels."""

from attrs import field, frozen

from commkit.feedback.panels.records import (
    Assignment,
    Consent,
    Finding,
    FindingId,
    Incentive,
    Panel,
    PanelId,
    Panelist,
    PanelistState,
    PanelNumbers,
    PanelTask,
    PanelTaskId,
    ScreeningQuestion,
)
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen
class ReadPanel(Query[Panel]):
    """One panel: an open one, or one that the actor tests in."""

    permission = "feedback.test"
    panel: PanelId


@frozen(kw_only=True)
class PanelPage(Query[Page[Panel]]):
    """Panels that the actor may see, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Panels on a page, 1 to 100.
    """

    permission = "feedback.test"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ScreeningQuestions(Query[tuple[ScreeningQuestion, ...]]):
    """The questions to those who apply for a panel, in order."""

    permission = "feedback.test"
    panel: PanelId


@frozen
class ReadConsent(Query[Consent]):
    """What panelists of a panel agree to.

    Attributes:
        panel: Which.
        version: Which version; the present one where it is left out.

    Raises:
        NotFound: There is no such version.
    """

    permission = "feedback.test"

    panel: PanelId
    version: int | None = None


@frozen
class MyPart(Query[Panelist]):
    """The actor's own part in a panel.

    Raises:
        NotFound: They never applied.
    """

    permission = "feedback.test"
    panel: PanelId


@frozen(kw_only=True)
class MyTasks(Query[Page[Assignment]]):
    """The tasks that the actor was given, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Tasks on a page, 1 to 100.
    """

    permission = "feedback.test"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadTask(Query[PanelTask]):
    """One task, for those it was given to and for who runs panels."""

    permission = "feedback.test"
    task: PanelTaskId


@frozen
class Panelists(Query[Page[Panelist]]):
    """The panelists of a panel, in the order of their member ids.

    Attributes:
        panel: Which.
        state: Only those of this state; accepted ones where it is left out.
        after: The `next` of the page before.
        limit: Panelists on a page, 1 to 100.
    """

    permission = "feedback.panel"
    personal = ()

    panel: PanelId
    state: PanelistState = field(default=PanelistState.ACCEPTED, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadFinding(Query[Finding]):
    """One finding, for who found it and for who runs panels."""

    permission = "feedback.test"
    finding: FindingId


@frozen
class Findings(Query[Page[Finding]]):
    """The findings in a panel, the newest first; panelists see their own.

    Attributes:
        panel: Which.
        after: The `next` of the page before.
        limit: Findings on a page, 1 to 100.
    """

    permission = "feedback.test"
    personal = ()

    panel: PanelId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class Incentives(Query[Page[Incentive]]):
    """What was promised in a panel, the newest first; panelists see what they were promised.

    Attributes:
        panel: Which.
        after: The `next` of the page before.
        limit: Promises on a page, 1 to 100.
    """

    permission = "feedback.test"
    personal = ()

    panel: PanelId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadPanelNumbers(Query[PanelNumbers]):
    """How a panel goes."""

    permission = "feedback.panel"
    panel: PanelId
