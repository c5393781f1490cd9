"""What a database holds, seen past the library."""

from sqlalchemy import Table, func, select

from commkit import Kit
from commkit.communities import community, directory
from commkit.members.tables import member, membership
from commkit.posts import FirstPostCreated, post
from commkit.runtime.storage.tables import audit, delivery, idempotency, outbox

TABLES: tuple[Table, ...] = (
    community,
    directory,
    member,
    membership,
    post,
    outbox,
    delivery,
    audit,
    idempotency,
)


def counts(kit: Kit) -> dict[str, int]:
    """How many rows each table has, by its name; without the fact that welcomes a member's first post."""
    with kit.database.engine.connect() as connection:
        found = {
            table.name.removeprefix("commkit_"): connection.execute(
                select(func.count()).select_from(table)
            ).scalar_one()
            for table in TABLES
        }
        welcomes = select(func.count()).where(outbox.c.fact == FirstPostCreated.name)
        return found | {"outbox": found["outbox"] - connection.execute(welcomes).scalar_one()}
