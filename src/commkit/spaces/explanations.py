"""Explain steps of spaces: who sees in, and who changes what is walled or kept."""

from collections.abc import Iterator

from commkit.runtime.model.traces import ExplainRequest, TraceStep
from commkit.runtime.model.types import SYSTEM_ROLE
from commkit.runtime.sessions.context import Context
from commkit.spaces.feature import spaces
from commkit.spaces.queries import is_inside, sees_in
from commkit.spaces.records import Space

_CHANGES = frozenset({"spaces.update", "spaces.archive", "spaces.manage_members", "spaces.assign_moderator"})


@spaces.explains("spaces.list_space_members", "spaces.list_space_moderators")
def explain_seeing_in(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """Explain that only who sees what stands in a space learns who is inside."""
    if isinstance(request.object, Space):
        inside = sees_in(context, request.object)
        because = "they see what stands in it" if inside else "they do not see what stands in it"
        yield TraceStep("the audience", inside, because, private=True)


@spaces.explains("spaces.")
def explain_changes(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """Explain that a kept space is not changed by people, and a walled one by those inside only."""
    found = request.object
    if not isinstance(found, Space) or not request.names & _CHANGES:
        return
    if found.kept_by:
        yield TraceStep("kept", False, f"it is kept by {found.kept_by!r}, and changed by its commands only")
    if found.walled:
        inside = context.role == SYSTEM_ROLE or is_inside(context, found.audience)
        because = "they are inside" if inside else "it is changed by those inside only"
        yield TraceStep("the wall", inside, because, private=True)
