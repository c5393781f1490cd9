"""The worker's command that begins a run, and what is scheduled after votes."""

from datetime import timedelta

from attrs import frozen

from commkit import Command, Context
from commkit.storage import schedule_command
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.maps.facts import OpinionMapDue
from commkit_opinion.maps.feature import map_feature
from commkit_opinion.maps.runs import statements as sql
from commkit_opinion.maps.runs.records import MapRun


@frozen
class ComputeOpinionMap(Command[bool]):
    """Let the worker compute the map of a consultation now; without other votes than last time it leaves it alone.

    Returns:
        Whether there is anything to compute.
    """

    permission = "opinion.compute"
    when_archived = True
    host_only = True

    consultation: ConsultationId


@map_feature.handles(ComputeOpinionMap)
def compute_opinion_map(context: Context, command: ComputeOpinionMap) -> bool:
    """Take the next turn; the computation takes no part in this transaction."""
    rows = context.rows(sql.BEGIN, consultation=command.consultation)
    for (turn,) in rows:
        context.emit(OpinionMapDue(consultation=command.consultation, turn=turn))
    return bool(rows)


def mark_due(context: Context, consultation: ConsultationId, *, after: timedelta) -> None:
    """Schedule a run, unless one is scheduled.

    Args:
        context: Of the worker.
        consultation: The consultation.
        after: How long the worker waits for further votes.
    """
    run = MapRun(
        consultation=consultation,
        turn=0,
        due=True,
        digest="",
        computed_at=None,
        problem=None,
        people=0,
        statements=0,
        votes=0,
        groups=0,
        candidate=0,
        wins=0,
    )
    if context.run(sql.ADD, run) or context.run(sql.MARK_DUE, consultation=consultation):
        schedule_command(context, ComputeOpinionMap(consultation), at=context.now + after, as_system=True)
