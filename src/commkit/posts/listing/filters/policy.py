"""The values of a filter of threads as parameters of its conditions, and the names in it, which have to exist."""

from typing import Any

from commkit.fields import field_range
from commkit.posts.listing import statements as sql
from commkit.posts.listing.filters.statements import MOST_VALUES, Filters
from commkit.posts.listing.messages import ThreadFilter, ThreadOrder
from commkit.posts.tags.policy import normalize_tag
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.ids import first_id_from
from commkit.runtime.model.names import unknown_name
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID


def parameters(context: Context, filter: ThreadFilter) -> tuple[Filters, dict[str, Any]]:
    """The filters that are set, and the parameters of their statements.

    Raises:
        Invalid: There are too many spaces, kinds or states, or one space beside several; a kind or state does not exist
            here, the tag is malformed, there is no such field, or a value does not fit.
    """
    given: dict[str, Any] = {
        "space": filter.space,
        "author": filter.author,
        "made_with": filter.made_with,
        "tag": normalize_tag(filter.tag) if filter.tag is not None else None,
        "since": filter.since,
        "until": filter.until,
    }
    values = {name: value for name, value in given.items() if value is not None}
    names = set(values)
    if filter.since is not None:
        values["since_id"] = first_id_from(filter.since)
    if filter.until is not None:
        values["until_id"] = first_id_from(filter.until, behind=True)
    if filter.space is not None and filter.spaces:
        raise Invalid.field("spaces", "one_of_both", "name one space in `space`, or several in `spaces`")
    for name, wanted in (("space", filter.spaces), ("kind", filter.kinds), ("state", filter.states)):
        chosen = _values(name, wanted)
        values |= chosen
        names |= {name} & chosen.keys() or ({f"{name}s"} if chosen else set())
    _check_exist(context, "kind", filter.kinds)
    _check_exist(context, "state", filter.states)
    by_field = _field_values(context, filter)
    return frozenset(names | ({"field"} if by_field else set())), values | by_field


def _field_values(context: Context, filter: ThreadFilter) -> dict[str, Any]:
    """The parameters of the field, where one is named."""
    bounds = {"equals": filter.equals, "at_least": filter.at_least, "at_most": filter.at_most}
    if filter.field is not None:
        return field_range(context, "post", filter.field, **bounds)
    if any(value is not None for value in bounds.values()):
        raise Invalid.field("field", "required", "name the field that has this value")
    return {}


def _values(name: str, wanted: tuple[Any, ...]) -> dict[str, Any]:
    """One parameter for one space, kind or state; as many as the statement has for several."""
    given = tuple(dict.fromkeys(wanted))
    if len(given) > MOST_VALUES:
        raise Invalid([FieldError(f"{name}s", "too_many", f"give at most {MOST_VALUES}")])
    if len(given) == 1:
        return {name: given[0]}
    return {f"{name}_{n}": given[min(n, len(given) - 1)] for n in range(MOST_VALUES)} if given else {}


def _check_exist(context: Context, name: str, wanted: tuple[str, ...]) -> None:
    """Check that kinds or states are names of the community's type, or of threads from before it got that type."""
    kinds = context.community_type.post_kinds
    known = (
        {kind.name for kind in kinds}
        if name == "kind"
        else {state for kind in kinds for state in kind.states}
    )
    faults = [
        unknown_name(f"{name}s[{place}]", given, known, what=name)
        for place, given in enumerate(wanted)
        if given not in known and not _is_left(context, name, given)
    ]
    if faults:
        raise Invalid(faults)


def _is_left(context: Context, name: str, value: str) -> bool:
    """Whether the actor sees a thread of a kind or state that the community's type does not declare."""
    left = sql.page(ThreadOrder.NEWEST, frozenset({name}))
    return bool(context.rows(left, **{name: value}, after=LAST_ID, size=1))


def each_value(filters: Filters, values: dict[str, Any], lead: str) -> list[tuple[Filters, dict[str, Any]]]:
    """The same filters for each single value of one of them; once where it has one value, or is a period."""
    several = f"{lead}s"
    if several not in filters:
        return [(filters, values)]
    one = (filters - {several}) | {lead}
    wanted = dict.fromkeys(values[f"{lead}_{number}"] for number in range(MOST_VALUES))
    return [(one, values | {lead: value}) for value in wanted]
