"""Each budget of the design, and how it is measured."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from attrs import evolve
from uuid_utils.compat import uuid7

from benchmarks.fill import BODY, fill
from benchmarks.forum import FEATURES, READER, SLUG, Forum, Gated, Ping, found
from benchmarks.measure import Figure, alone, figure, side_by_side
from benchmarks.raw import Page, RawTown
from commkit import Kit
from commkit.posts import ActivityPage, PostId, Reply, ThreadPage
from commkit.runtime.extensions import apply_shape, pass_gate, run_handler
from commkit.runtime.pages import encode_cursor

PAGE_400 = (400 * 20 - 21).to_bytes(4, "big")
"""The path of the last post of page 399: page 400 starts behind it."""
_RAW_BODY = "A reply that says what it has to say in one or two lines, and no more than that."


class Counter:
    """Counts the statements of a Kit."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, sql: str) -> None:
        self.count += 1

    def of(self, work: Callable[[], object]) -> int:
        """How many statements a call takes."""
        before = self.count
        work()
        return self.count - before


def town(url: str, posts: int) -> tuple[Kit, UUID]:
    """A town full of posts; gives the Kit and the long thread."""
    kit = Kit(url, plugins=[Forum()])
    kit.migrate()
    found(kit)
    thread = fill(kit, posts)
    return kit, thread


def reads(
    kit: Kit,
    raw: RawTown,
    thread: UUID,
    *,
    database: str,
    posts: int,
    rounds: int,
    counted: "Kit",
    counter: Counter,
) -> Iterator[Figure]:
    """Page 1, page 400, and the list by activity."""
    deep = encode_cursor(PAGE_400)

    def ask(kit: Kit, query: object) -> object:
        with kit.session(READER, SLUG, read_only=True) as session:
            return session.ask(query)  # type: ignore[arg-type]  # any of the queries below

    works: dict[str, tuple[object, Callable[[], Page]]] = {
        "page 1 of a thread": (ThreadPage(thread), lambda: raw.page(READER, SLUG, thread)),
        "page 400 of a thread": (
            ThreadPage(thread, after=deep),
            lambda: raw.page(READER, SLUG, thread, PAGE_400),
        ),
        "threads by activity": (ActivityPage(), lambda: raw.activity(READER, SLUG)),
    }
    for name, (query, by_hand) in works.items():
        page = ask(kit, query)
        assert [post.id for post in page.items] == [_uuid(post["id"]) for post in by_hand()[0]], name
        ours, theirs = side_by_side(lambda query=query: ask(kit, query), by_hand, rounds=rounds)
        statements = counter.of(lambda query=query: ask(counted, query))
        yield figure(
            name,
            database=database,
            posts=posts,
            ours=ours,
            raw=theirs,
            budget=2.0 if database == "sqlite" else None,
            statements=statements,
        )


def _uuid(value: object) -> object:
    return UUID(bytes=value) if isinstance(value, bytes) else value


def writes(
    kit: Kit,
    raw: RawTown,
    thread: UUID,
    *,
    database: str,
    posts: int,
    rounds: int,
    counted: Kit,
    counter: Counter,
) -> Figure:
    """Publish a reply."""

    def reply(kit: Kit) -> None:
        with kit.session(READER, SLUG) as session:
            session.do(Reply(thread, _RAW_BODY))

    ours, theirs = side_by_side(
        lambda: reply(kit), lambda: raw.reply(READER, SLUG, thread, _RAW_BODY), rounds=rounds, each=5
    )
    return figure(
        "publish a reply",
        database=database,
        posts=posts,
        ours=ours,
        raw=theirs,
        budget=2.5 if database == "sqlite" else 1.5,
        statements=counter.of(lambda: reply(counted)),
    )


def dispatch(*, rounds: int) -> Figure:
    """The way of a command through six features, each with a gate and a shape, without any I/O."""
    kit = Kit("sqlite://", plugins=[Gated()])
    table = kit._composition.tables["gated"]  # noqa: SLF001  # the table is what is measured
    own = table.routes[Ping]
    route = evolve(own, gates=own.gates[-FEATURES:], shapes=own.shapes[-FEATURES:])
    routes, grants = {Ping: route}, table.grants["owner", 0]
    command = Ping(PostId(uuid7()), BODY)

    def go() -> None:
        way = routes[type(command)]
        assert way.permission in grants
        message = way.check(command)
        for gate in way.gates:
            pass_gate(gate, None, message)
        for shape in way.shapes:
            message = apply_shape(shape, None, message, way)
        run_handler(way, None, message)

    ours = alone(go, rounds=rounds * 50)
    return figure("dispatch with six features (us)", database="none", posts=0, ours=ours, budget=10)


def check(*, rounds: int) -> Figure:
    """`kit.check()` on a file."""
    with TemporaryDirectory() as folder:
        kit = Kit(f"sqlite:///{Path(folder) / 'check.db'}", plugins=[Forum()])
        kit.migrate()
        figure_ = figure(
            "kit.check() (us)",
            database="sqlite",
            posts=0,
            ours=alone(kit.check, rounds=rounds),
            budget=30_000,
        )
        kit.close()
    return figure_
