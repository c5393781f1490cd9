"""Statements with lists (`IN (...)`): compiled once for each power of two, and filled up to it with the last item."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from commkit.runtime.storage.prepared import Parameter, Prepared, arranger

MAX_LENGTH = 256
"""A list of more items is compiled at each execution."""


def with_lists(prepared: Prepared, values: dict[str, Any]) -> Prepared | None:
    """The statement for lists as long as the given ones; puts each item into `values`, by a name of its own.

    Args:
        prepared: A statement that holds lists.
        values: The parameters. Each list is put back as a tuple: what can be read once only, such as a generator, is
            read here, and whoever runs the statement reads it again.

    Returns:
        The statement; None where SQLAlchemy must compile it for these lists: their items are rows of several values.

    Raises:
        KeyError: A list is missing.
        TypeError: A list is none.
    """
    given = {parameter.name: _items(parameter, values) for parameter in prepared.lists}
    values.update((name, items) for name, items in given.items() if name in values)
    if any(items and isinstance(items[0], tuple | list) for items in given.values()):
        return None
    if max(map(len, given.values())) > MAX_LENGTH:
        lengths = tuple(map(len, given.values()))
        found: Prepared | None = _expand(prepared, lengths)
    else:
        lengths = tuple(_filled_length(len(items)) for items in given.values())
        found = prepared.by_lengths.get(lengths)
        if found is None:
            found = prepared.by_lengths[lengths] = _expand(prepared, lengths)
    for (name, items), length in zip(given.items(), lengths, strict=True):
        for position in range(length):
            values[_item(name, position)] = items[min(position, len(items) - 1)]
    return found


def _items(parameter: Parameter, values: dict[str, Any]) -> tuple[Any, ...]:
    """The items of a list; a text is none, though its characters could be taken for items."""
    given = parameter.value_of(values)
    if isinstance(given, str | bytes | bytearray):
        raise TypeError(f"{parameter.name} is a list: give a list of values, not {type(given).__name__}")
    return tuple(given)


def _filled_length(length: int) -> int:
    """The next power of two; 0 stays."""
    return 1 << (length - 1).bit_length() if length else 0


def _item(name: str, position: int) -> str:
    """What SQLAlchemy calls an item of a list."""
    return f"{name}_{position + 1}"


def _expand(prepared: Prepared, lengths: Sequence[int]) -> Prepared:
    assert prepared.compiled is not None
    known = {parameter.name: parameter for parameter in prepared.parameters}
    lists = dict(zip((parameter.name for parameter in prepared.lists), lengths, strict=True))
    state = prepared.compiled.construct_expanded_state(
        {name: [None] * lists[name] if name in lists else None for name in known}
    )
    of_item = {
        _item(name, position): Parameter(_item(name, position), known[name].process)
        for name, length in lists.items()
        for position in range(length)
    }
    assert not of_item.keys() & known.keys(), "a parameter has the name of an item of a list"
    order = state.positiontup if state.positiontup is not None else list(state.parameters)
    order = [name for name in order if name not in lists]
    names = list(dict.fromkeys(order))
    return evolve(
        prepared,
        sql=state.statement,
        parameters=tuple(of_item.get(name) or known[name] for name in names),
        names=tuple(names),
        arrange=arranger(names, order),
    )
