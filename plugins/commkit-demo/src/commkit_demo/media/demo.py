"""The media community of the demo, as a whole."""

from collections.abc import Iterator

from commkit import Kit
from commkit_demo.client import DemoClient
from commkit_demo.demo_types import DemoSummary
from commkit_demo.media.actions import media_actions
from commkit_demo.media.personas import MEDIA_PERSONAS
from commkit_demo.media.script import MediaScript
from commkit_demo.media.summary import read_summary
from commkit_demo.media.wording import HOST, MEDIA_WORDING
from commkit_demo.simulation import MemberAction, Persona
from commkit_media import Media, PageSettings


class MediaDemo:
    """The magazine of those who make the hub, and its readers."""

    name = "media"
    slug = "lumen-magazine"
    title = "Lumen magazine"
    purpose = "Stories about light, and what readers know about it."
    kinds: tuple[str, ...] = ("talk",)
    wording = MEDIA_WORDING
    reads_dumps = False

    def plugin(self) -> Media:
        """The plugin of the type, with the site whose pages have threads."""
        return Media(pages=PageSettings(hosts=(HOST,)))

    def personas(self) -> tuple[Persona, ...]:
        """The kinds of simulated members."""
        return MEDIA_PERSONAS

    def actions(self) -> tuple[MemberAction, ...]:
        """What simulated members do beyond talking."""
        return media_actions()

    def close_day(self, kit: Kit, community: str) -> None:
        """Nothing besides what the worker does: it publishes what is under an embargo until then."""

    def play(self, kit: Kit, community: str) -> Iterator[str]:
        """What members do live; one sentence for each step."""
        return MediaScript(DemoClient(kit, community)).play()

    def summary(self, kit: Kit, community: str) -> DemoSummary:
        """The community in numbers."""
        return read_summary(kit, community)
