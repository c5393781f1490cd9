"""How staff of simulated communities stands for answers, in every type that has canonical answers."""

from functools import partial

from commkit_demo.simulation import SimulatedThread, Visit
from commkit_qa import MarkCanonical

STAFF_ROLES = frozenset({"steward", "maintainer"})


def mark_canonical(visit: Visit, *, marked: set[SimulatedThread]) -> None:
    """Mark the accepted answer of a recent question as the canonical one, now and then."""
    if visit.player.persona.role not in STAFF_ROLES or not visit.happens(0.5):
        return
    for thread in visit.world.recent_threads(15):
        answer, about = thread.accepted, thread.about
        if answer is not None and about is not None and not answer.removed and thread not in marked:
            subject = f"{about.product} that {about.symptom}"
            command = MarkCanonical(thread.opening.id, answer.id, subject, "It names the cause and the fix.")
            visit.do(command, partial(_mark, marked, thread))
            return


def _mark(marked: set[SimulatedThread], thread: SimulatedThread, _: object) -> None:
    marked.add(thread)
