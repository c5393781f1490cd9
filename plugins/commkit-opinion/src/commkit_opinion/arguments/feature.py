"""The feature of arguments, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_opinion.arguments.facts import ArgumentGiven, ArgumentWithdrawn
from commkit_opinion.policy import MEMBER, STEWARD, raise_if_invalid


@frozen(kw_only=True)
class ArgumentSettings:
    """The rules of arguments.

    Attributes:
        max_per_side: Arguments of one side of a statement, 1 to 500.

    Raises:
        Invalid: The number is out of its range (`opinion.bad_settings`).
    """

    max_per_side: int = 100

    def __attrs_post_init__(self) -> None:
        raise_if_invalid([("max_per_side", "give 1 to 500")] if not 1 <= self.max_per_side <= 500 else [])


argument_feature = Feature(
    "opinion.arguments",
    settings=ArgumentSettings(),
    requires=("opinion.consultations",),
    grants={
        MEMBER: {"opinion.argue", "opinion.withdraw_argument:own"},
        STEWARD: {"opinion.withdraw_argument"},
    },
    facts=(ArgumentGiven, ArgumentWithdrawn),
)
"""Arguments for and against statements."""
