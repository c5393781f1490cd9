"""The support community of the demo, as a whole."""

from collections.abc import Iterator

from commkit import SYSTEM, Kit
from commkit_demo.client import DemoClient
from commkit_demo.demo_types import DemoSummary
from commkit_demo.simulation import HUB, MemberAction, Persona
from commkit_demo.support.actions import support_actions
from commkit_demo.support.help_desk import DemoHelpDesk
from commkit_demo.support.personas import SUPPORT_PERSONAS
from commkit_demo.support.script import SupportScript
from commkit_demo.support.summary import read_summary
from commkit_support import CheckClocks, Support


class SupportDemo:
    """Owners of a home hub help each other; a help desk in this process takes what they cannot solve."""

    name = "support"
    slug = "lumen"
    title = "Lumen home hub help"
    purpose = "Owners of the Lumen home hub help each other; what they cannot solve goes to the makers."
    kinds: tuple[str, ...] = ("question",)
    wording = HUB
    reads_dumps = True

    def __init__(self) -> None:
        self._desk = DemoHelpDesk()

    def plugin(self) -> Support:
        """The plugin of the type, with the help desk."""
        return Support(help_desk=self._desk)

    def personas(self) -> tuple[Persona, ...]:
        """The kinds of simulated members."""
        return SUPPORT_PERSONAS

    def actions(self) -> tuple[MemberAction, ...]:
        """What simulated members do beyond asking and replying."""
        return support_actions()

    def close_day(self, kit: Kit, community: str) -> None:
        """At midnight the clocks are checked, and the help desk answers."""
        with kit.session(SYSTEM, community) as session:
            session.do(CheckClocks())
        self._desk.answer_all(kit)

    def play(self, kit: Kit, community: str) -> Iterator[str]:
        """What members do live; one sentence for each step."""
        return SupportScript(DemoClient(kit, community), self._desk).play()

    def summary(self, kit: Kit, community: str) -> DemoSummary:
        """The community in numbers."""
        return read_summary(kit, community)
