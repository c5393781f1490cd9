"""A process that uses a database and then forks: `python -m tests.runtime.model.forking URL [as-it-was]`.

It and its children write at the same time; it prints what went wrong, and how many threads there are in the end.
"""

import json
import os
import sys
import threading
from collections.abc import Callable

from commkit import Kit
from commkit.posts import CreateThread, ListThreads
from commkit.runtime.model import forks
from tests.helpers import ask
from tests.sample import OWNER, create_community, new_kit

CHILDREN = 4
EACH = 10


def in_a_child(work: Callable[[], list[str]]) -> int:
    """Run something in a forked process; gives where it writes what it found."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        try:
            found = work()
        except BaseException as error:
            found = [repr(error)]
        os.write(writer, json.dumps(found).encode()[:60_000])
        os._exit(0)
    os.close(writer)
    return reader


def write(kit: Kit, title: str) -> list[str]:
    """Write some threads, each in a session of its own; gives the errors, and the titles that came back wrong."""
    found: list[str] = []
    for number in range(EACH):
        try:
            with kit.session(OWNER, "town") as session:
                made = session.do(CreateThread(kind="question", title=f"{title} {number}", body="?"))
                if made.title != f"{title} {number}":
                    found.append(made.title)
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}"[:200])
    return found


def main(url: str, *, as_it_was: bool) -> None:
    kit = new_kit(url)
    create_community(kit)
    with kit.session(OWNER, "town") as session:
        session.ask(ListThreads())
    kit._check_lock._lock.acquire()  # as a thread of the parent may hold it; a child must not wait for it
    kit._checked = False
    if as_it_was:
        forks._renewed.clear()
        kit._check_lock._lock.release()
    running = [in_a_child(lambda number=number: write(kit, f"child {number}")) for number in range(CHILDREN)]
    if not as_it_was:
        kit._check_lock._lock.release()
    found = write(kit, "parent")
    for reader in running:
        with os.fdopen(reader) as answer:
            found += json.loads(answer.read() or '["a child died"]')
    for _ in range(CHILDREN):
        os.wait()
    try:
        count = len(ask(kit, OWNER, "town", ListThreads(limit=100)).items)
    except Exception as error:
        found.append(repr(error))
        count = -1
    sys.stdout.write(json.dumps({"found": found, "threads": count, "alone": threading.active_count() == 1}))


if __name__ == "__main__":
    main(sys.argv[1], as_it_was="as-it-was" in sys.argv[2:])
