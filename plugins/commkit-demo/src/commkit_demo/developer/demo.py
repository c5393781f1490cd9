"""The developer community of the demo, as a whole."""

from collections.abc import Iterator

from commkit import Kit
from commkit_demo.client import DemoClient
from commkit_demo.demo_types import DemoSummary
from commkit_demo.developer.actions import developer_actions
from commkit_demo.developer.personas import DEVELOPER_PERSONAS
from commkit_demo.developer.script import play_developers
from commkit_demo.developer.summary import read_summary
from commkit_demo.simulation import MemberAction, Persona
from commkit_developer import Developer


class DeveloperDemo:
    """Those who write programs for the hub solve technical issues, and judge the answers together."""

    name = "developer"
    slug = "lumen-dev"
    title = "Lumen developers"
    purpose = "Those who write programs for the Lumen hub solve their issues, and keep the answers."
    kinds: tuple[str, ...] = ("question",)

    def plugin(self) -> Developer:
        """The plugin of the type."""
        return Developer()

    def personas(self) -> tuple[Persona, ...]:
        """The kinds of simulated members."""
        return DEVELOPER_PERSONAS

    def actions(self) -> tuple[MemberAction, ...]:
        """What simulated members do beyond asking and replying."""
        return developer_actions()

    def close_day(self, kit: Kit, community: str) -> None:
        """Nothing but the worker's deliveries happens at midnight."""

    def play(self, kit: Kit, community: str) -> Iterator[str]:
        """What members do live; one sentence for each step."""
        return play_developers(DemoClient(kit, community))

    def summary(self, kit: Kit, community: str) -> DemoSummary:
        """The community in numbers."""
        return read_summary(kit, community)
