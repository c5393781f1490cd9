"""What members do live in the gaming community of the demo: each command once, however often it runs."""

from collections.abc import Iterator

from commkit_demo.client import ASKER, HELPER, MODERATOR, READER, SELLER, STEWARD, DemoClient
from commkit_demo.gaming.cup_steps import show_cup
from commkit_demo.gaming.guild_steps import show_guild, show_hostile_text

STEPS = (show_guild, show_cup, show_hostile_text)
"""The parts of the demo, in their order."""


class GamingScript:
    """The live part of the demo, in one community.

    Args:
        client: Acts in it.
    """

    def __init__(self, client: DemoClient) -> None:
        self._client = client

    def play(self) -> Iterator[str]:
        """Carry it out; yields one sentence for each step."""
        self._client.enter({STEWARD: "steward", MODERATOR: "organiser"})
        yield (
            f"{ASKER}, {HELPER}, {READER} and {SELLER} joined; {MODERATOR} is the organiser, "
            f"{STEWARD} the community manager"
        )
        for part in STEPS:
            yield from part(self._client)
