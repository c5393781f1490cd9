"""The column of a record's field: its type, whether it may be NULL, and what it declares, from its annotation."""

import inspect
import re
import types
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from attrs import frozen
from sqlalchemy import BigInteger, Boolean, Column, Date, Float, String
from sqlalchemy import Text as LongText
from sqlalchemy.types import TypeEngine

from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.annotations import (
    ANNOTATIONS,
    Annotation,
    Person,
    Personal,
    PersonalValue,
)
from commkit.runtime.storage.columns import Choice, Duration, Id, UtcDateTime, Words
from commkit.runtime.storage.personal import Erasure, plain
from commkit.runtime.values.texts import Text

COLUMN_TYPES: dict[Any, Callable[[], TypeEngine[Any]]] = {
    UUID: Id,
    datetime: UtcDateTime,
    timedelta: Duration,
    date: Date,
    int: BigInteger,  # validation accepts whole numbers of 64 bits
    float: Float,
    bool: Boolean,
}
"""The types of columns by those of fields; texts, words and choices come beside them."""
_LONGEST_WORD = 16
"""Characters of a `Choice`."""
_ATTRIBUTE = re.compile(r"(\w+)(?: \([^)]*\))?: (.+)")


@frozen
class RecordField:
    """A field of a record, for its column and for errors about it.

    Attributes:
        plugin: The plugin that has the record.
        record: The record's class.
        name: The field's name.
        hint: Its annotation, as written.
        base: Its type without annotations, None and names of new types.
        marks: What it says about its column.
        nullable: Whether it may be None.
        is_member: Whether it is a member's id.
    """

    plugin: str
    record: type
    name: str
    hint: Any
    base: Any
    marks: tuple[Any, ...] = ()
    nullable: bool = False
    is_member: bool = False

    def refuse(self, what: str) -> PluginError:
        """The error that nothing can be derived from this field.

        Args:
            what: What is wrong, and what to do.
        """
        return unfit(self.plugin, self.record, what, name=self.name)

    @property
    def mark(self) -> Annotation | None:
        """The one annotation that says what the column holds.

        Raises:
            PluginError: There are several.
        """
        found = [mark for mark in self.marks if isinstance(mark, ANNOTATIONS)]
        if len(found) > 1:
            marks_given = " and ".join(type(mark).__name__ for mark in found)
            raise self.refuse(f"is said to be {marks_given}; say one of them")
        return found[0] if found else None


def unfit(plugin: str, record: type, what: str, *, name: str = "") -> PluginError:
    """The error of a record, or a field of it, from which no table can be derived."""
    where = f"{record.__name__}.{name}" if name else record.__name__
    return PluginError(
        "runtime.record_unfit", f"no table for {where}: it {what}", plugin=plugin, record=record, field=name
    )


def read_field(plugin: str, record: type, name: str, hint: Any) -> RecordField:
    """Take an annotation apart.

    Raises:
        PluginError: It is a union of several types.
    """
    base: Any = hint
    nullable = is_member = False
    marks: list[Any] = []
    while True:
        origin, args = get_origin(base), get_args(base)
        if origin is Annotated:
            marks += args[1:]
            base = args[0]
        elif origin in (Union, types.UnionType):
            rest = [arg for arg in args if arg is not type(None)]
            if len(rest) != 1:
                raise unfit(plugin, record, "is of several types; a column has one, or `X | None`", name=name)
            base, nullable = rest[0], True
        elif hasattr(base, "__supertype__"):  # NewType
            is_member = is_member or base is MemberId
            base = getattr(base, "__supertype__")  # noqa: B009  # a NewType is a plain function to type checkers
        else:
            return RecordField(plugin, record, name, hint, base, tuple(marks), nullable, is_member)


def column_of(field: RecordField, purpose: str, *, key: bool, others_named: bool) -> Column[Any]:
    """The column of a field.

    Args:
        field: The field of the record.
        purpose: What the column is for.
        key: Whether it is a part of the primary key.
        others_named: Whether the record names a person.

    Raises:
        PluginError: The annotation does not say all that a column needs.
    """
    kind = _type_of(field)
    mark = field.mark
    _check_mark(field, mark, others_named=others_named)
    if key and field.nullable:
        raise field.refuse("is a part of the primary key and may be None; a key is never NULL")
    info = plain(purpose) if mark is None else mark.info(purpose)
    return Column(field.name, kind, primary_key=key, nullable=field.nullable, info=info)


