"""What the kernel is asked for without a database, or with an empty one."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve
from uuid_utils.compat import uuid7

from benchmarks.fill import BODY
from benchmarks.forum import FEATURES, Forum, Gated, Ping
from benchmarks.measure import Figure, figure, time_one
from commkit import Kit
from commkit.posts import PostId
from commkit.runtime.sessions.pipeline import apply_transform, pass_gates, run_handler


def dispatch(*, rounds: int) -> Figure:
    """The way of a command through six features, each with a gate and a transform, without any I/O."""
    kit = Kit("sqlite://", plugins=[Gated()])
    table = kit._composition.tables["gated"]  # noqa: SLF001  # the table is what is measured
    own = table.routes[Ping]
    route = evolve(own, gates=own.gates[-FEATURES:], transforms=own.transforms[-FEATURES:])
    routes, grants = {Ping: route}, table.grants["owner", 0]
    command = Ping(PostId(uuid7()), BODY)
    context: Any = None  # the extensions that are measured look at the message alone

    def go() -> None:
        way = routes[type(command)]
        assert way.permission in grants
        message = way.check(command)
        pass_gates(way.gates, context, message)
        for transform in way.transforms:
            message = apply_transform(transform, context, message, way)
        run_handler(way, context, message)

    ours = time_one(go, rounds=rounds * 50)
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
            ours=time_one(kit.check, rounds=rounds),
            budget=30_000,
        )
        kit.close()
    return figure_
