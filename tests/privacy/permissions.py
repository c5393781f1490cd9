"""Who may do what with a person's data; that one is only given one's own is in the tests beside this file."""

from typing import Any

from commkit.testing.permissions import allowed


def _whose(cell: Any) -> str:
    """The actor's own key; the host names somebody."""
    return cell.actor if isinstance(cell.actor, str) else "other"


EXPECTED_PERMISSIONS = {
    "privacy.export_person": allowed(member="any", system="any", given={"key": _whose}),
    "privacy.erase_person": allowed(member="any", system="any", given={"key": _whose}),
    "privacy.complete_erasure": allowed(system="any+removed", archived=True, given={"key": None}),
}
