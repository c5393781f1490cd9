"""Processes that are forked after the first use of a Kit connect anew, and harm neither each other nor their parent."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.runtime.model.forking import CHILDREN, EACH

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")


def forked(url: str, *options: str) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.runtime.model.forking", url, *options],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


@pytest.mark.slow
def test_children_and_their_parent_lose_nothing(url: str) -> None:
    told = forked(url)
    assert told == {"found": [], "threads": (CHILDREN + 1) * EACH, "alone": True}


@pytest.mark.slow
@pytest.mark.postgres
def test_control_with_inherited_connections_something_breaks(migrated_postgres_url: str) -> None:
    told = forked(migrated_postgres_url, "as-it-was")
    assert told["found"] or told["threads"] != (CHILDREN + 1) * EACH


def test_ids_of_children_differ() -> None:
    code = (
        "import os\n"
        "from datetime import UTC, datetime\n"
        "from commkit.runtime.model.ids import Ids\n"
        "ids, moment = Ids(), datetime(2026, 1, 1, tzinfo=UTC)\n"
        "ids.new(moment)\n"
        "for _ in range(4):\n"
        "    if os.fork() == 0:\n"
        "        print(*(ids.new(moment) for _ in range(50)), flush=True)\n"
        "        os._exit(0)\n"
        "    os.wait()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    made = ran.stdout.split()
    assert len(set(made)) == len(made) == 200
