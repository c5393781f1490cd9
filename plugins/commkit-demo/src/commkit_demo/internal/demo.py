"""The internal community of the demo, as a whole."""

from collections.abc import Iterator

from commkit import Kit
from commkit_demo.client import DemoClient
from commkit_demo.demo_types import DemoSummary
from commkit_demo.internal.actions import internal_actions
from commkit_demo.internal.personas import INTERNAL_PERSONAS
from commkit_demo.internal.script import InternalScript
from commkit_demo.internal.summary import read_summary
from commkit_demo.internal.wording import COMPANY_WORDING, VALUES
from commkit_demo.simulation import MemberAction, Persona
from commkit_internal import Internal, KudosSettings


class InternalDemo:
    """Those who make the hub: units and managers, announcements, ideas, thanks, and newcomers."""

    name = "internal"
    slug = "lumen-inside"
    title = "Lumen inside"
    purpose = "Those who make the Lumen hub know what holds, whom to ask, and whom to thank."
    kinds: tuple[str, ...] = ("topic",)
    wording = COMPANY_WORDING
    reads_dumps = False

    def plugin(self) -> Internal:
        """The plugin of the type, with the company's values."""
        return Internal(kudos=KudosSettings(values=VALUES))

    def personas(self) -> tuple[Persona, ...]:
        """The kinds of simulated members."""
        return INTERNAL_PERSONAS

    def actions(self) -> tuple[MemberAction, ...]:
        """What simulated members do beyond talking."""
        return internal_actions()

    def close_day(self, kit: Kit, community: str) -> None:
        """Nothing besides what the worker does: it ends the times of calls, and reminds readers."""

    def play(self, kit: Kit, community: str) -> Iterator[str]:
        """What members do live; one sentence for each step."""
        return InternalScript(DemoClient(kit, community)).play()

    def summary(self, kit: Kit, community: str) -> DemoSummary:
        """The community in numbers."""
        return read_summary(kit, community)
