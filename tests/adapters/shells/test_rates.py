"""Each shell tells what is left of the host's rates as the contract itself does."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from commkit import Kit
from commkit.adapters.http import handle, make_contract
from commkit.testing.clock import ManualClock
from tests.adapters.shells.calls import Call, answer_of
from tests.adapters.shells.shells import SHELLS
from tests.sample import create_community, new_kit

JSON = {"content-type": "application/json"}


@pytest.fixture
def kit(sqlite_url: str) -> Iterator[Kit]:
    clock = ManualClock(datetime(2030, 1, 1, tzinfo=UTC))
    members = ("direct", *SHELLS)
    with closing(new_kit(sqlite_url, clock=clock)) as plain:
        create_community(plain, members=members)
    with closing(new_kit(sqlite_url, clock=clock, rates={"write": "2 per hour"})) as made:
        yield made


def test_every_shell_tells_what_is_left(kit: Kit) -> None:
    contract = make_contract(kit)
    call = Call("POST", "/town/posts/mark-all-read", JSON, b"{}")
    direct = [answer_of(handle(contract, call.as_request(), "direct")) for _ in range(3)]
    assert [status for status, _, _ in direct] == [204, 204, 429]
    left = [dict(headers)["ratelimit"] for _, headers, _ in direct]
    assert left == ['"write-3600";r=1;t=3600', '"write-3600";r=0;t=3600', '"write-3600";r=0;t=3600']
    for name, shell in SHELLS.items():
        with shell(contract) as server:
            mine = Call(call.method, call.target, call.headers, call.body, name)
            assert [mine.send(server) for _ in range(3)] == direct, name
