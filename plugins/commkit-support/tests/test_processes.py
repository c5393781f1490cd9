"""Eight processes at the same moment, on both databases; each with a control without what decides between them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from commkit.communities import UpdateSettings
from commkit.posts import ListThreads, ReadPost, ReadThread
from commkit_support import (
    HoldAnswer,
    ListAssignments,
    ListHandoffs,
    TakeQuestion,
)
from tests.processes import at_once_in_processes

pytestmark = pytest.mark.slow

PROCESSES = 8
HOUR = timedelta(hours=1)
TEXT = "Install the zeppelin driver."
PRELUDE = """
from commkit.posts import *
from commkit_absences import SetAbsence
from commkit_qa import AcceptAnswer
from commkit_support import *

class Desk:
    def offer(self, bundle, *, delivery_id):
        return HandoffReceipt()

def kit_of(url, clock):
    return Kit(url, plugins=[Support(help_desk=Desk(), yield_window=timedelta(hours=2))], clock=clock)
"""


@pytest.fixture
def town(make_town: Callable[..., Any]) -> Any:
    return make_town(yield_window=2 * HOUR)


def drop_index(town: Any, name: str) -> None:
    with town.kit.database.engine.begin() as connection:
        connection.execute(text(f"DROP INDEX {name}"))


# --- one handoff is active --------------------------------------------------------------------------------------------


def handoffs_after_eight_offers(town: Any) -> int:
    question = town.question().id
    offer = "session.do(OfferHandoff(ids[0], 'Nobody knows.')).state"
    actors = ["ada", "amy", "stew", "sten"] * 2
    said = at_once_in_processes(town, PRELUDE, [(actor, offer) for actor in actors], ids=[question])
    assert set(said) <= {"offered", "support.already_handed_off"}, said
    active = [found for found in town.ask("stew", ListHandoffs(question)) if found.ended_at is None]
    assert said.count("offered") == len(active), said
    return len(active)


def test_of_eight_offers_one_is_active(town: Any) -> None:
    assert handoffs_after_eight_offers(town) == 1


def test_control_without_the_index_all_of_them_are(town: Any) -> None:
    drop_index(town, "uq_commkit_support_handoff_open")
    assert handoffs_after_eight_offers(town) == PROCESSES


# --- a held answer is published once ----------------------------------------------------------------------------------

WITHOUT_THE_END = """
from commkit_support.yielding import handlers, statements
statements.END = statements.SET_POST
handlers.own_held_answer = lambda context, id: evolve(context.get(HeldAnswer, id), state=HeldState.HELD)
from attrs import evolve
"""


def answers_after_eight_publishers(town: Any, patch: str = "") -> int:
    question = town.question().id
    held = town.do("amy", HoldAnswer(question, TEXT))
    town.clock.advance_to(held.publish_at)
    works = [("worker", ""), ("amy", "session.do(PublishHeldAnswer(ids[0])).state")] * (PROCESSES // 2)
    if patch:  # a worker claims what is scheduled, so that the others find nothing to do
        works = works[1:2] * PROCESSES
    said = at_once_in_processes(town, PRELUDE, works, ids=[held.id], patch=patch)
    assert set(said) <= {"0", "published"}, said
    return len(town.ask("bob", ReadThread(question)).items) - 1


def test_a_held_answer_is_published_once_by_eight_workers_and_publishers(town: Any) -> None:
    assert answers_after_eight_publishers(town) == 1


def test_control_without_the_end_each_of_them_publishes_it(town: Any) -> None:
    assert answers_after_eight_publishers(town, WITHOUT_THE_END) == PROCESSES


# --- one answer is accepted -------------------------------------------------------------------------------------------

ACCEPT = "[session.do(AcceptAnswer(ids[0], ids[{}])), [fact.name for fact in session.facts]][1]"
WITHOUT_THE_CONDITION = """
from sqlalchemy import bindparam, update
from commkit.posts import post
from commkit.posts.states import statements
from commkit.storage import Id, statement
here = (post.c.community_id == bindparam("community_id")) & (post.c.id == bindparam("id", type_=Id))
statements.SET_ANSWER = statement(lambda: update(post).values(state=post.c.state).where(here))
"""


def solved_by_eight(town: Any, patch: str = "") -> tuple[int, set[str]]:
    """How often a question was solved, and what those heard who did not solve it."""
    question = town.question().id
    answers = [town.answer(question, by=by).id for by in ("bob", "cid") * 4]
    works = [("ada", ACCEPT.format(number)) for number in range(1, PROCESSES + 1)]
    said = at_once_in_processes(town, PRELUDE, works, ids=[question, *answers], patch=patch)
    solved = [word for word in said if "'qa.question_solved'" in word]
    if not patch:
        assert town.ask("bob", ReadPost(question)).answer in answers
    return len(solved), set(said) - set(solved)


def test_of_eight_accepted_answers_one_is(town: Any) -> None:
    solved, refused = solved_by_eight(town)
    assert solved == 1
    assert refused <= {"posts.stale", "qa.already_solved"}


def test_control_without_the_condition_all_of_them_are(town: Any) -> None:
    assert solved_by_eight(town, WITHOUT_THE_CONDITION) == (PROCESSES, set())


# --- one warning, one breach and one reminder are told ----------------------------------------------------------------

CHECK = "[session.do(CheckClocks()), sorted(fact.name for fact in session.facts)][1]"
MOMENTS = {
    "support.first_reply_due_soon": timedelta(hours=7, minutes=30),
    "support.first_reply_overdue": timedelta(hours=9),
    "support.assignee_reminded": timedelta(days=30),
}
WITHOUT_THE_MARK = """
from sqlalchemy import update, bindparam
from commkit.storage import Id, statement
from commkit_support.assignment import statements as assigned
from commkit_support.clock import statements as clocks
from commkit_support.tables import assignment, clock

