"""Steps: how much work a rule is."""

from attrs import define

from commkit.runtime.model.errors import Invalid

MAX_STEPS = 30_000
"""Steps that an expansion takes at most; real rules take some hundreds."""


@define
class Steps:
    """Counts the steps of expanding rules: years and periods that are looked at, and starts that are made.

    Attributes:
        limit: How many there may be.
        taken: How many there were.
    """

    limit: int = MAX_STEPS
    taken: int = 0

    def take(self, count: int = 1) -> None:
        """Count some steps.

        Raises:
            Invalid: There are too many.
        """
        self.taken += count
        if self.taken > self.limit:
            message = (
                "it takes too long to find its starts; use UNTIL in place of COUNT, or a later first start"
            )
            raise Invalid.field("rrule", "too_costly", message)
