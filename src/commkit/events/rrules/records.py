"""A recurrence rule that was read."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The names of weekdays in rules, from Monday."""


@frozen
class RecurrenceRule:
    """An RRULE of RFC 5545 after it was checked.

    Attributes:
        text: The rule in its normal form: upper case, without a prefix.
        parts: Its parts by name; lists are tuples, and `BYDAY` is a tuple of (number or 0, weekday).
    """

    text: str
    parts: Mapping[str, Any]
