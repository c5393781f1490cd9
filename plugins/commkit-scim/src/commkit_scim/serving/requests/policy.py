"""Reading what a directory sends, strictly and within bounds, before any session sees it."""

import json
from typing import Any
from urllib.parse import parse_qsl

from attrs import frozen
from scim2_models import (
    Context,
    InvalidSyntaxException,
    ScimPolicy,
    SearchRequest,
)

from commkit.http_resources import HttpRequest
from commkit_scim.policy import MAX_RESULTS

TOLERANT = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
"""Attributes that are not kept are passed over, as RFC 7643 has it; and what Entra sends is understood."""
DEFAULT_COUNT = 100
MAX_DEPTH = 32
_MAX_PAIRS = 50
_NAMES = {
    name.lower(): name
    for name in ("attributes", "excludedAttributes", "filter", "sortBy", "sortOrder", "startIndex", "count")
}


@frozen
class Wanted:
    """What of a list is asked for.

    Attributes:
        filter: The filter.
        sort_by: What says the order.
        descending: Whether it is the other way round.
        start: The place of the first one.
        count: How many.
        selection: Which attributes are answered.
    """

    filter: str
    sort_by: str
    descending: bool
    start: int
    count: int
    selection: Any


def read_body(request: HttpRequest) -> dict[str, Any]:
    """The object of a JSON body.

    Raises:
        InvalidSyntaxException: It is none.
    """
    kind = request.headers.get("content-type", "").lower().partition(";")[0].strip()
    if kind and kind not in ("application/scim+json", "application/json"):
        raise InvalidSyntaxException(detail="send Content-Type: application/scim+json")
    try:
        text = request.body.decode()
        value = json.loads(text, parse_constant=_no_number)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()  # refuses halves of characters
    except (ValueError, RecursionError):
        raise InvalidSyntaxException(detail="send well-formed JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise InvalidSyntaxException(detail="send a JSON object")
    _check_depth(value)
    return value


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _check_depth(value: Any) -> None:
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise InvalidSyntaxException(detail=f"nest at most {MAX_DEPTH} lists and objects")


def read_query(request: HttpRequest) -> dict[str, str]:
    """The names of RFC 7644 in the query string, without regard to case; others are passed over.

    Raises:
        InvalidSyntaxException: It is no UTF-8, or has too many names.
    """
    try:
        pairs = parse_qsl(request.query, keep_blank_values=False, errors="strict", max_num_fields=_MAX_PAIRS)
    except ValueError:
        raise InvalidSyntaxException(detail="encode the query string as UTF-8, with few names") from None
    return {_NAMES[name.lower()]: value for name, value in pairs if name.lower() in _NAMES}


def selection_of(request: HttpRequest, model: Any) -> Any:
    """Which attributes the answer to a request has."""
    given = read_query(request)
    kept = {name: given[name] for name in ("attributes", "excludedAttributes") if name in given}
    return search_model(model).model_validate(kept, scim_policy=TOLERANT)


def wanted_of(values: dict[str, Any], model: Any, *, searched: bool) -> Wanted:
    """What of a list is asked for.

    Args:
        values: The names of the query string, or the body of a search.
        model: The schema of what is listed.
        searched: Whether it is the body of a search.
    """
    context = Context.SEARCH_REQUEST if searched else Context.DEFAULT
    found = search_model(model).model_validate(values, scim_ctx=context, scim_policy=TOLERANT)
    count = DEFAULT_COUNT if found.count is None else found.count
    return Wanted(
        filter=str(found.filter or ""),
        sort_by=str(found.sort_by or ""),
        descending=found.sort_order is not None and found.sort_order.value == "descending",
        start=min(found.start_index or 1, 2**31),
        count=min(count, MAX_RESULTS),
        selection=found,
    )


def search_model(model: Any) -> Any:
    """The message of a search in a schema."""
    return SearchRequest[model]


def needs_match(request: HttpRequest) -> bool:
    """Whether a request is carried out only if the resource is in a version that it names."""
    return request.headers.get("if-match", "*").strip() != "*"


def matches(header: str, tag: str) -> bool:
    """Whether an ETag is among those of a header; weakly, as RFC 9110 compares weak ones."""
    if header.strip() == "*":
        return True
    bare = tag.removeprefix("W/")
    return bare in (each.strip().removeprefix("W/") for each in header.split(","))
