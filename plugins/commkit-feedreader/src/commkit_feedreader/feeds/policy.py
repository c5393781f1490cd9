"""Which feeds can be added: their address, and what their entries may become; no database."""

from commkit import CommunityType, FieldError
from commkit.fetching import FetchError, FetchPolicy, check_fetchable


def url_faults(url: str, policy: FetchPolicy) -> list[FieldError]:
    """What is wrong with an address, as far as it can be told without resolving its host."""
    try:
        check_fetchable(url, policy)
    except FetchError as error:
        return [FieldError("url", error.code.partition(".")[2], error.message)]
    return []


def kind_faults(type: CommunityType, name: str) -> list[FieldError]:
    """What is wrong with the kind that entries are to become; empty is none, and nothing is wrong with that."""
    if not name:
        return []
    kind = type.kind(name)
    if kind is None or not kind.opens:
        return [FieldError("kind", "unknown_kind", "name a post kind that opens threads, or none")]
    if any(field.required for field in type.declared_fields("post", name)):
        return [
            FieldError("kind", "has_required_fields", "name a kind without required fields: no feed has them")
        ]
    return []
