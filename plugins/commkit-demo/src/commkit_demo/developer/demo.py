"""The developer community of the demo, as a whole."""

from collections.abc import Iterator

from commkit import Kit
from commkit_demo.client import DemoClient
from commkit_demo.demo_types import DemoSummary
from commkit_demo.developer.actions import developer_actions
from commkit_demo.developer.keeping import Upkeep
from commkit_demo.developer.personas import DEVELOPER_PERSONAS
from commkit_demo.developer.script import DeveloperScript
from commkit_demo.developer.summary import read_summary
from commkit_demo.developer.tracker import DemoTracker
from commkit_demo.simulation import HUB, MemberAction, Persona
from commkit_developer import Developer


class DeveloperDemo:
    """Those who write programs for the hub solve technical issues, and judge the answers together."""

    name = "developer"
    slug = "lumen-dev"
    title = "Lumen developers"
    purpose = "Those who write programs for the Lumen hub solve their issues, and keep the answers."
    kinds: tuple[str, ...] = ("question",)
    wording = HUB
    reads_dumps = True

    def __init__(self) -> None:
        self._tracker = DemoTracker()
        self._upkeep = Upkeep(self._tracker)

    def plugin(self) -> Developer:
        """The plugin of the type, with the issue tracker."""
        return Developer(tracker=self._tracker)

    def personas(self) -> tuple[Persona, ...]:
        """The kinds of simulated members."""
        return DEVELOPER_PERSONAS

    def actions(self) -> tuple[MemberAction, ...]:
        """What simulated members do beyond asking and replying."""
        return developer_actions(self._upkeep)

    def close_day(self, kit: Kit, community: str) -> None:
        """At midnight the tracker tells what the last release has, and threads hear it."""
        if self._upkeep.releases:
            self._tracker.work(kit, community, self._upkeep.releases[-1])
            kit.worker().drain()

    def play(self, kit: Kit, community: str) -> Iterator[str]:
        """What members do live; one sentence for each step."""
        self._tracker.count_known(kit, community)
        return DeveloperScript(DemoClient(kit, community), self._tracker).play()

    def summary(self, kit: Kit, community: str) -> DemoSummary:
        """The community in numbers."""
        return read_summary(kit, community)
