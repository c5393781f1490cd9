"""The commands and queries of test panels."""

from typing import Annotated

from attrs import field, frozen

from commkit.feedback.panels.records import (
    Panel,
    PanelConsent,
    PanelId,
    Panelist,
    PanelistState,
    PanelMetrics,
    ScreeningQuestion,
    ScreeningQuestionDraft,
)
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

Title = Annotated[str, Text(max=200, multiline=False)]

LongText = Annotated[str, Text(max=20_000)]


@frozen(kw_only=True)
class CreatePanel(TextCommand[Panel]):
    """Create a test panel.

    Attributes:
        title: Its title.
        description: What is tested, how, and who should apply.
        consent: The full text of the first consent.
        screening: Questions that decide who is accepted; at most 20.
        run_length: Submissions in a row without a new finding after which it is saturated, 1 to 1,000; None for the
            community's setting.
        space: The space that it stands in, whose audience sees it; None for the community itself.

    Raises:
        NotFound: There is no such space for this actor.
        Conflict: The space is archived.
        Invalid: A question is malformed, or the run length is out of range.
    """

    permission = "feedback.manage_panels"
    creates = True
    shown = ("title", "description", "consent", "screening")
    personal = ()

    title: Title
    description: LongText
    consent: LongText
    screening: tuple[ScreeningQuestionDraft, ...] = ()
    run_length: int | None = None
    space: SpaceId | None = None


@frozen
class ClosePanel(Command[Panel]):
    """Close a panel for good: no more applications and no more tasks.

    Raises:
        Conflict: It is closed already.
    """

    permission = "feedback.manage_panels"
    panel: PanelId


@frozen
class ResumePanel(Command[Panel]):
    """Resume a saturated panel; earlier submissions no longer count towards saturation.

    Raises:
        Conflict: It is not saturated, or it is closed.
    """

    permission = "feedback.manage_panels"
    panel: PanelId


@frozen(kw_only=True)
class UpdatePanelConsent(TextCommand[PanelConsent]):
    """Replace the consent; panelists who accepted an earlier version are paused until they accept the new one.

    Attributes:
        panel: The panel.
        version: The current version, as the actor knows it.
        text: The full text of the new version.

    Raises:
        Conflict: The consent was changed since that version.
    """

    permission = "feedback.manage_panels"
    shown = ("text",)
    personal = ()

    panel: PanelId
    version: int
    text: LongText


@frozen(kw_only=True)
class ApplyToPanel(Command[Panelist]):
    """Apply to a panel; the answers to the screening questions decide at once.

    Attributes:
        panel: The panel.
        answers: The position of the chosen option, from 1, for each screening question in order.
        consent_version: The version of the consent that the applicant accepts.

    Raises:
        Conflict: The actor applied already, the panel is closed, or the consent has another version.
        Invalid: The answers do not fit the questions.
    """

    permission = "feedback.join_panels"

    panel: PanelId
    answers: tuple[int, ...] = ()
    consent_version: int


@frozen
class AcceptPanelConsent(Command[Panelist]):
    """Accept the current consent of a panel.

    Raises:
        Conflict: The version is not the current one, or the actor is not a panelist.
    """

    permission = "feedback.join_panels"

    panel: PanelId
    version: int


@frozen
class LeavePanel(Command[Panelist]):
    """Leave a panel and withdraw the consent; the member may apply again.

    Raises:
        Conflict: The actor is not a panelist.
    """

    permission = "feedback.join_panels"
    withdraws = True
    panel: PanelId


@frozen
class ReadPanel(Query[Panel]):
    """One panel: an open one, or one the actor is a panelist of."""

    permission = "feedback.join_panels"
    panel: PanelId


@frozen(kw_only=True)
class ListPanels(Query[Page[Panel]]):
    """Panels visible to the actor, newest first.

    Attributes:
        after: The `next` of the previous page.
        limit: Panels on a page, 1 to 100.
    """

    permission = "feedback.join_panels"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListScreeningQuestions(Query[tuple[ScreeningQuestion, ...]]):
    """The screening questions of a panel, in order."""

    permission = "feedback.join_panels"
    panel: PanelId


@frozen
class ReadPanelConsent(Query[PanelConsent]):
    """The consent of a panel.

    Attributes:
        panel: The panel.
        version: The version; None for the current one.

    Raises:
        NotFound: There is no such version.
    """

    permission = "feedback.join_panels"

    panel: PanelId
    version: int | None = None


@frozen
class ReadMyPanelParticipation(Query[Panelist]):
    """The actor's participation in a panel.

    Raises:
        NotFound: The actor never applied.
    """

    permission = "feedback.join_panels"
    panel: PanelId


@frozen
class ListPanelists(Query[Page[Panelist]]):
    """The panelists of a panel, in the order of their member ids.

    Attributes:
        panel: The panel.
        state: Only those in this state; accepted ones by default.
        after: The `next` of the previous page.
        limit: Panelists on a page, 1 to 100.
    """

    permission = "feedback.manage_panels"
    personal = ()

    panel: PanelId
    state: PanelistState = field(default=PanelistState.ACCEPTED, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadPanelMetrics(Query[PanelMetrics]):
    """Metrics of a panel."""

    permission = "feedback.manage_panels"
    panel: PanelId
