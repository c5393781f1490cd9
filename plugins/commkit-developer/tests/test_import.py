"""A dump becomes what the plugins have: badges, duplicates and bounties, told in the report by who took them."""

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from commkit import SYSTEM, Kit
from commkit.importers import (
    ExternalBadge,
    ExternalBounty,
    ExternalLink,
    ExternalMember,
    ExternalPost,
    HandOverImported,
    ImportBadges,
    ImportBounties,
    ImportLinks,
    ImportMembers,
    ImportReplies,
    ImportThreads,
)
from commkit.importers.stackexchange import ensure_community, import_dump
from commkit.members import ListMembers
from commkit.notifications import ListInbox
from commkit.posts import ListThreads, ReadThread
from commkit_developer import BountyState, Developer, ListQuestionBounties, ReadPointsBalance
from commkit_developer.tables import bounty
from commkit_qa import ReadRedirects, ReopenQuestion
from commkit_qa.tables import duplicate
from commkit_reputation import BadgeRank, ListAwards, RebuildReputation
from commkit_reputation.tables import award

THEN = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def given(town: Any, command: type, *rows: Any) -> dict[str, int]:
    """What becomes of rows of the source `site`."""
    result = town.do(SYSTEM, command("site", uuid4(), rows))
    return dict(result.changes)


def question(number: int, **more: Any) -> ExternalPost:
    return ExternalPost(
        external_id=f"q{number}", author="1", title=f"Question {number}", body="<p>Why?</p>", markup="html",
        created_at=THEN + number * DAY, **more,
    )  # fmt: skip


@pytest.fixture
def archive(town: Any) -> Any:
    """A town with two members and five questions from elsewhere, one of them answered."""
    people = [
        ExternalMember(external_id=str(number), key=f"site:{number}", name=f"User {number}", joined_at=THEN)
        for number in (1, 2)
    ]
    town.do(SYSTEM, ImportMembers("site", uuid4(), tuple(people)))
    town.do(SYSTEM, ImportThreads("site", uuid4(), tuple(question(number) for number in range(5))))
    answer = ExternalPost(
        external_id="a1", author="2", parent="q1", body="<p>So.</p>", markup="html", created_at=THEN + 2 * DAY
    )
    town.do(SYSTEM, ImportReplies("site", uuid4(), (answer,), role="answer"))
    threads = town.ask(SYSTEM, ListThreads(limit=100)).items
    town.asked = {thread.title.removeprefix("Question "): thread.id for thread in threads}
    return town


def member(town: Any, name: str) -> Any:
    return next(m for m in town.ask("owner", ListMembers(limit=100)).items if m.name == name).id


def test_badges_are_awarded_as_given_elsewhere(archive: Any) -> None:
    town = archive
    rows = [
        ExternalBadge(external_id=str(place), member="1", name=name, level=level, at=THEN + place * DAY)
        for place, (name, level) in enumerate(
            [("Teacher", "bronze"), ("Famous: Question", "gold"), ("Famous: Question", "gold"), ("Odd", "")]
        )
    ]
    changes = given(town, ImportBadges, *rows)
    assert changes == {
        "taken by reputation.badges": 3,
        "kept: no class of bronze, silver or gold": 1,
    }
    awards = town.ask(None, ListAwards(member(town, "User 1"))).items
    assert [(its.title, its.rank, its.awarded_at) for its in awards] == [
        ("Famous: Question", BadgeRank.GOLD, THEN + 2 * DAY),
        ("Famous: Question", BadgeRank.GOLD, THEN + DAY),
        ("Teacher", BadgeRank.BRONZE, THEN),
    ]
    assert given(town, ImportBadges, *rows) == {}
    town.do(SYSTEM, RebuildReputation())
    town.kit.worker().drain()
    assert len(town.ask(None, ListAwards(member(town, "User 1"))).items) == 3
    assert town.ask("site:1", ListInbox()).items == ()  # what is old is no news


