"""The gaming community of the demo, as a whole."""

from collections.abc import Iterator

from commkit import Kit
from commkit_demo.client import DemoClient
from commkit_demo.demo_types import DemoSummary
from commkit_demo.gaming.actions import gaming_actions
from commkit_demo.gaming.personas import GAMING_PERSONAS
from commkit_demo.gaming.script import GamingScript
from commkit_demo.gaming.summary import read_summary
from commkit_demo.gaming.wording import GAMES, GAMING_WORDING
from commkit_demo.simulation import MemberAction, Persona
from commkit_gaming import GamesSettings, Gaming


class GamingDemo:
    """People who play with lamps: guilds, cups, a ladder, and the bracket of a cup."""

    name = "gaming"
    slug = "lumen-arena"
    title = "Lumen arena"
    purpose = "People who play Lumen Arena find others, and play as fairly as they talk."
    kinds: tuple[str, ...] = ("topic",)
    wording = GAMING_WORDING
    reads_dumps = False

    def plugin(self) -> Gaming:
        """The plugin of the type, with what its communities play."""
        return Gaming(games=GamesSettings(titles=GAMES))

    def personas(self) -> tuple[Persona, ...]:
        """The kinds of simulated members."""
        return GAMING_PERSONAS

    def actions(self) -> tuple[MemberAction, ...]:
        """What simulated members do beyond talking."""
        return gaming_actions()

    def close_day(self, kit: Kit, community: str) -> None:
        """Nothing besides what the worker does: it settles reports, and moves the ladder."""

    def play(self, kit: Kit, community: str) -> Iterator[str]:
        """What members do live; one sentence for each step."""
        return GamingScript(DemoClient(kit, community)).play()

    def summary(self, kit: Kit, community: str) -> DemoSummary:
        """The community in numbers."""
        return read_summary(kit, community)