def _type_of(field: RecordField) -> TypeEngine[Any]:
    base = field.base
    if base in COLUMN_TYPES:
        return COLUMN_TYPES[base]()
    if base is str:
        return _text_type(field)
    if isinstance(base, type) and issubclass(base, Enum):
        return _choice(field, base)
    if get_origin(base) is tuple:
        return _words(field)
    raise field.refuse(
        f"is a {_shown(field.hint)}, for which there is no column: use an id, datetime, date, timedelta, int, float, "
        "bool, a StrEnum, tuple[str, ...], or a text such as Annotated[str, Plain(max=100)]; or write the table by hand"
    )


def _text_type(field: RecordField) -> TypeEngine[Any]:
    limits = [mark for mark in field.marks if isinstance(mark, Text)]
    if len(limits) != 1:
        raise field.refuse(
            "is a text: say how long it may be and whose it is, once, such as Annotated[str, Personal(of=..., "
            "max=500)] or Annotated[str, Plain(max=100)]"
        )
    return LongText() if limits[0].multiline else String(limits[0].max)


def _choice(field: RecordField, words: type[Enum]) -> TypeEngine[Any]:
    if not issubclass(words, StrEnum):
        raise field.refuse(
            f"is a {words.__name__}, which is no StrEnum; make it one: its words are stored as text"
        )
    long = [str(word) for word in words if len(word) > _LONGEST_WORD]
    if long:
        raise field.refuse(
            f"has words of more than {_LONGEST_WORD} characters: {', '.join(long)}; shorten them"
        )
    return Choice(words)


def _words(field: RecordField) -> TypeEngine[Any]:
    items = get_args(field.base)
    plain_item = read_field(field.plugin, field.record, field.name, items[0]).base if items else None
    if len(items) != 2 or items[1] is not Ellipsis or plain_item is not str:
        raise field.refuse(f"is a {_shown(field.hint)}; only words, tuple[str, ...], have a column")
    if field.nullable:
        raise field.refuse("may be None, which a column of words cannot tell from (); leave `| None` out")
    return Words()


def _check_mark(field: RecordField, mark: Annotation | None, *, others_named: bool) -> None:
    is_id, is_text = field.base is UUID, field.base is str
    if field.is_member and not isinstance(mark, Person):
        raise field.refuse(
            "is a member's id: say so, Annotated[MemberId, Person()], so that it can be erased"
        )
    if isinstance(mark, Person) and not is_id:
        raise field.refuse("is said to be a Person() and is no id; a host's key is Annotated[str, HostKey()]")
    limits = [type(each).__name__ for each in field.marks if isinstance(each, Text)]
    if limits and not is_text:
        raise field.refuse(
            f"is a {_shown(field.base)} with limits of a text; leave {limits[0]} out, or use PersonalValue"
        )
    if isinstance(mark, PersonalValue) and is_text:
        raise field.refuse("is a text; say Personal(of=..., max=...)")
    if is_text and mark is None and others_named:
        raise field.refuse(
            "is a text of a record that names a person: say whose it is with Personal(of=..., max=...), or that it "
            "is nobody's with Plain(max=...)"
        )
    unblanked = isinstance(mark, PersonalValue) and mark.blank is None and mark.erase is Erasure.BLANK
    if unblanked and not field.nullable:
        raise field.refuse(
            "cannot be blanked, since it may not be None: give blank=..., or erase=Erasure.ROW"
        )


def about(field: RecordField) -> str:
    """The field that names the person this one is about; empty where there is none."""
    mark = field.mark
    return mark.of if isinstance(mark, Personal | PersonalValue) else ""


def purposes(record: type) -> dict[str, str]:
    """What the docstring of a record says of its fields, under `Attributes:`."""
    found: dict[str, str] = {}
    name, inside, indent = "", False, 0
    for line in inspect.cleandoc(record.__doc__ or "").splitlines():
        text, depth = line.strip(), len(line) - len(line.lstrip())
        if depth == 0 and text:
            inside, name, indent = text == "Attributes:", "", 0
        elif inside and text:
            indent = indent or depth
            entry = _ATTRIBUTE.fullmatch(text)
            if depth == indent and entry:
                name = entry[1]
                found[name] = entry[2]
            elif name:
                found[name] += f" {text}"
    return found


def _shown(hint: Any) -> str:
    return hint.__name__ if isinstance(hint, type) and not get_args(hint) else str(hint)
