"""How seed threads are listed."""

from commkit.posts.feature import posts
from commkit.posts.seeds import statements as sql
from commkit.posts.seeds.messages import ListSeedThreads
from commkit.posts.seeds.records import SeedThread, SeedThreadStatus
from commkit.runtime.sessions.context import Context


@posts.handles(ListSeedThreads)
def list_seed_threads(context: Context, query: ListSeedThreads) -> tuple[SeedThreadStatus, ...]:
    """In the order in which they are declared."""
    opened = {name for (name,) in context.rows(sql.OPENED)}
    return tuple(
        SeedThreadStatus(seed.name, seed.title, seed.name in opened) for seed in context.declared(SeedThread)
    )
