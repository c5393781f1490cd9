"""The rules that every plugin keeps, checked on this one."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, literal, select

from commkit import CommunityType
from commkit.posts import CreateReply, PostId, post
from commkit.storage import Id
from commkit.testing.conformance import PluginConformance
from commkit.testing.counters import Counter
from commkit.testing.matrix import Cell
from commkit.testing.permissions import Thing, by
from commkit.testing.stage import Stage
from commkit.testing.things import opened, take_down
from commkit_support import Bundle, CloseQuestion, OfferHandoff, Receipt, RecordAnswered, Support
from commkit_support.tables import case


class Desk:
    """A help desk that takes everything."""

    def offer(self, bundle: Bundle, *, delivery: str) -> Receipt:
        return Receipt()


def _runs_while_open(_: CommunityType) -> Select[Any]:
    """The clock of a question runs exactly while the question is open and stands."""
    runs = case.c.paused_since.is_(None)
    is_open = and_(post.c.state == literal("open"), post.c.removed_at.is_(None), post.c.parent.is_(None))
    joined = case.join(post, (post.c.community_id == case.c.community_id) & (post.c.id == case.c.question))
    return (
        select(case.c.question, runs, is_open)
        .select_from(joined)
        .where(case.c.community_id == bindparam("community_id", type_=Id))
    )


def _closed(stage: Stage, actor: str) -> PostId:
    question = opened(stage, actor)
    stage.do(actor, CloseQuestion(question, "It works now."))
    return question


def _answer(cell: Cell) -> PostId:
    """An answer by somebody else; to a question that is gone nobody can reply."""
    question: PostId = cell.fields["question"]
    return question if cell.gone else cell.stage.do("founder", CreateReply(question, "Clean the cache.")).id


def _handed_over(stage: Stage, actor: str) -> UUID:
    return stage.do(actor, OfferHandoff(opened(stage, actor), "Nobody here knows.")).id


def _answered(stage: Stage, actor: str) -> UUID:
    return stage.do(actor, RecordAnswered(_handed_over(stage, actor), "Install 3.14.")).id


ASKER = by(member="own", agent="any+gone", steward="any+gone")
STAFF = by(agent="any+gone", steward="any+gone")
DESK = by(agent="any", steward="any")


class TestSupport(PluginConformance):
    plugin = staticmethod(lambda: Support(help_desk=Desk()))
    type = "support"
    words: ClassVar[Any] = {
        "kind": ("question", "answer", "comment"),
        "state": ("open", "waiting", "closed"),
        "title": ("Build fails on 3.13",),
        "body": ("It worked yesterday, what has changed?",),
        "reaction": ("up", "down", "thanks"),
        "ticket": ("https://desk.example/1",),
    }
    counters: ClassVar[Any] = (Counter("support.clock_runs", _runs_while_open),)
    expected: ClassVar[Any] = {
        "support.accept_answer": by(
            member="own", agent="any+gone", steward="any+gone", given={"answer": _answer}
        ),
        "support.reopen_question": by(
            member="own",
            agent="any+gone",
            steward="any+gone",
            given={"question": Thing(_closed, gone=take_down)},
        ),
        "support.close_question": ASKER,
        "support.await_asker": STAFF,
        "support.read_bundle": DESK,
        "support.offer_handoff": ASKER,
        "support.record_accepted": DESK,
        "support.record_linked": by(agent="any", steward="any", given={"ticket": "https://desk.example/1"}),
        "support.record_answered": DESK,
        "support.record_declined": DESK,
        "support.record_failed": DESK,
        "support.return_answer": by(system="any", given={"handoff": Thing(_answered)}),
        "support.handoffs": ASKER,
        "support.check_clocks": by(system="any"),
        "support.unanswered_queue": by(member="any"),
        "support.orphans": by(member="any"),
        "support.read_case": by(member="any", agent="any+gone", steward="any+gone"),
        "support.support_numbers": by(agent="any", steward="any"),
    }
    things: ClassVar[Any] = {"handoff": Thing(_handed_over)}
