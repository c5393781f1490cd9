"""What is read of fields."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.fields import FieldValue, Licence


@frozen
class FieldValues:
    """The values that one object has.

    Attributes:
        id: The id of the post, event, suggestion or member.
        values: Its values by the name of the field.
    """

    id: UUID
    values: Mapping[str, FieldValue]


@frozen
class FieldMatch:
    """An object in a list by a field.

    Attributes:
        id: The id of the post, event, suggestion or member.
        value: The value by which it stands where it does.
    """

    id: UUID
    value: FieldValue


@frozen
class PostLicence:
    """The licence that a post was published under.

    Attributes:
        post: The id of the post.
        licence: Its licence.
    """

    post: UUID
    licence: Licence
