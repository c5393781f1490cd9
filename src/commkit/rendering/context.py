"""The state of rendering one text: its remaining limits, the host's resolver of mentions, and whom it mentions."""

import logging
from collections.abc import Callable, MutableMapping
from typing import Any, cast

from attrs import Factory, define

from commkit.rendering import limits
from commkit.rendering.links import LinkResolver

MentionResolver = Callable[[str], tuple[str, str] | None]
"""`name -> (label, url)` for a name that a text mentions; None where nobody has that name.

The `get` of a dictionary is one. It is asked once for each name of a text.
"""

_KEY = "commkit"
_log = logging.getLogger("commkit")


class RenderLimitExceeded(Exception):  # internal to this package
    """A text exceeds a limit."""


def well_formed(text: str) -> str:
    """A text without lone surrogates, which no HTML can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


@define
class RenderContext:
    """The remaining limits of one text. The parser is shared between texts, this object is not.

    Attributes:
        mentions: Resolves mentioned names; None leaves them as text.
        resolve_link: Makes the addresses of links and pictures absolute; None leaves them as they are.
        highlight: Whether code is highlighted.
        anchors: What the anchors of footnotes are called by, so that two texts on a page keep theirs apart.
        max_mentions: How many names are resolved.
        steps: How many more rules may be tried.
        code: How many more characters of code may be highlighted.
        links: How many more names may become links, whether the host knows them or not.
        relative: Whether a link or picture had another address than the resolver's.
        people: Whom the text mentions: for each name what the resolver answered.
    """

    mentions: MentionResolver | None = None
    resolve_link: LinkResolver | None = None
    highlight: bool = True
    anchors: str = ""
    max_mentions: int = limits.MAX_MENTIONS
    steps: int = limits.MAX_STEPS
    code: int = limits.MAX_CODE
    links: int = limits.MAX_MENTION_LINKS
    relative: bool = False
    people: dict[str, tuple[str, str] | None] = Factory(dict)

    @property
    def env(self) -> dict[str, Any]:
        """The environment that the parser passes to each of its rules."""
        return {_KEY: self, "docId": self.anchors}

    @classmethod
    def of(cls, env: MutableMapping[str, Any]) -> "RenderContext":
        """The context in the environment of the parser."""
        return cast("RenderContext", env[_KEY])

    def step(self, tokens: int, steps: int = 1) -> None:
        """Count one step or several, and check the number of tokens.

        Raises:
            RenderLimitExceeded: There were too many steps or tokens.
        """
        self.steps = max(self.steps - steps, -1)
        if self.steps < 0 or tokens > limits.MAX_TOKENS:
            raise RenderLimitExceeded

    def resolve(self, name: str) -> tuple[str, str] | None:
        """The host's answer about a name that the text mentions; None for one name too many."""
        if name not in self.people and len(self.people) < self.max_mentions:
            self.people[name] = self._ask(name)
        return self.people.get(name)

    def take_link(self) -> bool:
        """Count one place that names somebody; tells whether it may become a link. Where none may, nobody is told."""
        self.links -= 1
        return self.links >= 0

    def _ask(self, name: str) -> tuple[str, str] | None:
        """After an exception the host is not asked again, and names stay text."""
        if self.mentions is None:
            return None
        try:
            person = self.mentions(name)
            if person is None:
                return None
            label, url = person
            return well_formed(str(label)), well_formed(str(url))
        except Exception:
            _log.exception("rendering.mentions_failed mentions stay text")
            self.mentions = None
            return None
