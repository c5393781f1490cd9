"""A table from a record: columns, keys, indexes and erasure are derived from the annotations of a frozen attrs class.

given = record_table("commkit_kudos_given", Kudos, index=["to"])
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, get_type_hints

import attrs
from attrs import evolve
from sqlalchemy import Column, ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint

from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.storage.annotations import HostKey, Person
from commkit.runtime.storage.columns import COMMUNITY, community_id
from commkit.runtime.storage.personal import declare, declared
from commkit.runtime.storage.record_fields import RecordField, about, column_of, purposes, read_field, unfit

_LEADING = "community_id"
_LONGEST_NAME = 63
"""Bytes of a name in PostgreSQL."""

Fields = str | Sequence[str]
"""The names of one or several fields."""
Refuse = Callable[[str], PluginError]
"""Makes the error about a record, from what is wrong with it."""


def record_table(
    name: str,
    record: type,
    *,
    key: Sequence[str] = ("id",),
    index: Iterable[Fields] = (),
    unique: Iterable[Fields] = (),
    references: Mapping[str, Table] | None = None,
    refers: Mapping[str, Table] | None = None,
    metadata: MetaData | None = None,
) -> Table:
    """The table of a record.

    Each field is a column, in the order of the fields, behind `community_id`. Its type is that of the annotation: ids
    (`UUID` and its new types), `datetime`, `date`, `timedelta`, `int` (64 bits), `float`, `bool`, a `StrEnum`,
    `tuple[str, ...]` (words), and texts with a `max`, which are `VARCHAR(max)` where they have one line and `TEXT`
    else; `X | None` may be NULL. What a column is for is said under `Attributes:` in the record's docstring.

    Args:
        name: `commkit_<plugin>_<things>`.
        record: The frozen attrs class.
        key: The fields that, behind `community_id`, are the primary key, in the order of the record.
        index: Fields to look rows up by, each behind `community_id` and followed by the key, as pages need it.
        unique: Fields that together are unique in a community.
        references: Other tables by the field that holds the ids of their rows; the foreign key has `community_id` too.
        refers: The same without a foreign key, for rows that may be there before and after what they refer to: what is
            written about it is blanked with it all the same; see `commkit.privacy.forget_rows`.
        metadata: Where the table is added; one of its own where that is left out (`table.metadata`).

    Raises:
        PluginError: Something cannot be derived; it names the plugin, the record, the field and what to do.
    """
    plugin = _plugin_of(name, record)
    fields = _fields(plugin, record)
    names = [field.name for field in fields]
    key = tuple(key)
    refuse = partial(unfit, plugin, record)
    _check_key(key, names, refuse)
    columns = [community_id(), *_columns(record, fields, key)]
    table = Table(name, metadata if metadata is not None else MetaData(), *columns, info=COMMUNITY)
    for long, others in _named("uq", table, unique, refuse):
        table.append_constraint(UniqueConstraint(_LEADING, *others, name=long))
    for long, others in _named("ix", table, index, refuse):
        rest = [part for part in key if part not in others]
        Index(long, *(table.c[other] for other in (_LEADING, *others, *rest)))
    for reference, target in (references or {}).items():
        table.append_constraint(_foreign_key(reference, target, names, refuse))
    for reference, target in (refers or {}).items():
        _refer(table, reference, target, names, refuse)
    return table


def _plugin_of(name: str, record: type) -> str:
    prefix, _, rest = name.partition("_")
    plugin, _, things = rest.partition("_")
    if prefix != "commkit" or not plugin or not things:
        raise unfit(
            plugin or "commkit", record, f"would be called {name!r}; call the table commkit_<plugin>_<things>"
        )
    return plugin


def _fields(plugin: str, record: type) -> list[RecordField]:
    if not attrs.has(record) or not attrs.inspect(record).is_frozen:
        raise unfit(plugin, record, "is no frozen attrs class; decorate it with attrs.frozen")
    try:
        hints = get_type_hints(record, include_extras=True)
    except NameError as error:
        raise unfit(
            plugin, record, f"has an annotation that cannot be resolved ({error}); import it"
        ) from error
    found = []
    for attribute in attrs.fields(record):
        field = read_field(plugin, record, attribute.name, hints[attribute.name])
        if not attribute.init or attribute.kw_only:
            raise field.refuse("is not given by its place; rows become records by the order of their fields")
        if attribute.name == _LEADING and hints[attribute.name] is not CommunityId:
            raise field.refuse("is no CommunityId; every table begins with the column of its community")
        found.append(field)
    return found


def _columns(record: type, fields: Sequence[RecordField], key: Sequence[str]) -> list[Column[Any]]:
    people = {field.name for field in fields if isinstance(field.mark, Person | HostKey)}
    said = purposes(record)
    columns = []
    for field in fields:
        if about(field) and about(field) not in people:
            raise field.refuse(
                f"is said to be of {about(field)!r}; name a field of this record that is a Person() or a HostKey()"
            )
        if field.name != _LEADING:
            purpose = said.get(field.name) or f"{field.name} of {record.__name__}"
            columns.append(column_of(field, purpose, key=field.name in key, others_named=bool(people)))
    return columns


def _check_key(key: Sequence[str], names: Sequence[str], refuse: Refuse) -> None:
    _check_names("key", key, names, refuse)
    if [name for name in names if name in key] != list(key):
        raise refuse("has a key in another order than its fields; put them in one order")


def _check_names(what: str, wanted: Sequence[str], names: Sequence[str], refuse: Refuse) -> None:
    unknown = [name for name in wanted if name not in names or name == _LEADING]
    if unknown or not wanted or len(set(wanted)) < len(wanted):
        known = ", ".join(name for name in names if name != _LEADING)
        raise refuse(f"has no such {what}: {tuple(wanted)!r}; {what}= names its fields, once each: {known}")


def _named(
    prefix: str, table: Table, groups: Iterable[Fields], refuse: Refuse
) -> Iterator[tuple[str, Sequence[str]]]:
    """The names of indexes or unique constraints, and their fields."""
    what = "index" if prefix == "ix" else "unique"
    names = [column.name for column in table.c]
    known: set[str] = set()
    for group in groups:
        fields = (group,) if isinstance(group, str) else tuple(group)
        _check_names(what, fields, names, refuse)
        name = f"{prefix}_{table.name}_{'_'.join(fields)}"
        if name in known:
            raise refuse(f"has {name} twice; leave one out")
        if len(name.encode()) > _LONGEST_NAME:
            raise refuse(
                f"has {name}, and names in PostgreSQL have {_LONGEST_NAME} bytes; shorten the table's name"
            )
        known.add(name)
        yield name, fields


def _foreign_key(name: str, target: Table, names: Sequence[str], refuse: Refuse) -> ForeignKeyConstraint:
    if name == _LEADING:
        return ForeignKeyConstraint([_LEADING], [target.c[_LEADING]])
    key = _key_of("references", name, target, names, refuse)
    return ForeignKeyConstraint([_LEADING, name], [target.c[_LEADING], target.c[key]])


def _refer(table: Table, name: str, target: Table, names: Sequence[str], refuse: Refuse) -> None:
    _key_of("refers", name, target, names, refuse)
    about = declared(table.c[name])
    assert about is not None
    table.c[name].info.update(declare(evolve(about, refers=target.name)))


def _key_of(what: str, name: str, target: Table, names: Sequence[str], refuse: Refuse) -> str:
    _check_names(what, (name,), names, refuse)
    keys = [column.name for column in target.primary_key]
    if len(keys) != 2 or keys[0] != _LEADING:
        raise refuse(
            f"cannot refer to {target.name}, whose key is {', '.join(keys)}; write that foreign key by hand"
        )
    return keys[1]
