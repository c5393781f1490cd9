"""How a database would run a statement of a Kit."""

import re
from typing import Any

from commkit import Kit
from commkit.runtime.storage.prepared import Prepared


def explain(kit: Kit, prepared: Prepared, values: dict[str, Any]) -> str:
    """The plan of a statement; on PostgreSQL the one that is kept for all values.

    Args:
        kit: Where it would run.
        prepared: The statement.
        values: Its parameters.
    """
    assert prepared.sql is not None
    with kit.database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if kit.database.dialect.name == "sqlite":
            rows = driver.execute(f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind(values)).fetchall()
            return "\n".join(row[3] for row in rows)
        names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", prepared.sql)))
        numbered = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", prepared.sql)
        driver.execute("SET LOCAL plan_cache_mode = force_generic_plan", prepare=False)
        driver.execute(f"PREPARE hot AS {numbered}", prepare=False)
        nulls = ", ".join(["NULL"] * len(names))
        rows = driver.execute(f"EXPLAIN EXECUTE hot({nulls})", prepare=False).fetchall()
        driver.execute("DEALLOCATE hot", prepare=False)
        driver.rollback()
        return "\n".join(row[0] for row in rows)
