"""Numbers that say of how many they are, and where they come from."""

from typing import Literal

from attrs import frozen
from rich.console import RenderableType

from commkit.adapters.cli.command_api import table
from commkit_demo.rendering import NONE, duration

Unit = Literal["", "share", "seconds", "stars"]


@frozen
class MeasuredNumber:
    """A number with its sample.

    Attributes:
        name: What it is.
        value: The number; None where the sample gives none.
        unit: What it is measured in; a share is 0 to 1.
        n: The size of the sample.
        source: The query that gave it, and its formula where it has one.
    """

    name: str
    value: float | None
    unit: Unit
    n: int
    source: str

    def shown(self) -> str:
        """The value for people."""
        if self.value is None:
            return NONE
        if self.unit == "share":
            return f"{self.value:.0%}"
        if self.unit == "seconds":
            return duration(self.value)
        return f"{self.value:,.2f}"


def numbers_table(numbers: tuple[MeasuredNumber, ...]) -> RenderableType:
    """Numbers below each other, each with n and its source."""
    rows = [(one.name, one.shown(), one.n, one.source) for one in numbers]
    return table("number", "value", "n", "source", rows=rows, right=("value", "n"))
