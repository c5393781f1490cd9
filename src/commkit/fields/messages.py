"""The command and the queries of fields."""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from attrs import frozen

from commkit.fields.records import FieldMatch, FieldValues, PostLicence
from commkit.members import Membership
from commkit.runtime.model.fields import FieldSubject, FieldValue
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.sizes import Items
from commkit.runtime.values.texts import Text

FieldName = Annotated[str, Text(max=64, multiline=False)]


@frozen
class UpdateMemberFields(TextCommand[Membership]):
    """Change fields of a member; those that are not named stay.

    Attributes:
        member: Who.
        fields: New values by the name of the field; None takes a value away.

    Raises:
        NotFound: There is no such member for this actor.
        Invalid: The community's type has no such field for members, or a value does not fit: `fields.city`.
    """

    permission = "fields.update_member"
    shown = ("fields",)
    personal = ("fields",)

    member: MemberId
    fields: Mapping[str, FieldValue | None]


@frozen
class ReadFields(Query[tuple[FieldValues, ...]]):
    """Read the values of all fields of some objects; those that the actor may not see are left out.

    Attributes:
        subject: What they are: `post`, `event`, `suggestion` or `member`.
        ids: Their ids; at most 100.

    Raises:
        Invalid: There are too many ids.
    """

    permission = "fields.read"
    personal = ()

    subject: FieldSubject
    ids: tuple[UUID, ...]


@frozen
class ReadLicences(Query[tuple[PostLicence, ...]]):
    """Read under which licences some posts were published, in the order of the ids.

    Left out are posts without one, with one that the type does not declare any more, and those that the actor does
    not see.

    Attributes:
        posts: The ids of the posts; at most 100.
    """

    permission = "fields.read"

    posts: Annotated[tuple[UUID, ...], Items(max=100)]


@frozen(kw_only=True)
class ListByField(Query[Page[FieldMatch]]):
    """List objects by the value of one field, in the order of the values.

    Attributes:
        subject: What they are: `post`, `event`, `suggestion` or `member`.
        field: The name of a filterable field.
        equals: Only those with this value; of a field of numbers, a text that is written as one stands for it.
        at_least: Only those with this value or more.
        at_most: Only those with this value or less.
        order: Whether the least or the most comes first.
        after: The `next` of the page before.
        limit: Objects on a page, 1 to 100.

    Raises:
        Invalid: The community's type has no such field, it is not filterable, or a value does not fit.
    """

    permission = "fields.read"
    personal = ("equals", "at_least", "at_most")

    subject: FieldSubject
    field: FieldName
    equals: FieldValue | None = None
    at_least: FieldValue | None = None
    at_most: FieldValue | None = None
    order: Literal["ascending", "descending"] = "ascending"
    after: str | None = None
    limit: int = 20
