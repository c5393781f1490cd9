"""The worker's own message of ranks."""

from attrs import field, frozen

from commkit import Command
from commkit.posts import PostId
from commkit_ranking.ranks.records import RankReport


@frozen
class RebuildRanks(Command[RankReport]):
    """Make the ranks of threads and replies from what is stored of them, some at a time, from the first on.

    The host's operator sends it as `SYSTEM` where there were threads before the plugin, and after an import of votes;
    a change of its settings, or of the community's type, schedules it. It changes nothing where everything is right.

    Attributes:
        after: The `next` of the report before; None for the first posts.
        limit: Posts at a time, 1 to 500.
        go_on: Whether the worker goes on with the next ones by itself.
        replies: Whether replies are looked at, too.
    """

    permission = "ranking.keep"
    host_only = True
    when_archived = True

    after: PostId | None = field(default=None, kw_only=True)
    limit: int = field(default=500, kw_only=True)
    go_on: bool = field(default=False, kw_only=True)
    replies: bool = field(default=True, kw_only=True)
