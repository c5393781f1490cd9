"""The work on one text: what it may still cost, and what its host answers."""

from collections.abc import Callable, MutableMapping
from typing import Any, cast

from attrs import define

from commkit.rendering import limits

Mentions = Callable[[str], tuple[str, str] | None]
"""Takes the name after an `@`; gives what the link says and where it leads, or None where nobody has that name.

The `get` of a dictionary is one.
"""

_KEY = "commkit"


class TooMuch(Exception):  # it never leaves this package
    """A text costs more than one text may."""


@define
class Job:
    """What one text may still cost; the parser is shared, this is not.

    Attributes:
        mentions: Tells whom a name stands for.
        highlight: Whether code is highlighted.
        steps: How often a rule may still be tried.
        code: How many characters of code may still be highlighted.
        links: How many mentions may still become links.
    """

    mentions: Mentions | None = None
    highlight: bool = True
    steps: int = limits.STEPS
    code: int = limits.CODE
    links: int = limits.MENTIONS

    @property
    def env(self) -> dict[str, Any]:
        """What the parser hands to each of its rules."""
        return {_KEY: self}

    @classmethod
    def of(cls, env: MutableMapping[str, Any]) -> "Job":
        """The job that the parser is at."""
        return cast("Job", env[_KEY])

    def step(self, tokens: int) -> None:
        """Count one step, and see how many tokens there are.

        Raises:
            TooMuch: It was one too many.
        """
        self.steps -= 1
        if self.steps < 0 or tokens > limits.TOKENS:
            raise TooMuch
