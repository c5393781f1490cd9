"""Which value of a composed community type came from which of the types it is composed of."""

from typing import Literal

from attrs import frozen

TypeField = Literal[
    "features",
    "post_kinds",
    "reactions",
    "roles",
    "trust",
    "settings",
    "archive_settings",
    "words",
    "summary",
    "declares",
    "fields",
]
"""The fields of a `CommunityType` that are composed."""


@frozen
class PassedOver:
    """A value that another type declares, and that does not count.

    Attributes:
        type: The type that declares it.
        value: The value as JSON.
    """

    type: str
    value: str


@frozen
class TypeValue:
    """One value of a community type, and where it came from.

    Attributes:
        field: The field of the `CommunityType`.
        name: What of it: the name of a feature, kind, reaction, role or word; `feature.setting` of a setting;
            `event.room` and `post.question.version` of a field; `Class.name` of a record for features; empty for
            the trust levels and the summary, which are taken whole.
        type: The type that it came from.
        value: The value as JSON.
        passed_over: The other types that declare something else, in their order.
    """

    field: TypeField
    name: str
    type: str
    value: str
    passed_over: tuple[PassedOver, ...] = ()


@frozen
class TypeComposition:
    """What a community type is made of.

    Attributes:
        type: Its name.
        composes: The types it is composed of, in the order in which they count; empty for a type that is composed of
            none.
        values: Each of its values, in the order of the fields of a `CommunityType`.
    """

    type: str
    composes: tuple[str, ...]
    values: tuple[TypeValue, ...]

    @property
    def conflicts(self) -> tuple[TypeValue, ...]:
        """The values for which another type declares something else."""
        return tuple(value for value in self.values if value.passed_over)