def touching(table):
    here = (table.c.community_id == bindparam("community_id")) & (table.c.question == bindparam("question", type_=Id))
    return statement(lambda: update(table).values(question=table.c.question).where(here))

clocks.MARK_WARNED = clocks.MARK_OVERDUE = dict.fromkeys(clocks.MARK_WARNED, touching(clock))
assigned.REMIND_AGAIN = touching(assignment)
"""


def told_by_eight_schedulers(town: Any, fact: str, patch: str = "") -> int:
    question = town.question().id
    if fact == "support.assignee_reminded":
        town.do("amy", TakeQuestion(question))
    town.clock.advance(MOMENTS[fact])
    said = at_once_in_processes(town, PRELUDE, [("SYSTEM", CHECK)] * PROCESSES, patch=patch)
    assert all(word.startswith("[") for word in said), said
    return sum(word.count(f"'{fact}'") for word in said)


@pytest.mark.parametrize("fact", MOMENTS)
def test_eight_schedulers_tell_it_once(town: Any, fact: str) -> None:
    assert told_by_eight_schedulers(town, fact) == 1


@pytest.mark.parametrize("fact", MOMENTS)
def test_control_without_the_mark_each_of_them_tells_it(town: Any, fact: str) -> None:
    assert told_by_eight_schedulers(town, fact, WITHOUT_THE_MARK) == PROCESSES


# --- nobody who is absent is given a question -------------------------------------------------------------------------

MINE = "sorted(str(one.question) for one in session.ask(ListAssignments(ids[0])).items)"


def assigned_around_the_absence(
    town: Any, *, patch: str = "", ahead: bool = False
) -> tuple[str, str, list[str]]:
    """What amy has when her absence is written, what she has in the end, and what the seven who assign hear."""
    town.do("owner", UpdateSettings("support.assignment", {"load_limit": 50}))
    amy = town.member("amy")
    until = (town.clock.now + 9 * HOUR).isoformat()
    questions = [town.question(f"Question {number}").id for number in range(PROCESSES - 1)]
    absent = f"[session.do(SetAbsence(datetime.fromisoformat('{until}'))), {MINE}][1]"
    works = [("amy", absent), *(
        (actor, f"session.do(AssignQuestion(ids[{number}], ids[0])) and 'given'")
        for number, actor in enumerate((["stew", "sten", "owner"] * 3)[: PROCESSES - 1], start=1)
    )]  # fmt: skip
    ids = [amy, *questions]
    if ahead:
        (seen,) = at_once_in_processes(town, PRELUDE, works[:1], ids=ids, patch=patch)
        said = at_once_in_processes(town, PRELUDE, works[1:], ids=ids, patch=patch)
    else:
        seen, *said = at_once_in_processes(town, PRELUDE, works, ids=ids, patch=patch)
    had = sorted(str(one.question) for one in town.ask("stew", ListAssignments(amy)).items)
    return seen, str(had), said


def test_what_an_absent_member_has_was_given_before_their_absence(town: Any) -> None:
    seen, had, said = assigned_around_the_absence(town)
    assert seen == had
    assert set(said) <= {"given", "support.out_of_office"}, said


def test_after_the_absence_all_are_refused(town: Any) -> None:
    assert assigned_around_the_absence(town, ahead=True) == ("[]", "[]", ["support.out_of_office"] * 7)


def test_control_without_the_check_an_absent_member_is_given_them(town: Any) -> None:
    patch = "from commkit_support.assignment import handlers; handlers.absent_until = lambda *_: None"
    seen, had, said = assigned_around_the_absence(town, ahead=True, patch=patch)
    assert (seen, said) == ("[]", ["given"] * 7)
    assert had != seen


# --- one expert is invited no more often than the limit ---------------------------------------------------------------


def invited_by_eight(town: Any, patch: str = "", hold: str = "") -> int:
    town.do("owner", UpdateSettings("support.experts", {"invitations_a_week": 1}))
    questions = [town.question(f"Question {number}").id for number in range(PROCESSES)]
    works = [
        (actor, f"session.do(InviteExpert(ids[{number}], ids[0])) and 'invited'")
        for number, actor in enumerate(["amy", "stew", "sten", "owner"] * 2, start=1)
    ]
    said = at_once_in_processes(
        town, PRELUDE, works, ids=[town.member("bob"), *questions], patch=patch, hold=hold
    )
    assert set(said) <= {"invited", "support.invited_enough"}, said
    return said.count("invited")


def test_eight_who_invite_one_expert_keep_to_the_limit(town: Any) -> None:
    assert invited_by_eight(town) == 1


def test_control_without_the_count_all_of_them_do(town: Any) -> None:
    patch = """
