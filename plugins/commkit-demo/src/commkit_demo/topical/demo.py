"""The topical community of the demo, as a whole."""

from collections.abc import Iterator

from commkit import Kit
from commkit_demo.client import DemoClient
from commkit_demo.demo_types import DemoSummary
from commkit_demo.simulation import MemberAction, Persona
from commkit_demo.topical.actions import topical_actions
from commkit_demo.topical.personas import TOPICAL_PERSONAS
from commkit_demo.topical.script import TopicalScript
from commkit_demo.topical.summary import read_summary
from commkit_demo.topical.wording import LIGHT_WORDING, SCOPE
from commkit_topical import ScopeSettings, Topical


class TopicalDemo:
    """People who have an opinion on light: sub-topics, ranks, cooled threads, and what they agree on."""

    name = "topical"
    slug = "lumen-talk"
    title = "Lumen talk"
    purpose = "People who think about light hear each other, and find out what they share."
    kinds: tuple[str, ...] = ()
    """Threads are opened in sub-topics, by an action of its own."""
    wording = LIGHT_WORDING
    reads_dumps = False

    def plugin(self) -> Topical:
        """The plugin of the type, with what its communities are about."""
        return Topical(scope=ScopeSettings(subject=SCOPE))

    def personas(self) -> tuple[Persona, ...]:
        """The kinds of simulated members."""
        return TOPICAL_PERSONAS

    def actions(self) -> tuple[MemberAction, ...]:
        """What simulated members do beyond talking."""
        return topical_actions()

    def close_day(self, kit: Kit, community: str) -> None:
        """Nothing besides what the worker does: it measures heat, and computes the opinion map."""

    def play(self, kit: Kit, community: str) -> Iterator[str]:
        """What members do live; one sentence for each step."""
        return TopicalScript(DemoClient(kit, community)).play()

    def summary(self, kit: Kit, community: str) -> DemoSummary:
        """The community in numbers."""
        return read_summary(kit, community)
