"""Messages, records, facts and settings as JSON-able values and back: strict, with every fault and its path."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from commkit.runtime.model.errors import Invalid

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")


@lru_cache(maxsize=2)
def converter(*, from_texts: bool = False) -> "Converter":
    """The converter of values from JSON, or of those from texts; made when it is first used."""
    from commkit.runtime.values.conversion import make_converter  # noqa: PLC0415  # it loads cattrs

    return make_converter(from_texts=from_texts)


def dump(value: Any) -> Any:
    """A JSON-able form of any message, record, fact or settings."""
    return converter().unstructure(value)


def load(cls: type[T], value: Any, *, from_texts: bool = False) -> T:
    """The object a JSON-able value describes.

    Args:
        cls: What it is.
        value: Its JSON-able form.
        from_texts: Whether numbers, true and false may be texts, as in a query string.

    Raises:
        Invalid: With every fault: wrong types, unknown and missing names.
    """
    try:
        return converter(from_texts=from_texts).structure(value, cls)
    except Exception as error:
        from commkit.runtime.values.faults import faults  # noqa: PLC0415  # see `converter`

        raise Invalid(list(faults(error))) from None


def override(defaults: T, values: Mapping[str, Any]) -> T:
    """The same object with some values replaced, given in their JSON-able form.

    Raises:
        Invalid: With every fault of the values.
    """
    return load(type(defaults), {**dump(defaults), **values}) if values else defaults


def to_json(value: Any) -> str:
    """A JSON text of a JSON-able value, always the same for equal values."""
    import msgspec  # noqa: PLC0415  # `import commkit` must not load it

    return msgspec.json.encode(value, order="deterministic", enc_hook=_plain).decode()


def _plain(value: Any) -> str:
    """What msgspec does not know: texts of a class of their own, such as `RenderedHtml`."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def from_json(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        Invalid: It is no JSON.
    """
    import msgspec  # noqa: PLC0415  # `import commkit` must not load it

    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise Invalid.field("body", "not_json", f"send JSON ({error})") from None
