"""Fields of one's own: typed values that a type or a host adds to posts, events, suggestions and members.

A declaration is data, like the rest of a community type::

    PostKind(name="question", fields=(VersionField("version", required=True, filterable=True),))
    CommunityType("club", fields={"member": (TextField("city"),), "post.question": (ChoiceField("os", choices=(...)),)})
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Literal, get_args

from attrs import Factory, field, frozen

FieldSubject = Literal["post", "event", "suggestion", "member"]
"""What can have fields."""

SUBJECTS: tuple[FieldSubject, ...] = get_args(FieldSubject)

FieldValue = str | int | float
"""A value in the form in which it is given and read: numbers as numbers, all else as text, such as `2026-05-01`."""

FieldKind = Literal["text", "number", "choice", "version", "date", "address", "reference"]
"""What a value is: it decides how it is checked and in which order values come."""


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    """As `tuple`, which type checkers cannot make out as a converter."""
    return tuple(texts)


@frozen
class Field:
    """What all fields declare; use one of the classes below.

    Attributes:
        name: Its name in commands and queries: small letters, digits and underscores; unique among those of the object.
        label: What people read in its place; empty for the name.
        required: Whether an object cannot be published without it. Things from before the field was declared stay.
        personal: Whether its value is a person's data: the author's of a post or a suggestion, the host's of an event,
            the member's. Then it is deleted with them. What is declared when they are erased decides, and a value whose
            field is not declared any more is deleted, too. Their export has all their values.
        filterable: Whether objects can be listed by it, by value and in order; see `ListByField`.
        fixed: Whether the value that an object is published with stays for good: no edit changes it or takes it away.
            Not of members.
    """

    kind: ClassVar[FieldKind]

    name: str
    label: str = field(default="", kw_only=True)
    required: bool = field(default=False, kw_only=True)
    personal: bool = field(default=True, kw_only=True)
    filterable: bool = field(default=False, kw_only=True)
    fixed: bool = field(default=False, kw_only=True)


@frozen
class TextField(Field):
    """A text. In lists, texts come in the order of their letters without case.

    Attributes:
        max_length: Characters, at most; up to 10,000.
        multiline: Whether it may hold line breaks.
        searchable: Whether its words are found by searches, as those of the body are; posts only.
    """

    kind = "text"

    max_length: int = field(default=200, kw_only=True)
    multiline: bool = field(default=False, kw_only=True)
    searchable: bool = field(default=False, kw_only=True)


@frozen
class NumberField(Field):
    """A number.

    Attributes:
        minimum: The least that is accepted; None for no limit.
        maximum: The most that is accepted; None for no limit.
        whole: Whether it takes whole numbers only.
    """

    kind = "number"

    minimum: int | float | None = field(default=None, kw_only=True)
    maximum: int | float | None = field(default=None, kw_only=True)
    whole: bool = field(default=False, kw_only=True)


@frozen
class ChoiceField(Field):
    """One of a few words. In lists by it, choices come in the order of the declaration as it is when the list is read.

    So the order may change at any time. A choice that is declared no more stays with the objects that have it, and
    comes behind all others, in the order of the letters.

    Attributes:
        choices: The words; 1 to 200 of at most 100 characters.
        default: The choice of an object that is published without one; empty for none. Not of members, who are not
            published.
    """

    kind = "choice"

    choices: tuple[str, ...] = field(kw_only=True, converter=_texts)
    default: str = field(default="", kw_only=True)


@frozen
class Licence:
    """A licence under which a post may be published.

    Attributes:
        spdx: Its identifier in the SPDX licence list, such as `CC-BY-SA-4.0`, or `LicenseRef-` and a name.
        name: What people read.
        url: Where its text is.
        offered: Whether authors may choose it. Others stay with the posts that have them, and imports may give them.
    """

    spdx: str
    name: str
    url: str
    offered: bool = field(default=True, kw_only=True)


@frozen
class LicenceField(ChoiceField):
    """The licence that a post is published under: that of `default`, unless its author chooses another one.

    It is for posts alone, and `fixed`: neither an edit nor another default changes the licence of a post that is there.
    Nor does somebody's erasure, as the licence was given to everybody.

    Attributes:
        licences: The licences that posts here have, 1 to 200.
    """

    licences: tuple[Licence, ...] = field(kw_only=True)
    # pyright takes each field with a converter for a descriptor of its own, so none can be declared again.
    choices: tuple[str, ...] = field(  # pyright: ignore[reportIncompatibleVariableOverride]
        init=False,
        default=Factory(lambda self: tuple(each.spdx for each in self.licences), takes_self=True),
        converter=_texts,
    )
    personal: bool = field(default=False, kw_only=True)
    fixed: bool = field(default=True, kw_only=True)

    def licence(self, spdx: object) -> Licence | None:
        """The licence with this identifier; None where it is none of them.

        Args:
            spdx: The identifier.
        """
        return next((licence for licence in self.licences if licence.spdx == spdx), None)


@frozen
class VersionField(Field):
    """A version of software: `1.4`, `v2.0.1`, `3.0.0-rc.1+build.7`; in the order of Semantic Versioning 2.0.0.

    It takes one to six numbers, so that versions with fewer or more numbers than three fit; missing ones count as 0.
    """

    kind = "version"


@frozen
class DateField(Field):
    """A day, as `2026-05-01`.

    Attributes:
        earliest: The first day that is accepted; None for no limit.
        latest: The last day that is accepted; None for no limit.
    """

    kind = "date"

    earliest: date | None = field(default=None, kw_only=True)
    latest: date | None = field(default=None, kw_only=True)


@frozen
class AddressField(Field):
    """An address on the web: `https://example.org/page`; with `http:` or `https:`, and without a user or password.

    Attributes:
        max_length: Characters, at most; up to 2,000.
    """

    kind = "address"

    max_length: int = field(default=2_000, kw_only=True)


@frozen
class ReferenceField(Field):
    """The id of another object of the community.

    Whoever gives it must see the object; readers who do not see the object see no value.

    Attributes:
        record: The class name of the object's record, such as `Post` or `Event`.
    """

    kind = "reference"

    record: str = field(kw_only=True)
