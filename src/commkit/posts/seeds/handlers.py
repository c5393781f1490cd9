"""How seed threads are opened."""

from commkit.posts.feature import posts
from commkit.posts.handlers import open_thread
from commkit.posts.messages import CreateThread
from commkit.posts.records import PostId
from commkit.posts.seeds import statements as sql
from commkit.posts.seeds.messages import OpenSeedThreads
from commkit.posts.seeds.records import SeedThread
from commkit.posts.status.messages import PinThread
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context


@posts.handles(OpenSeedThreads)
def open_seed_threads(context: Context, command: OpenSeedThreads) -> tuple[PostId, ...]:
    """Claim each by its name, so that of two who open them at once one does."""
    seeds = {seed.name: seed for seed in context.declared(SeedThread)}
    unknown = [name for name in command.names if name not in seeds]
    if unknown:
        known = f"choose from: {', '.join(seeds)}" if seeds else "the type brings none"
        raise Invalid.field("names", "unknown", f"there is no seed thread {unknown[0]!r} here; {known}")
    chosen = [seeds[name] for name in dict.fromkeys(command.names)] or list(seeds.values())
    return tuple(
        _open(context, seed)
        for seed in chosen
        if context.run(sql.CLAIM, name=seed.name, thread=None, opened_at=context.now)
    )


def _open(context: Context, seed: SeedThread) -> PostId:
    """Open one in the community's name, and pin it where it is to be pinned."""
    opening = CreateThread(kind=seed.kind, title=seed.title, body=seed.body, tags=seed.tags)
    thread = open_thread(context, opening, author=None).id
    context.run(sql.SET_THREAD, seed=seed.name, opened_thread=thread)
    if seed.pinned:
        context.do(PinThread(thread))
    return thread
