"""The rules that every plugin keeps, checked on this one."""

from typing import Any, ClassVar

from sqlalchemy import Select, bindparam, literal, select

from commkit import CommunityType
from commkit.posts import post
from commkit.storage import Id
from commkit.testing.conformance import PluginConformance
from commkit.testing.counters import Counter
from commkit_support import Support
from commkit_support.tables import case


def _runs_while_open(_: CommunityType) -> Select[Any]:
    """The clock of a question runs exactly while the question is open and stands."""
    runs = case.c.paused_since.is_(None)
    is_open = (post.c.state == literal("open")) & post.c.removed_at.is_(None)
    joined = case.join(post, (post.c.community_id == case.c.community_id) & (post.c.id == case.c.question))
    return (
        select(case.c.question, runs, is_open)
        .select_from(joined)
        .where(case.c.community_id == bindparam("community_id", type_=Id))
    )


class TestSupport(PluginConformance):
    plugin = staticmethod(lambda: Support(no_desk_because="we are few"))
    type = "support"
    words: ClassVar[Any] = {
        "kind": ("question", "answer", "comment"),
        "state": ("open", "waiting", "closed"),
        "title": ("Build fails on 3.13",),
        "body": ("It worked yesterday, what has changed?",),
        "reaction": ("up", "down", "thanks"),
    }
    counters: ClassVar[Any] = (Counter("support.clock_runs", _runs_while_open),)