def test_duplicates_lead_to_the_end_of_their_chain_and_are_closed(archive: Any) -> None:
    town = archive
    pairs = [("q1", "q2"), ("q0", "q1"), ("q2", "q0"), ("q0", "q3"), ("q3", "q3"), ("q4", "a1")]
    rows = [
        ExternalLink(external_id=str(place), kind="duplicate", post=post, related=related, at=THEN)
        for place, (post, related) in enumerate(pairs)
    ]
    linked = ExternalLink(external_id="9", kind="linked", post="q3", related="q4", at=THEN)
    assert given(town, ImportLinks, *rows, linked) == {
        "taken by qa.duplicates": 2,
        "kept: a circle of duplicates": 1,
        "kept: a duplicate already": 1,
        "kept: no two questions": 2,
        "kept: no duplicate": 1,
    }
    asked = town.asked
    redirects = town.ask(None, ReadRedirects(tuple(asked.values())))
    assert {its.question: its.to for its in redirects} == {asked["0"]: asked["2"], asked["1"]: asked["2"]}
    assert {thread.state for thread in town.ask(None, ListThreads(limit=100)).items if thread.id in
            (asked["0"], asked["1"])} == {"closed"}  # fmt: skip
    town.do("stew", ReopenQuestion(asked["1"], "It differs."))
    assert [its.question for its in town.ask(None, ReadRedirects(tuple(asked.values())))] == [asked["0"]]
    assert given(town, ImportLinks, *rows, linked) == {}


def test_bounties_are_a_closed_history_that_moves_no_points(archive: Any) -> None:
    town = archive
    offer = ExternalBounty(external_id="1", post="q1", amount=100, member="1", at=THEN + 3 * DAY)
    end = ExternalBounty(external_id="2", post="a1", amount=100, at=THEN + 9 * DAY, ended=True)
    later = ExternalBounty(external_id="3", post="q1", amount=50, member="1", at=THEN + 20 * DAY)
    nothing = ExternalBounty(external_id="4", post="q1", amount=0, at=THEN + 28 * DAY, ended=True)
    strange = ExternalBounty(external_id="5", post="q2", amount=50, at=THEN, ended=True)
    nobody = ExternalBounty(external_id="6", post="q3", amount=50, at=THEN)
    books = {key: town.ask(key, ReadPointsBalance()) for key in ("site:1", "site:2")}
    assert given(town, ImportBounties, end, offer, nothing, later, strange, nobody) == {
        "taken by developer.bounties": 4,
        "kept: no offer before it": 1,
        "kept: sponsor unknown": 1,
    }
    unused, won = town.ask(None, ListQuestionBounties(town.asked["1"])).items
    answer = town.ask(None, ReadThread(town.asked["1"])).items[1]
    assert (won.state, won.answer, won.winner, won.settled_at) == (
        BountyState.AWARDED, answer.id, member(town, "User 2"), THEN + 9 * DAY,
    )  # fmt: skip
    assert (unused.state, unused.answer, unused.settled_at) == (BountyState.EXPIRED, None, THEN + 28 * DAY)
    assert {key: town.ask(key, ReadPointsBalance()) for key in books} == books
    assert given(town, ImportBounties, offer, end, later, nothing) == {}


def test_what_came_before_the_plugins_is_handed_over(archive: Any) -> None:
    town = archive
    row = ExternalBounty(external_id="1", post="q1", amount=0, member="1", at=THEN)
    assert given(town, ImportBounties, row) == {"kept: no amount": 1}
    assert town.do(SYSTEM, HandOverImported("bounties")).taken == 0


# --- real data -------------------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    "folder", ["quantumcomputing.stackexchange.com-2018-09", "bicycles.meta.stackexchange.com-2023-09"]
)
def test_real_dumps_add_up_and_a_second_import_takes_nothing(
    sqlite_url: str, shared_data: Path, folder: str
) -> None:
    dump = shared_data / "stackexchange" / folder
    with closing(Kit(sqlite_url, plugins=[Developer()])) as kit:
        ensure_community(kit, "site", "developer", title="Site")
        report = import_dump(kit, dump, "site", source="site")
        assert not report.failed_tables
        taken = Counter[str]()
        for table in report.tables.values():
            taken.update({name: count for name, count in table.changes.items() if name.startswith("taken")})
        badges = report.tables["Badges"]
        assert badges.changes == {"taken by reputation.badges": badges.imported}
        links = report.tables["PostLinks"]
        assert sum(links.changes.values()) == links.imported
        with kit.database.engine.connect() as connection:

            def count(table: Any, *conditions: Any) -> int:
                return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0

            assert count(award, award.c.badge.like("elsewhere:%")) == badges.imported
            assert count(duplicate) == taken["taken by qa.duplicates"] > 0
            kept = Counter(
                (bool(ended), amount > 0)
                for ended, amount in connection.execute(
                    text("SELECT ended, amount FROM commkit_imported_bounty WHERE taken_by IS NOT NULL")
                )
            )
            assert kept.total() == taken["taken by developer.bounties"]
            assert kept[False, True] == count(bounty)
            assert kept[True, True] == count(bounty, bounty.c.answer.is_not(None))
            assert count(bounty, bounty.c.awarded != 0) == 0
        again = import_dump(kit, dump, "site", source="site")
        assert again.imported == 0
        assert not any(table.changes for table in again.tables.values())
