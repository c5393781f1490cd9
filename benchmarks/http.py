"""HTTP: what the contract costs over the same question in Python, without any framework."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.fill import fill
from benchmarks.forum import READER, SLUG, create_community
from benchmarks.measure import Figure, compare_timings, figure
from benchmarks.suite import new_kit
from commkit import Kit
from commkit.adapters.http import Contract, Request, handle, make_contract
from commkit.adapters.http.contract import path_of
from commkit.posts import PostId, ReadThread, ViewThread

POSTS = 40
OVERHEAD = 250
"""Microseconds that a request may cost over its question."""

Asked = Callable[[], object]


def http_figures(*, rounds: int) -> Iterator[Figure]:
    """The overhead of a page of 20 posts, as records and as a view."""
    with TemporaryDirectory() as folder, closing(new_kit(f"sqlite:///{Path(folder) / 'http.db'}")) as kit:
        kit.migrate()
        create_community(kit, members=30)
        thread = PostId(fill(kit, POSTS))
        contract = make_contract(kit)
        for query in (ReadThread(thread), ViewThread(thread)):
            ask, request = _both(kit, contract, query)
            requested, asked = compare_timings(request, ask, rounds=rounds)
            name = f"overhead of HTTP: {kit.registry.name_of(type(query))} (us)"
            yield figure(name, database="sqlite", posts=POSTS, ours=requested - asked, budget=OVERHEAD)


def _both(kit: Kit, contract: Contract, query: Any) -> tuple[Asked, Asked]:
    """The same question in Python and as a request, which give the same."""
    name = kit.registry.name_of(type(query))
    sent = Request("GET", f"/{SLUG}{path_of(name)}", f"thread={query.thread}")

    def ask() -> object:
        return kit.transact(READER, SLUG, lambda session: session.ask(query), read_only=True)

    assert json.loads(handle(contract, sent, READER).body) == kit.dump(ask())
    return ask, lambda: handle(contract, sent, READER)
