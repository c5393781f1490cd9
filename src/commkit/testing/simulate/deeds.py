"""What every simulated member may do in a visit, whatever the community's type: ask, reply, react, edit, tend."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Literal

from attrs import evolve

from commkit.members import JoinCommunity, RestrictMember
from commkit.posts import AddReaction, CreateReply, CreateThread, EditPost, Post, RemovePost
from commkit.testing.simulate import words
from commkit.testing.simulate.visit import Visit
from commkit.testing.simulate.world import Player, Said, Thread

Habit = Callable[[Visit], object]
"""Something a member may do in a visit, beyond the usual: `habit(visit)` looks around and calls `visit.do(...)`."""

_PUNISHMENTS: tuple[tuple[Literal["silenced", "suspended", "banned"], int | None], ...] = (
    ("silenced", 3),
    ("suspended", 7),
    ("banned", None),
)
"""The first, the second and the third time; with the days it lasts."""


def usual(visit: Visit) -> None:
    """One visit's deeds, in the order people do them."""
    persona = visit.player.persona
    if visit.player.member is None and not visit.do(JoinCommunity(), visit.has_joined):
        return
    if persona.tends:
        tend(visit)
    for _ in range(visit.count(persona.replies)):
        reply(visit)
    for _ in range(visit.count(persona.reacts)):
        react(visit)
    first = visit.player.member is None and persona.asks > 0.1  # that is why they came
    for _ in range(max(visit.count(persona.asks), int(first))):
        ask(visit)
    if visit.happens(persona.edits):
        edit(visit)


def ask(visit: Visit) -> None:
    """Open a thread, of a kind that awaits something where the type has one."""
    openings = [kind for kind in visit.world.type.post_kinds if kind.opens]
    kinds = [kind.name for kind in openings if kind.awaits] or [kind.name for kind in openings]
    if not kinds:
        return
    kind = visit.chance.choice(kinds)
    if visit.player.persona.rude:
        title, body = visit.chance.choice(words.RUDE_TITLES), visit.chance.choice(words.RUDE)
        visit.do(CreateThread(kind=kind, title=title, body=body), lambda post: visit.has_opened(post, None))
        return
    about = words.problem(visit.chance)
    command = CreateThread(
        kind=kind, title=about.title, body=words.question(visit.chance, about), tags=about.tags
    )
    visit.do(command, lambda post: visit.has_opened(post, about))


def reply(visit: Visit) -> None:
    """Write below something recent: an answer where one is awaited and the persona knows one, else a comment."""
    thread = _worth_a_reply(visit)
    if thread is None:
        return
    mine = thread.opening.by is visit.player
    wanted = thread.awaits if not mine and visit.happens(visit.player.persona.answers) else None
    target = thread.opening if wanted else visit.chance.choice(thread.standing)
    kind = wanted or _comment_below(visit, target.post)
    if kind is None:
        return
    visit.do(
        CreateReply(target.id, _text(visit, thread, wanted), kind=kind), partial(visit.has_replied, thread)
    )


def react(visit: Visit) -> None:
    """React to something recent that somebody else wrote."""
    threads = visit.world.recent(15)
    if not threads:
        return
    said = visit.chance.choice(visit.chance.choice(threads).standing)
    mark = (visit.player.number, said.id)
    if said.by is visit.player or mark in visit.world.reacted:
        return
    drags = visit.player.persona.rude or (said.rude and visit.happens(0.7))
    worths = visit.world.type.reactions
    fitting = [name for name, worth in worths.items() if (worth < 0) == drags]
    if fitting:
        visit.do(AddReaction(said.id, visit.chance.choice(fitting)), lambda _: visit.world.reacted.add(mark))


def edit(visit: Visit) -> None:
    """Mend what one wrote last."""
    said = visit.player.last
    if said is None or said.down:
        return
    body = f"{said.post.body}\n\n{visit.chance.choice(words.EDITS)}"

    def learn(post: Post) -> None:
        said.post = evolve(said.post, body=post.body, version=post.version)

    visit.do(EditPost(post=said.id, version=said.post.version, body=body), learn)


def tend(visit: Visit) -> None:
    """Take down what is rude, and restrict who wrote it: silence, then suspension, then a ban."""
    for said in visit.world.rude[:5]:
        visit.do(RemovePost(said.id, "unkind or advertising"), partial(_is_down, visit, said))
    for troll in dict.fromkeys(said.by for said in visit.world.rude[:5]):
        if troll.member is None or troll.gone:
            continue
        status, days = _PUNISHMENTS[min(troll.strikes, 2)]
        until = visit.session.now + timedelta(days=days) if days else None
        command = RestrictMember(troll.member, status, "unkind or advertising posts", until=until)

        def learn(_: object, troll: Player = troll, banned: bool = status == "banned") -> None:
            troll.strikes += 1
            troll.gone = banned

        visit.do(command, learn)


def _worth_a_reply(visit: Visit) -> Thread | None:
    """One's own thread where somebody wrote, else something recent; what nobody answered draws most."""
    mine = [thread for thread in visit.world.of(visit.player, 2) if thread.replies and not thread.settled]
    if mine and visit.happens(0.5):
        return visit.chance.choice(mine)
    recent = [thread for thread in visit.world.recent(20) if not thread.settled]
    if not recent:
        return None
    weights = [1 if thread.answers or thread.about is None else 2 for thread in recent]
    return visit.chance.choices(recent, weights=weights)[0]


def _comment_below(visit: Visit, post: Post) -> str | None:
    """A kind that may stand below a post and is not the one its thread waits for, unless there is no other."""
    kind = visit.world.type.kind(post.kind)
    allowed = kind.replies if kind else ()
    others = [name for name in allowed if kind is None or name != kind.awaits]
    return next(iter((*others, *allowed)), None)


def _text(visit: Visit, thread: Thread, wanted: str | None) -> str:
    if visit.player.persona.rude:
        return visit.chance.choice(words.RUDE)
    if wanted and thread.about is not None:
        return words.answer(visit.chance, thread.about)
    return visit.chance.choice(words.COMMENTS)


def _is_down(visit: Visit, said: Said, _: object) -> None:
    said.down = True
    visit.world.rude.remove(said)
