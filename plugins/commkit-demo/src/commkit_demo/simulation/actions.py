"""What simulated members do in a visit, in a community of any type: ask, reply, react, edit, moderate."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Literal

from attrs import evolve

from commkit.members import JoinCommunity, RestrictMember
from commkit.posts import AddReaction, CreateReply, CreateThread, EditPost, Post, RemovePost
from commkit_demo.simulation import vocabulary
from commkit_demo.simulation.state import SimulatedMember, SimulatedPost, SimulatedThread
from commkit_demo.simulation.visit import Visit

MemberAction = Callable[[Visit], object]
"""Something that members do in a visit: `action(visit)` reads `visit.world` and calls `visit.do(...)`."""

_SANCTIONS: tuple[tuple[Literal["silenced", "suspended", "banned"], int | None], ...] = (
    ("silenced", 3),
    ("suspended", 7),
    ("banned", None),
)
"""For the first, the second and the third offence: the restriction, and for how many days; None without end."""


def default_actions(visit: Visit) -> None:
    """What members of every community do in a visit, in this order."""
    persona = visit.player.persona
    if visit.player.member is None and not visit.do(JoinCommunity(), visit.record_join):
        return
    if persona.moderates:
        moderate(visit)
    for _ in range(visit.count(persona.replies_per_visit)):
        reply(visit)
    for _ in range(visit.count(persona.reactions_per_visit)):
        react(visit)
    joins_to_ask = visit.player.member is None and persona.threads_per_visit > 0.1
    for _ in range(max(visit.count(persona.threads_per_visit), int(joins_to_ask))):
        ask(visit)
    if visit.happens(persona.edit_probability):
        edit(visit)


def ask(visit: Visit) -> None:
    """Open a thread of one of the kinds that members open."""
    if not visit.world.kinds:
        return
    kind = visit.rng.choice(visit.world.kinds)
    if visit.player.persona.rude:
        title, body = visit.rng.choice(vocabulary.RUDE_TITLES), visit.rng.choice(vocabulary.RUDE)
        visit.do(
            CreateThread(kind=kind, title=title, body=body), lambda post: visit.record_thread(post, None)
        )
        return
    draft = visit.world.wording.thread(visit.rng)
    command = CreateThread(kind=kind, title=draft.title, body=draft.body, tags=draft.tags)
    visit.do(command, lambda post: visit.record_thread(post, draft.about))


def reply(visit: Visit) -> None:
    """Write below something recent: an answer where one is awaited and the persona knows one, else a comment."""
    thread = _pick_thread_to_reply(visit)
    if thread is None:
        return
    mine = thread.opening.by is visit.player
    wanted = thread.awaits if not mine and visit.happens(visit.player.persona.answer_probability) else None
    target = thread.opening if wanted else visit.rng.choice(thread.standing)
    kind = wanted or _comment_kind_below(visit, target.post)
    if kind is None:
        return
    visit.do(
        CreateReply(target.id, _text(visit, thread, wanted), kind=kind), partial(visit.record_reply, thread)
    )


def react(visit: Visit) -> None:
    """React to something recent that somebody else wrote."""
    threads = visit.world.recent_threads(15)
    if not threads:
        return
    said = visit.rng.choice(visit.rng.choice(threads).standing)
    mark = (visit.player.number, said.id)
    if said.by is visit.player or mark in visit.world.reacted:
        return
    downvotes = visit.player.persona.rude or (said.rude and visit.happens(0.7))
    worths = visit.world.type.reactions
    fitting = [name for name, worth in worths.items() if (worth < 0) == downvotes]
    if fitting:
        visit.do(AddReaction(said.id, visit.rng.choice(fitting)), lambda _: visit.world.reacted.add(mark))


def edit(visit: Visit) -> None:
    """Edit one's own latest post."""
    said = visit.player.last
    if said is None or said.removed:
        return
    body = f"{said.post.body}\n\n{visit.rng.choice(vocabulary.EDITS)}"

    def record(post: Post) -> None:
        said.post = evolve(said.post, body=post.body, version=post.version)

    visit.do(EditPost(post=said.id, version=said.post.version, body=body), record)


def moderate(visit: Visit) -> None:
    """Remove rude posts, and restrict their authors: silence, then suspension, then a ban."""
    for said in visit.world.rude[:5]:
        visit.do(RemovePost(said.id, "unkind or advertising"), partial(_mark_removed, visit, said))
    for troll in dict.fromkeys(said.by for said in visit.world.rude[:5]):
        if troll.member is None or troll.banned:
            continue
        status, days = _SANCTIONS[min(troll.sanction_count, 2)]
        until = visit.now + timedelta(days=days) if days else None
        command = RestrictMember(troll.member, status, "unkind or advertising posts", until=until)

        def record(_: object, troll: SimulatedMember = troll, banned: bool = status == "banned") -> None:
            troll.sanction_count += 1
            troll.banned = banned

        visit.do(command, record)


def _pick_thread_to_reply(visit: Visit) -> SimulatedThread | None:
    """One's own thread where somebody wrote, else something recent; unanswered threads are chosen twice as often."""
    mine = [
        thread for thread in visit.world.threads_by(visit.player, 2) if thread.replies and not thread.resolved
    ]
    if mine and visit.happens(0.5):
        return visit.rng.choice(mine)
    recent = [thread for thread in visit.world.recent_threads(20) if not thread.resolved]
    if not recent:
        return None
    weights = [1 if thread.answers or thread.about is None else 2 for thread in recent]
    return visit.rng.choices(recent, weights=weights)[0]


def _comment_kind_below(visit: Visit, post: Post) -> str | None:
    """A kind of reply that a post may have; the one that its thread awaits only where there is no other."""
    kind = visit.world.type.kind(post.kind)
    allowed = kind.replies if kind else ()
    others = [name for name in allowed if kind is None or name != kind.awaits]
    return next(iter((*others, *allowed)), None)


def _text(visit: Visit, thread: SimulatedThread, wanted: str | None) -> str:
    if visit.player.persona.rude:
        return visit.rng.choice(vocabulary.RUDE)
    if wanted and thread.about is not None:
        return vocabulary.answer(visit.rng, thread.about)
    return visit.rng.choice(visit.world.wording.comments)


def _mark_removed(visit: Visit, said: SimulatedPost, _: object) -> None:
    said.removed = True
    visit.world.rude.remove(said)
