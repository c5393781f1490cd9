"""The work on one text: what it may still cost, and what its host answers."""

from collections.abc import Callable, MutableMapping
from typing import Any, cast

from attrs import define

from commkit.rendering import limits

MentionResolver = Callable[[str], tuple[str, str] | None]
"""Takes the name after an `@`; gives what the link says and where it leads, or None where nobody has that name.

The `get` of a dictionary is one.
"""

_KEY = "commkit"


class RenderLimitExceeded(Exception):  # it never leaves this package
    """A text costs more than one text may."""


@define
class RenderContext:
    """What one text may still cost; the parser is shared, this is not.

    Attributes:
        mentions: Tells whom a name stands for.
        highlight: Whether code is highlighted.
        steps: How often a rule may still be tried.
        code: How many characters of code may still be highlighted.
        links: How many mentions may still become links.
    """

    mentions: MentionResolver | None = None
    highlight: bool = True
    steps: int = limits.MAX_STEPS
    code: int = limits.MAX_CODE
    links: int = limits.MAX_MENTIONS

    @property
    def env(self) -> dict[str, Any]:
        """What the parser hands to each of its rules."""
        return {_KEY: self}

    @classmethod
    def of(cls, env: MutableMapping[str, Any]) -> "RenderContext":
        """The context of the parser's current text."""
        return cast("RenderContext", env[_KEY])

    def step(self, tokens: int) -> None:
        """Count one step, and see how many tokens there are.

        Raises:
            RenderLimitExceeded: It was one too many.
        """
        self.steps -= 1
        if self.steps < 0 or tokens > limits.MAX_TOKENS:
            raise RenderLimitExceeded
