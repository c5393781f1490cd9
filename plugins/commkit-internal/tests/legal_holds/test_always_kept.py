"""Whatever happens, what is held is as it was after every erasure, purge and look of the worker, until its release."""

from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commkit.members import JoinCommunity
from commkit.posts import CreateReply, EditPost, post, revision
from commkit_internal import ReleaseHold
from tests.retained import keep

_numbers = count()
_people = st.sampled_from(["x", "y"])
_places = st.integers(0, 3)
_steps = st.one_of(
    st.tuples(st.just("write"), _people),
    st.tuples(st.just("reply"), _people, _places),
    st.tuples(st.just("edit"), _places),
    st.tuples(st.just("hold_member"), _people),
    st.tuples(st.just("hold_thread"), _places),
    st.tuples(st.just("release"), _places),
    st.tuples(st.just("erase"), _people),
    st.tuples(st.just("purge")),
    st.tuples(st.just("work")),
)


class World:
    """What people wrote and what is held, as the test knows it."""

    def __init__(self, town: Any) -> None:
        self.town = town
        self.keys = {name: f"{name}{next(_numbers)}" for name in "xy"}
        for key in self.keys.values():
            town.do(key, JoinCommunity())
        self.ids = {name: town.member(key) for name, key in self.keys.items()}
        self.erased: set[str] = set()
        self.threads = [town.topic(key, f"First of {key}.") for key in self.keys.values()]
        self.holds: list[tuple[Any, set[Any], set[Any]]] = []

    def texts(self) -> dict[Any, Any]:
        """Every held text by what it is."""
        members = {member for _, its, _ in self.holds for member in its}
        threads = {thread for _, _, its in self.holds for thread in its}
        with self.town.kit.database.engine.connect() as connection:
            posts = connection.execute(
                select(post.c.id, post.c.thread, post.c.author, post.c.title, post.c.body)
            )
            found = {one.id: one for one in posts if one.thread in threads or one.author in members}
            olds = connection.execute(select(revision.c.post, revision.c.version, revision.c.body))
            return found | {(one.post, one.version): one.body for one in olds if one.post in found}

    def step(self, what: str, *with_: Any) -> None:
        before = self.texts()
        if getattr(self, what)(*with_) is not False and what in ("erase", "purge", "work"):
            after = self.texts()
            assert after == before

    def write(self, who: str) -> None:
        if who not in self.erased:
            self.threads.append(self.town.topic(self.keys[who], "More."))

    def reply(self, who: str, where: int) -> None:
        if who not in self.erased:
            self.town.do(self.keys[who], CreateReply(self._thread(where).id, "So it is."))

    def edit(self, where: int) -> None:
        thread = self._thread(where)
        who = next(name for name, id in self.ids.items() if id == thread.author)
        if who not in self.erased:
            changed = self.town.do(
                self.keys[who], EditPost(post=thread.id, version=thread.version, body=f"V{thread.version}")
            )
            self.threads[self.threads.index(thread)] = changed

    def hold_member(self, who: str) -> None:
        if who not in self.erased:
            self.holds.append((self.town.hold(members=(self.keys[who],)), {self.ids[who]}, set()))

    def hold_thread(self, where: int) -> None:
        thread = self._thread(where).id
        self.holds.append((self.town.hold(threads=(thread,)), set(), {thread}))

    def release(self, which: int) -> None:
        if self.holds:
            hold, _, _ = self.holds.pop(which % len(self.holds))
            self.town.do("lex", ReleaseHold(hold.id))

    def erase(self, who: str) -> None:
        if who not in self.erased:
            self.erased.add(who)
            self.town.erase(self.keys[who])

    def purge(self) -> None:
        self.town.clock.advance(timedelta(days=3))
        self.town.kit.purge()

    def work(self) -> None:
        self.town.clock.advance(timedelta(days=2))
        self.town.kit.worker().drain()

    def settle(self) -> None:
        """Release everything: then nothing of the erased is left."""
        while self.holds:
            self.release(0)
        self.work()
        gone = {self.ids[who] for who in self.erased}
        with self.town.kit.database.engine.connect() as connection:
            rows = connection.execute(select(post.c.author, post.c.body)).all()
        assert not [body for author, body in rows if author in gone and body]

    def _thread(self, where: int) -> Any:
        return self.threads[where % len(self.threads)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_steps, min_size=3, max_size=14))
def test_what_is_held_never_changes_by_erasure_or_purge(town: Any, steps: list[tuple[Any, ...]]) -> None:
    keep(town.kit, revisions=timedelta(days=1))
    world = World(town)
    for what, *with_ in steps:
        world.step(what, *with_)
    world.settle()
