"""The commands and queries of incentives."""

from typing import Annotated

from attrs import field, frozen

from commkit.feedback.incentives.records import Incentive, IncentiveId
from commkit.feedback.panels.records import PanelId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

Description = Annotated[str, Text(max=300, multiline=False)]


@frozen(kw_only=True)
class PromiseIncentive(TextCommand[Incentive]):
    """Record an incentive that was promised beyond those of tasks.

    Attributes:
        panel: The panel.
        member: The panelist.
        description: What was promised.

    Raises:
        NotFound: There is no such panelist in this panel.
    """

    permission = "feedback.manage_panels"
    creates = True
    shown = ("description",)
    personal = ("description",)

    panel: PanelId
    member: MemberId
    description: Description


@frozen
class FulfillIncentive(Command[Incentive]):
    """Record that a promised incentive was fulfilled.

    Raises:
        Conflict: It was fulfilled already.
    """

    permission = "feedback.manage_panels"
    incentive: IncentiveId


@frozen
class ListIncentives(Query[Page[Incentive]]):
    """The incentives of a panel, newest first; panelists see their own.

    Attributes:
        panel: The panel.
        after: The `next` of the previous page.
        limit: Incentives on a page, 1 to 100.
    """

    permission = "feedback.join_panels"
    personal = ()

    panel: PanelId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
