"""A million rows are copied in the memory that ten thousand take."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest
from sqlalchemy import text

from commkit import Kit
from commkit.copying import reading
from commkit.testing.postgres import PostgresServer
from tests.sample import create_community, new_kit

COPY = """
    import sys
    from pathlib import Path
    from contextlib import closing
    from commkit.copying import copy_database, reading
    from tests.sample import new_kit

    source, target, fetched = sys.argv[1:]
    reading._FETCHED = int(fetched)
    with closing(new_kit(source)) as kit:
        report = copy_database(kit, target, batch=int(fetched) if int(fetched) > 2_000 else 2_000)
    assert not report.unequal
    # What `getrusage` tells begins with what the process had that started this one.
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    print(report.copied, int(line.split()[1]) // 1024)
"""
MEGABYTES = 40
"""How much more a long copy may take than a short one: what the drivers keep, and Python leaves unused."""


def make_rows(kit: Kit, number: int) -> None:
    """Fill two tables by two statements: half of the rows in each."""
    town = create_community(kit).id
    is_sqlite = kit.database.is_sqlite
    numbers = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :number) SELECT i FROM n"
        if is_sqlite
        else "SELECT i FROM generate_series(1, :number) AS g (i)"
    )
    id = "CAST(printf('%016d', i) AS BLOB)" if is_sqlite else "CAST(lpad(to_hex(i), 32, '0') AS uuid)"
    at = "i * 1000000" if is_sqlite else "to_timestamp(i)"
    values = {"town": town.bytes if is_sqlite else town, "number": number // 2}
    with kit.database.engine.begin() as connection:
        for table, columns, shown in (
            ("commkit_audit", "command, at", f"'posts.create_thread ' || i, {at}"),
            (
                "commkit_outbox",
                "type, fact, body, at",
                f"'forum', 'fact', '{{\"number\": ' || i || '}}', {at}",
            ),
        ):
            query = f"SELECT :town, {id}, {shown} FROM ({numbers}) AS s"
            connection.execute(text(f"INSERT INTO {table} (community_id, id, {columns}) {query}"), values)


def copied_and_megabytes(source: str, target: str, *, fetched: int = reading._FETCHED) -> tuple[int, int]:
    """How many rows a process copied, and how much memory it had at most."""
    path = f"{os.environ.get('PYTHONPATH', '')}{os.pathsep}{Path(__file__).parents[2]}"
    ran = subprocess.run(
        [sys.executable, "-c", dedent(COPY), source, target, str(fetched)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert ran.returncode == 0, ran.stderr
    copied, megabytes = map(int, ran.stdout.split())
    return copied, megabytes


def filled(url: str, number: int) -> str:
    with closing(new_kit(url)) as kit:
        kit.migrate()
        make_rows(kit, number)
    return url


@pytest.mark.slow
@pytest.mark.postgres
def test_a_million_rows_to_postgresql(tmp_path: Path, postgres: PostgresServer) -> None:
    small = filled(f"sqlite:///{tmp_path / 'small.db'}", 10_000)
    large = filled(f"sqlite:///{tmp_path / 'large.db'}", 1_000_000)
    with postgres.database() as target:
        _, little = copied_and_megabytes(small, target)
    with postgres.database() as target:
        copied, much = copied_and_megabytes(large, target)
    assert copied >= 1_000_000
    assert much < little + MEGABYTES


@pytest.mark.slow
@pytest.mark.postgres
def test_many_rows_from_postgresql(tmp_path: Path, postgres: PostgresServer) -> None:
    """With a control: whoever fetches all rows at once takes more."""
    with postgres.database() as source:
        _, little = copied_and_megabytes(filled(source, 10_000), f"sqlite:///{tmp_path / 'small.db'}")
    with postgres.database() as source:
        large = filled(source, 200_000)
        copied, much = copied_and_megabytes(large, f"sqlite:///{tmp_path / 'copy.db'}")
        _, most = copied_and_megabytes(large, f"sqlite:///{tmp_path / 'all.db'}", fetched=1_000_000)
    assert copied >= 200_000
    assert much < little + MEGABYTES
    assert most > little + MEGABYTES, "control"
