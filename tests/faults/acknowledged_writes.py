"""Clients that write, and what must be there afterwards: what was acknowledged to them is kept, once and whole."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import select

from commkit import Kit
from commkit.members.tables import contribution
from commkit.posts import CreateThread, post
from commkit.runtime.storage.tables import audit, idempotency, outbox
from commkit.runtime.values.serialization import from_json
from tests.helpers import assert_counters_hold
from tests.sample import OWNER, new_kit

Acknowledged = tuple[str, UUID]
"""The title that a client sent, and the id that it was given."""


def thread(number: int | str) -> CreateThread:
    return CreateThread(kind="question", title=f"thread {number}", body="Is it kept?")


def grant(kit: Kit, number: int | str, *, keyed: bool = True, actor: str = OWNER) -> Acknowledged:
    """Create a thread; a client without an answer sends the command again."""
    key = f"thread {number}" if keyed else None
    with kit.session(actor, "town", idempotency_key=key) as session:
        made = session.do(thread(number))
    return made.title, made.id


def write_on(acknowledge: Callable[[Acknowledged], None], url: str, first: int) -> None:
    """A client with many commands, one after the other, from the first that it got no answer to."""
    with closing(new_kit(url)) as kit:
        for number in count(first):
            acknowledge(grant(kit, number))


def acknowledge_early(acknowledge: Callable[[Acknowledged], None], url: str, first: int) -> None:
    """The control: the answer goes out while the transaction is open."""
    with closing(new_kit(url)) as kit:
        for number in count(first):
            with kit.session(OWNER, "town", idempotency_key=f"thread {number}") as session:
                made = session.do(thread(number))
                acknowledge((made.title, made.id))


def lost(kit: Kit, acknowledged: Iterable[Acknowledged]) -> list[Acknowledged]:
    """What was acknowledged and is not kept."""
    kept = {(title, id) for title, id in _rows(kit, post.c.title, post.c.id)}
    return [write for write in acknowledged if write not in kept]


def doubled(kit: Kit) -> list[str]:
    """Titles of commands that were carried out more than once."""
    return [
        title for title, times in Counter(title for (title,) in _rows(kit, post.c.title)).items() if times > 1
    ]


def torn(kit: Kit, *, keyed: bool = True) -> list[str]:
    """What is not as the posts say: facts and posts are the same set, both ways, and so with all that goes with one."""
    posts = sorted(id for (id,) in _rows(kit, post.c.id))
    emitted = select(outbox.c.body).where(outbox.c.fact == "posts.created")
    facts = sorted(UUID(from_json(body)["post"]) for (body,) in _all(kit, emitted))
    noted = sorted(
        id for (id,) in _all(kit, select(audit.c.result).where(audit.c.command == "posts.create_thread"))
    )
    keys = sorted(id for (id,) in _rows(kit, idempotency.c.result))
    counted = sum(number for (number,) in _rows(kit, contribution.c.post_count))
    wrong = [f"{len(facts)} facts of {len(posts)} posts"] if facts != posts else []
    wrong += [f"{len(noted)} audit rows of {len(posts)} posts"] if noted != posts else []
    wrong += [f"{len(keys)} keys of {len(posts)} posts"] if keyed and keys != posts else []
    wrong += [f"{counted} posts counted of {len(posts)}"] if counted != len(posts) else []
    assert_counters_hold(kit, "town")
    return wrong


def _rows(kit: Kit, *columns: Any) -> list[Any]:
    return _all(kit, select(*columns))


def _all(kit: Kit, query: Any) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return list(connection.execute(query).all())
