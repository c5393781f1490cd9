"""Who may plan, make and undo changes of type.

The types of `tests.testing.everything` have the same features and roles, so a plan stays true whatever else happens.
"""

from typing import Any

from commkit import SYSTEM
from commkit.communities import ReadCommunity
from commkit.community_types import ChangeType, ListTypeChanges, PlanTypeChange
from commkit.testing.permissions import allowed

NEXT = "everything-more"


def _changed(cell: Any) -> Any:
    """The id of the community's change to its second type, which is made if it was not yet."""
    with cell.scenario.kit.session(SYSTEM, cell.scenario.community.slug) as session:
        if session.ask(ReadCommunity()).type == "everything":
            plan = session.ask(PlanTypeChange("everything-else"))
            session.do(ChangeType(plan.after, plan.fingerprint))
        return session.ask(ListTypeChanges()).items[0].id


def _fingerprint(cell: Any) -> str:
    """The fingerprint of the plan for a third type."""
    _changed(cell)
    with cell.scenario.kit.session(SYSTEM, cell.scenario.community.slug) as session:
        return session.ask(PlanTypeChange(NEXT)).fingerprint


EXPECTED_PERMISSIONS = {
    "community_types.plan_type_change": allowed(owner="any", given={"type": NEXT}),
    "community_types.change_type": allowed(owner="any", given={"type": NEXT, "fingerprint": _fingerprint}),
    "community_types.undo_change_type": allowed(owner="any", given={"change": _changed}),
    "community_types.list_type_changes": allowed(steward="any"),
    "community_types.read_type_composition": allowed(steward="any"),
}

SAMPLE_VALUES = {"type": ("everything", "everything-else", "everything-more", "nothing")}
