"""Two at once: one question is about one issue, one key is one issue, and each change is told once."""

from collections.abc import Sequence
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import bindparam, func, select, update

from commkit import SYSTEM
from commkit.storage import Id, statement, upsert
from commkit.testing.contexts import context_of
from commkit_developer import IssueId, LinkIssue, ReadThreadIssue
from commkit_developer.jobs import TellThread
from commkit_developer.tables import issue, thread_link
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.records import ThreadLink
from tests.issue_tracker import SECRET
from tests.processes import at_once_in_processes

PRELUDE = """
from commkit.fetching import FetchPolicy
from commkit_developer import Developer, LinkIssue
from commkit_developer.tracker_http import HttpIssueTracker

def kit_of(url, clock):
    policy = FetchPolicy(allowed_networks=("127.0.0.0/8",), allow_http=True)
    tracker = HttpIssueTracker({tracker!r}, "t", {secret!r}, policy=policy)
    return Kit(url, plugins=[Developer(tracker=tracker)], clock=clock)
"""


def link_in_processes(bridge: Any, links: Sequence[tuple[Any, str]]) -> list[str]:
    """What processes say that link questions to issues at once."""
    works = [
        ("max", f"session.do(LinkIssue(ids[{number}], {key!r})) and 'linked'")
        for number, (_, key) in enumerate(links)
    ]
    prelude = PRELUDE.format(tracker=bridge.tracker.url, secret=SECRET)
    ids = [question.id for question, _ in links]
    return sorted(at_once_in_processes(bridge.town, prelude, works, ids=ids))


@pytest.mark.slow
def test_of_processes_that_link_one_question_one_does(bridge: Any) -> None:
    question = bridge.town.question()
    said = link_in_processes(bridge, [(question, f"BUG-{number}") for number in range(4)])
    assert said == ["developer.linked_already"] * 3 + ["linked"]


@pytest.mark.slow
def test_processes_that_link_questions_to_one_key_make_one_issue(bridge: Any) -> None:
    questions = [bridge.town.question(f"Question {number}") for number in range(4)]
    bridge.tracker.add("BUG-7")
    assert link_in_processes(bridge, [(question, "BUG-7") for question in questions]) == ["linked"] * 4
    with bridge.town.kit.database.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(issue)) == 1
    bridge.work()
    for question in questions:
        assert len(bridge.heard(question)) == 1


_anew = upsert(thread_link)
LINK_WITHOUT_CONDITION = statement(
    lambda: _anew.on_conflict_do_update(
        index_elements=["community_id", "question"], set_={"issue": _anew.excluded.issue}
    )
)


@pytest.mark.postgres
def test_control_without_the_key_of_links_both_link(postgres_town: Any) -> None:
    """The same race with a look ahead in the place of the primary key: both see no link, both succeed."""
    town = postgres_town
    question = town.question()
    issues = [_add_issue(town, key) for key in ("BUG-1", "BUG-2")]
    seen = Barrier(2)

    def look_then_write(named: IssueId) -> bool:
        with town.kit.session("max", "code") as session:
            if session.ask(ReadThreadIssue(question.id)) is not None:
                return False
            seen.wait()
            link = ThreadLink(question.id, named, None, town.clock.now, 0, None, None, None)
            return bool(context_of(session).run(LINK_WITHOUT_CONDITION, link))

    assert town.at_once(*(lambda named=named: look_then_write(named) for named in issues)) == [True, True]


def _add_issue(town: Any, key: str) -> IssueId:
    id = IssueId(town.question(f"Question of {key}").id)
    values = {
        "key": key,
        "url": "",
        "title": key,
        "private": True,
        "state": "open",
        "release": "",
        "body": "",
    }
    with town.kit.session(SYSTEM, "code") as session:
        context_of(session).run(
            sql.ADD, id=id, revision=0, news=1, asked_by=None, asked_at=town.clock.now,
            changed_at=town.clock.now, released_at=None, failure_reason="", **values,
        )  # fmt: skip
    return id


def test_of_workers_at_once_one_tells(bridge: Any) -> None:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed"), drain=False)
    told = bridge.town.at_once(*[lambda: bridge.town.do(SYSTEM, TellThread(question.id))] * 4)
    assert sorted(told) == [False, False, False, True]
    bridge.work()
    assert len(bridge.heard(question)) == 2


def test_control_without_the_condition_a_thread_is_told_twice(
    bridge: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = bridge.linked()
    here = (thread_link.c.community_id == bindparam("community_id")) & (
        thread_link.c.question == bindparam("question", type_=Id)
    )
    unconditional = statement(lambda: update(thread_link).values(told=bindparam("news")).where(here))
    monkeypatch.setattr(sql, "SET_TOLD", unconditional)
    for _ in range(2):
        bridge.town.do(SYSTEM, TellThread(question.id))
    assert len(bridge.heard(question)) == 3


def test_a_link_and_a_failure_at_once_leave_no_thread_without_word(bridge: Any) -> None:
    """Either the link comes ahead, and is gone with the issue, or it comes behind, and the tracker is asked again."""
    town = bridge.town
    first, second = town.question(), town.question("Another one")
    town.do("max", LinkIssue(first.id, "BUG-7"))
    town.at_once(lambda: town.kit.worker().drain(), lambda: town.do("max", LinkIssue(second.id, "BUG-7")))
    bridge.work()
    assert bridge.shown(first) is None
    assert bridge.shown(second) is None  # no issue waits for ever
