"""The command that opens seed threads, and the query that lists them."""

from typing import Annotated

from attrs import field, frozen

from commkit.posts.records import PostId
from commkit.posts.seeds.records import SeedThreadStatus
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.values.texts import Text

_Name = Annotated[str, Text(max=100, multiline=False)]


@frozen
class OpenSeedThreads(Command[tuple[PostId, ...]]):
    """Open the threads that the community's type brings for a new community; gives them, in their order.

    Each is opened once: what was opened before is left out, even where it was removed since. They are the community's
    own and have no author. Send it when the community was created, or later.

    Attributes:
        names: Which of them; left out, all.

    Raises:
        Invalid: The type brings none of that name.
        Conflict: More threads are pinned than may be.
    """

    permission = "posts.open_seed_threads"
    personal = ()

    names: tuple[_Name, ...] = field(default=(), kw_only=True)


@frozen
class ListSeedThreads(Query[tuple[SeedThreadStatus, ...]]):
    """List the threads that the community's type brings for a new community, and whether they were opened."""

    permission = "posts.open_seed_threads"
    personal = ()
