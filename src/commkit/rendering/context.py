"""The state of rendering one text: its remaining limits and the host's resolver of mentions."""

from collections.abc import Callable, MutableMapping
from typing import Any, cast

from attrs import define

from commkit.rendering import limits

MentionResolver = Callable[[str], tuple[str, str] | None]
"""`name -> (label, url)` for the name after an `@`; None where nobody has that name.

The `get` of a dictionary is one.
"""

_KEY = "commkit"


class RenderLimitExceeded(Exception):  # internal to this package
    """A text exceeds a limit."""


@define
class RenderContext:
    """The remaining limits of one text. The parser is shared between texts, this object is not.

    Attributes:
        mentions: Resolves mentioned names; None leaves them as text.
        highlight: Whether code is highlighted.
        steps: How many more rules may be tried.
        code: How many more characters of code may be highlighted.
        links: How many more mentions may become links.
    """

    mentions: MentionResolver | None = None
    highlight: bool = True
    steps: int = limits.MAX_STEPS
    code: int = limits.MAX_CODE
    links: int = limits.MAX_MENTIONS

    @property
    def env(self) -> dict[str, Any]:
        """The environment that the parser passes to each of its rules."""
        return {_KEY: self}

    @classmethod
    def of(cls, env: MutableMapping[str, Any]) -> "RenderContext":
        """The context in the environment of the parser."""
        return cast("RenderContext", env[_KEY])

    def step(self, tokens: int) -> None:
        """Count one step, and check the number of tokens.

        Raises:
            RenderLimitExceeded: There were too many steps or tokens.
        """
        self.steps -= 1
        if self.steps < 0 or tokens > limits.MAX_TOKENS:
            raise RenderLimitExceeded
