"""The record of a charter."""

from datetime import datetime

from attrs import frozen


@frozen
class Charter:
    """A community's rules, and its closing where one is announced.

    Attributes:
        rules: What members are asked to keep, as Markdown; empty for none.
        version: How often the rules were changed.
        closes_at: When it will be archived; None while no closing is announced.
        reason: Why it closes; empty for none.
        farewell: The text that members get when it closes.
    """

    rules: str = ""
    version: int = 0
    closes_at: datetime | None = None
    reason: str = ""
    farewell: str = ""
