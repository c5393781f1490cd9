"""What members do live in the internal community of the demo: each command once, however often it runs."""

from collections.abc import Iterator

from commkit_demo.client import ASKER, HELPER, MANAGER, PARTNER, READER, SELLER, STEWARD, DemoClient
from commkit_demo.internal.company_steps import (
    show_announcement,
    show_onboarding,
    show_units,
)
from commkit_demo.internal.people_steps import (
    show_absence,
    show_circle,
    show_expertise,
    show_hostile_text,
    show_ideas,
    show_kudos,
)

STEPS = (
    show_units,
    show_announcement,
    show_ideas,
    show_kudos,
    show_onboarding,
    show_circle,
    show_absence,
    show_expertise,
    show_hostile_text,
)
"""The parts of the demo, in their order."""


class InternalScript:
    """The live part of the demo, in one community.

    Args:
        client: Acts in it.
    """

    def __init__(self, client: DemoClient) -> None:
        self._client = client

    def play(self) -> Iterator[str]:
        """Carry it out; yields one sentence for each step."""
        self._client.enter({STEWARD: "steward", PARTNER: "people_partner", MANAGER: "member"})
        yield (
            f"{ASKER}, {HELPER}, {READER}, {MANAGER} and {SELLER} joined; {PARTNER} is the people partner, "
            f"{STEWARD} the steward"
        )
        for part in STEPS:
            yield from part(self._client)
