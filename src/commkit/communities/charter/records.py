"""What a community has agreed on."""

from datetime import datetime

from attrs import frozen


@frozen
class Charter:
    """A community's rules, and its end where one is announced.

    Attributes:
        rules: What is asked of members, as Markdown.
        version: How often the rules were changed.
        closes_at: When it will be archived; None while no end is announced.
        reason: Why it ends.
        farewell: What its stewards say in the end.
    """

    rules: str = ""
    version: int = 0
    closes_at: datetime | None = None
    reason: str = ""
    farewell: str = ""
