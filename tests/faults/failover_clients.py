"""Clients that write over HTTP while the database goes away: each repeats a command until it is answered 201."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from threading import Event, Thread
from typing import Any
from uuid import UUID

from attrs import Factory, define, frozen

from tests.sample import OWNER

LONGEST = 20.0
"""Seconds that a client waits for an answer."""
_PAUSE = 0.1


@frozen
class Answer:
    """What came of one request.

    Attributes:
        status: The status; 0 where the connection failed.
        body: What was answered.
        retry_after: The header `Retry-After`.
        seconds: How long it took.
        at: When it was there, by the monotonic clock.
    """

    status: int
    body: Any
    retry_after: str | None
    seconds: float
    at: float

    def has(self, code: str) -> bool:
        """Whether it is an error with this code; the empty one fits all."""
        return not code or (isinstance(self.body, dict) and self.body.get("code") == code)


@define
class Clients:
    """What several clients were told.

    Attributes:
        acknowledged: The body and the id of each post that was answered with 201.
        answers: Every answer, in no order.
    """

    acknowledged: list[tuple[str, UUID]] = Factory(list)
    answers: list[Answer] = Factory(list)

    def wait_for(
        self, number: int, status: int = 201, *, code: str = "", after: float = 0.0, seconds: float
    ) -> None:
        """Wait until so many requests were answered with a status, and an error's code, after a moment.

        Raises:
            AssertionError: They were not in time.
        """
        until = time.monotonic() + seconds
        while (
            sum(each.status == status and each.at > after and each.has(code) for each in self.told()) < number
        ):
            assert time.monotonic() < until, f"not answered within {seconds} seconds: {self.statuses()}"
            time.sleep(0.02)

    def told(self) -> list[Answer]:
        """The answers until now."""
        return list(self.answers)

    def statuses(self) -> dict[int, int]:
        """How often each status was answered."""
        found = [each.status for each in self.told()]
        return {status: found.count(status) for status in sorted(set(found))}


@contextmanager
def clients_that_write(port: int, how_many: int) -> Iterator[Clients]:
    """Clients that write until the block ends, each first a thread and then replies to it, by turns."""
    clients, stop = Clients(), Event()
    threads = [
        Thread(target=_write_on, args=(clients, port, number, stop), daemon=True)
        for number in range(how_many)
    ]
    for thread in threads:
        thread.start()
    try:
        yield clients
    finally:
        stop.set()
        for thread in threads:
            thread.join(2 * LONGEST)
    assert not any(thread.is_alive() for thread in threads), "a client was never answered"


def _write_on(clients: Clients, port: int, client: int, stop: Event) -> None:
    thread = ""
    for number in count():
        body = f"post {number} of client {client}"
        command: dict[str, Any] = {"parent": thread, "body": body}
        name = "create-reply"
        if number % 3 == 0:
            command, name = {"kind": "question", "title": body, "body": body}, "create-thread"
        made = _until_acknowledged(clients, stop, partial(send, port, f"/town/posts/{name}", body, command))
        if made is None:
            return
        clients.acknowledged.append((body, UUID(made)))
        if number % 3 == 0:
            thread = made


def _until_acknowledged(clients: Clients, stop: Event, send_it: Callable[[], Answer]) -> str | None:
    """Send a command until it is answered with 201; gives the id of the post, or None where the test ends."""
    while not stop.is_set():
        answer = send_it()
        clients.answers.append(answer)
        if answer.status == 201:
            made: str = answer.body["id"]
            return made
        stop.wait(_PAUSE)  # sooner than it was told, so that more requests meet the outage
    return None


def send(port: int, path: str, key: str, command: dict[str, Any]) -> Answer:
    """Send a command once.

    Args:
        port: Where the application listens on loopback.
        path: The path of the command.
        key: The idempotency key.
        command: Its fields.
    """
    began = time.monotonic()
    headers = {"content-type": "application/json", "x-user": OWNER, "idempotency-key": key}
    status, body, retry_after = 0, None, None
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)) as connection:
        try:
            connection.request("POST", path, json.dumps(command), headers)
            response = connection.getresponse()
            data = response.read()
            status, retry_after = response.status, response.getheader("Retry-After")
            body = json.loads(data)
        except (OSError, http.client.HTTPException) as error:
            status, body = 0, repr(error)
    now = time.monotonic()
    return Answer(status, body, retry_after, now - began, now)
