"""What members of the simulated developer community do beyond asking and replying."""

from functools import partial

from attrs import evolve

from commkit_demo.canonical import mark_canonical
from commkit_demo.developer.keeping import Upkeep
from commkit_demo.developer.personas import EDITOR
from commkit_demo.simulation import MemberAction, SimulatedPost, Visit
from commkit_developer import (
    ApproveSuggestedEdit,
    RejectSuggestedEdit,
    SuggestedEdit,
    SuggestEdit,
    VoteToClose,
)
from commkit_qa import AcceptAnswer

OFF_TOPIC = "developer.off_topic"


def developer_actions(upkeep: Upkeep) -> tuple[MemberAction, ...]:
    """Askers accept answers, editors suggest edits, authors decide about them, staff closes, marks and tracks."""
    pending = list[tuple[SimulatedPost, SuggestedEdit]]()
    return (
        accept_answer,
        partial(suggest_edit, pending=pending),
        partial(decide_edits, pending=pending),
        close_question,
        partial(mark_canonical, marked=set()),
        *upkeep.actions(),
    )


def accept_answer(visit: Visit) -> None:
    """Accept an answer to one's own question."""
    for thread in visit.world.threads_by(visit.player):
        if thread.answers and not thread.resolved and visit.happens(0.4):
            helped = thread.answers[0]
            visit.do(AcceptAnswer(thread.opening.id, helped.id), partial(thread.mark_accepted, helped))


def suggest_edit(visit: Visit, *, pending: list[tuple[SimulatedPost, SuggestedEdit]]) -> None:
    """Suggest to say more in somebody else's question, now and then."""
    if visit.player.persona is not EDITOR or not visit.happens(0.6):
        return
    theirs = [
        thread.opening
        for thread in visit.world.recent_threads(10)
        if thread.about is not None and thread.opening.by is not visit.player and not thread.opening.removed
    ]
    if theirs:
        said = visit.rng.choice(theirs)
        body = f"{said.post.body}\n\n```\nhub.log: scene 4 not found\n```"
        command = SuggestEdit(post=said.id, version=said.post.version, body=body, reason="the log shows it")
        visit.do(command, lambda edit: pending.append((said, edit)))


def decide_edits(visit: Visit, *, pending: list[tuple[SimulatedPost, SuggestedEdit]]) -> None:
    """Approve or reject what was suggested for one's own posts, unless they were edited since."""
    mine = [one for one in pending if one[0].by is visit.player and not one[0].removed]
    for said, edit in mine:
        if visit.happens(0.75):
            command = ApproveSuggestedEdit(edit=edit.id, version=edit.version)
            visit.do(command, partial(_mark_edited, said))
        else:
            visit.do(RejectSuggestedEdit(edit=edit.id, version=edit.version, reason="that is another log"))
        pending.remove((said, edit))


def _mark_edited(said: SimulatedPost, edit: SuggestedEdit) -> None:
    said.post = evolve(said.post, body=edit.body, version=said.post.version + 1)


def close_question(visit: Visit) -> None:
    """Stewards close as off topic what is no question, where it was not removed."""
    if not visit.player.persona.moderates:
        return
    for thread in visit.world.recent_threads(20):
        if thread.about is None and not thread.opening.removed and not thread.resolved:
            visit.do(VoteToClose(thread.opening.id, OFF_TOPIC), thread.mark_resolved)
