"""What members do live in the topical community of the demo: each command once, however often it runs."""

from collections.abc import Iterator

from commkit_demo.client import ASKER, HELPER, MODERATOR, READER, SELLER, STEWARD, DemoClient
from commkit_demo.topical.care_steps import show_feed, show_guide, show_log, show_replies
from commkit_demo.topical.hour_steps import show_question_hour
from commkit_demo.topical.opinion_steps import show_hostile_text, show_map
from commkit_demo.topical.thread_steps import show_cooling, show_cross_post, show_mutes, show_ranks

STEPS = (
    show_ranks,
    show_replies,
    show_cross_post,
    show_feed,
    show_mutes,
    show_cooling,
    show_question_hour,
    show_guide,
    show_log,
    show_map,
    show_hostile_text,
)
"""The parts of the demo, in their order."""


class TopicalScript:
    """The live part of the demo, in one community.

    Args:
        client: Acts in it.
    """

    def __init__(self, client: DemoClient) -> None:
        self._client = client

    def play(self) -> Iterator[str]:
        """Carry it out; yields one sentence for each step."""
        self._client.enter({STEWARD: "steward", MODERATOR: "moderator"})
        yield (
            f"{ASKER}, {HELPER}, {READER} and {SELLER} joined; {MODERATOR} is the moderator, "
            f"{STEWARD} the community manager"
        )
        for part in STEPS:
            yield from part(self._client)
