"""What members do live in the media community of the demo: each command once, however often it runs."""

from collections.abc import Iterator

from commkit_demo.client import (
    ASKER,
    EDITOR,
    EXPERT,
    HELPER,
    READER,
    REPORTER,
    SELLER,
    STEWARD,
    DemoClient,
)
from commkit_demo.media.desk_steps import show_correction, show_embargo, show_front_page
from commkit_demo.media.reader_steps import (
    show_featured_comment,
    show_hostile_text,
    show_page,
    show_questions,
    show_reviews,
    show_ticker,
)

STEPS = (
    show_embargo,
    show_correction,
    show_page,
    show_ticker,
    show_questions,
    show_reviews,
    show_featured_comment,
    show_front_page,
    show_hostile_text,
)
"""The parts of the demo, in their order."""


class MediaScript:
    """The live part of the demo, in one community.

    Args:
        client: Acts in it.
    """

    def __init__(self, client: DemoClient) -> None:
        self._client = client

    def play(self) -> Iterator[str]:
        """Carry it out; yields one sentence for each step."""
        self._client.enter({STEWARD: "steward", REPORTER: "reporter", EDITOR: "editor", EXPERT: "expert"})
        yield (
            f"{ASKER}, {HELPER}, {READER} and {SELLER} joined; {REPORTER} is the reporter, {EDITOR} the editor, "
            f"{EXPERT} the expert, {STEWARD} the editor in chief"
        )
        for part in STEPS:
            yield from part(self._client)