from sqlalchemy import literal, select
from commkit.storage import statement
from commkit_support.experts import statements
statements.RECENT = statement(lambda: select(literal(0)))
"""
    assert invited_by_eight(town, patch) == PROCESSES


@pytest.mark.postgres
def test_control_without_the_lock_all_of_them_count_before_any_invites(
    town_class: Any, postgres_town_url: str
) -> None:
    town = town_class(postgres_town_url)
    patch = "from commkit_support.experts import handlers; handlers.lock_member = lambda *_: True"
    try:
        hold = "INSERT INTO commkit_support_expert_invitation"
        assert invited_by_eight(town, patch, hold) == PROCESSES
    finally:
        town.kit.close()


# --- a question is judged by the charter that holds when it is published ----------------------------------------------

CHARTER = """
[session.do(ChangeScopeCharter((ScopeTopic('law', 'Law', 'Ask a lawyer.', TopicAction.REFUSE, words=('lawsuit',)),),
 'Never.', 0)), len(session.ask(ListThreads(limit=100)).items)][1]
"""
ASK = "session.do(CreateThread(kind='question', title='A lawsuit?', body='They were late.')) and 'asked'"


def asked_around_the_change(town: Any, *, patch: str = "", ahead: bool = False) -> tuple[int, int, list[str]]:
    """How many questions the change found, how many there are in the end, and what the seven who ask hear."""
    asks = [(actor, ASK) for actor in (["ada", "bob", "cid"] * 3)[: PROCESSES - 1]]
    works = [("stew", CHARTER), *asks]
    if ahead:
        (found,) = at_once_in_processes(town, PRELUDE, works[:1])
        said = at_once_in_processes(town, PRELUDE, asks, patch=patch)
    else:
        found, *said = at_once_in_processes(town, PRELUDE, works, patch=patch)
    return int(found), len(town.ask("bob", ListThreads(limit=100)).items), said


def test_no_question_is_published_after_the_change_that_refuses_it(town: Any) -> None:
    found, there, said = asked_around_the_change(town)
    assert found == there == said.count("asked")
    assert set(said) <= {"asked", "support.out_of_scope", "support.scope_changed"}, said


def test_control_judged_by_the_charter_that_was_they_are(town: Any) -> None:
    patch = """
from commkit_support.charter import gates, queries, reactions
before = lambda context: queries.ScopeCharter(0, (), None, None, "")
gates.current_charter = reactions.current_charter = before
reactions._check_version = lambda context: None
"""
    assert asked_around_the_change(town, ahead=True, patch=patch) == (0, 7, ["asked"] * 7)
