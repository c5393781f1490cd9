"""A share with its interval."""

from attrs import frozen


@frozen
class Share:
    """A share with its 95 % interval.

    Attributes:
        hits: How many.
        n: Of how many: the sample size.
        value: `hits / n`, 0 to 1.
        low: The lower end of the interval.
        high: The upper end.
    """

    hits: int
    n: int
    value: float
    low: float
    high: float
