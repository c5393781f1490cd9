"""The worker's command of rounds."""

from attrs import frozen

from commkit import Command, Context
from commkit.storage import schedule_command
from commkit_matching.feature import matching_feature
from commkit_matching.requests.messages import KindField
from commkit_matching.requests.queries import find_kind
from commkit_matching.rounds import statements as sql
from commkit_matching.rounds.handlers import run_round


@frozen
class RunDueRound(Command[bool]):
    """Run the round of a kind that is due, and schedule the next one; sent as `SYSTEM`.

    Returns:
        Whether one was run.
    """

    permission = "matching.keep"
    when_archived = True
    personal = ()

    kind: KindField


@matching_feature.handles(RunDueRound)
def run_due_round(context: Context, command: RunDueRound) -> bool:
    """Of several workers one runs it. In an archive, and of a kind that is declared no more, there is none."""
    found = context.one(sql.LOCK_POOL, kind=command.kind)
    if found is None or found.next_at is None or found.next_at > context.now:
        return False
    kind = find_kind(context, command.kind)
    due = context.now + kind.every if kind is not None and kind.every is not None else None
    context.run(sql.SET_NEXT, kind=command.kind, new_next_at=due)
    if kind is None or due is None:
        return False
    schedule_command(context, command, at=due, as_system=True)
    if context.community.archived_at is not None:
        return False
    run_round(context, kind)
    return True
