"""Whole imports of broken, incomplete and random dumps, interrupted and two at once: every row is accounted for."""

import gzip
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from commkit import Kit
from commkit.importers.stackexchange import ImportReport, ensure_community, import_dump
from tests.helpers import assert_counters_hold, run_concurrently
from tests.importers.dumps import (
    Types,
    answer,
    at,
    badge,
    change,
    comment,
    import_into,
    link,
    question,
    snapshot,
    town,
    user,
    vote,
    write_dump,
)
from tests.sample import new_kit

# Broken dumps


def test_a_broken_table_is_imported_up_to_the_failure_and_the_others_completely(
    kit: Kit, tmp_path: Path
) -> None:
    dump = write_dump(
        tmp_path / "d",
        Users=map(user, range(10)),
        Posts=[
            question(id, AcceptedAnswerId=id + 1) if id % 2 else answer(id, id - 1) for id in range(1, 21)
        ],
        Votes=[vote(id, 1 + id % 20) for id in range(1, 1_000)],
        Badges=[],
    )
    whole = (dump / "Posts.xml").read_text()
    (dump / "Posts.xml").write_text(whole.replace('<row Id="12"', '<row Id="12'))
    packed = gzip.compress((dump / "Votes.xml").read_bytes())
    (dump / "Votes.xml.gz").write_bytes(packed[: len(packed) // 2])
    (dump / "Votes.xml").unlink()
    (dump / "Comments.xml").write_text(
        '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><comments>&x;</comments>'
    )

    report = import_into(kit, dump, batch=4)
    assert report.failed_tables == ("Posts", "Comments", "Votes")
    posts = report.as_json()["failures"]["Posts"]
    assert (posts["row"], posts["line"]) == (11, 14)
    assert "not well-formed" in posts["reason"]
    assert "line 14" in (report.tables["Posts"].failure_message or "")
    assert (report.tables["Posts"].imported, report.tables["Users"].imported) == (11, 10)
    assert "EntitiesForbidden" in (report.tables["Comments"].failure_message or "")
    assert 0 < report.tables["Votes"].rows < 999
    assert "truncated" in (report.tables["Votes"].failure_message or "")

    (dump / "Posts.xml").write_text(whole)  # a whole copy of the file goes on where the broken one stopped
    report = import_into(kit, dump)
    assert report.failed_tables == ("Comments", "Votes")
    assert report.tables["Posts"].imported == 9
    assert report.tables["Posts"].skipped == {"already imported": 11}


@pytest.mark.parametrize("absent", ["Users", "Posts", "Comments", "Votes", "Tags"])
def test_any_table_may_be_missing(sqlite_url: str, tmp_path: Path, absent: str) -> None:
    dump = town(tmp_path / "d", posts=40)
    (dump / f"{absent}.xml").unlink()
    with closing(new_kit(sqlite_url, Types())) as kit:
        report = import_into(kit, dump)
    assert absent not in report.tables
    assert bool(report.imported)


# Random dumps

_ID = st.integers(1, 8) | st.sampled_from([0, -1, "x", "", "08", 2**70])
_OWNER = st.none() | st.integers(1, 4) | st.sampled_from(["?", 77])
_POST = st.builds(
    lambda number, kind, parent, owner, tags, accepted, closed: {
        **question(number, PostTypeId=kind, ParentId=parent, OwnerUserId=owner, Tags=tags),
        "AcceptedAnswerId": accepted,
        "ClosedDate": closed,
    },
    _ID,
    st.sampled_from([1, 1, 1, 2, 2, 2, 2, 5, 9, "two"]),
    _ID,
    _OWNER,
    st.sampled_from(["", "<a>", "<a><b><A>", "|c|", "<", None]),
    st.none() | _ID,
    st.none() | st.just("2020-01-01T00:00:00.000"),
)
_COMMENT = st.builds(
    lambda number, post, owner, score: comment(number, post, UserId=owner, Score=score),
    _ID, _ID, _OWNER, st.none() | st.integers(-1, 3) | st.just("many"),
)  # fmt: skip
_VOTE = st.builds(
    lambda number, post, kind, owner: vote(number, post, kind, UserId=owner),
    st.integers(1, 30), _ID, st.sampled_from([1, 2, 2, 3, 5, 5, 8, 9, 10, 99, "x"]), _OWNER,
)  # fmt: skip
_LINK = st.builds(
    link,
    st.integers(1, 9), _ID, _ID, st.sampled_from([1, 3, 2, None, "x"]),
)  # fmt: skip
_BADGE = st.builds(
    lambda number, member, level: badge(number, member, Class=level),
    st.integers(1, 9), _ID, st.sampled_from([1, 2, 3, 4, None, "x"]),
)  # fmt: skip
_CHANGE = st.builds(
    lambda number, post, kind, said, edit, when, member: change(
        number, post, kind, said, RevisionGUID=edit, CreationDate=at(when), UserId=member
    ),
    st.integers(1, 40),
    _ID,
    st.sampled_from([1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12, 16, 23, 24, 99, "x"]),
    st.sampled_from(
        ["Q1", "Q2", "A3", "T1", "<a>", "", None, '{"Voters":[{"Id":2},{}],"OriginalQuestionIds":[1,"x"]}']
    ),
    st.sampled_from(["e1", "e2", "e3", None]),
    st.integers(0, 30),
    _OWNER,
)
_DUMP = st.fixed_dictionaries(
    {
        "Users": st.lists(st.builds(user, st.integers(1, 4) | st.just("x")), max_size=5),
        "Tags": st.lists(
            st.builds(
                lambda number, tag, wiki: {"Id": number, "TagName": tag, "WikiPostId": wiki},
                _ID,
                st.sampled_from("abz "),
                st.none() | _ID,
            )
        ),
        "Posts": st.lists(_POST, max_size=14),
        "Comments": st.lists(_COMMENT, max_size=8),
        "Votes": st.lists(_VOTE, max_size=20),
        "PostLinks": st.lists(_LINK, max_size=8),
        "Badges": st.lists(_BADGE, max_size=8),
        "PostHistory": st.lists(_CHANGE, max_size=25),
    }
)


class Stopped(Exception):
    """Somebody pulled the plug."""


def stopping_after(batches: int) -> Callable[[str, int], None]:
    """Progress that pulls the plug after so many batches."""
    left = [batches]

    def progress(table: str, rows: int) -> None:
        left[0] -= 1
        if left[0] <= 0:
            raise Stopped

    return progress


def fresh(folder: Path, name: str) -> Kit:
    made = new_kit(f"sqlite:///{folder / name}", Types())
    made.migrate()
    return made


@pytest.mark.slow
@settings(max_examples=60)
@given(tables=_DUMP, batch=st.integers(1, 5), stops=st.lists(st.integers(1, 12), max_size=4))
def test_counters_are_exact_for_any_dump_and_any_interruption(
    tables: dict[str, Any], batch: int, stops: list[int]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        dump = write_dump(folder / "d", **tables)
        with closing(fresh(folder, "a.db")) as once, closing(fresh(folder, "b.db")) as often:
            report = import_into(once, dump, batch=500)
            whole = snapshot(once)
            ensure_community(often, "town", "archive", title="Town")
            for stop in stops:
                try:
                    import_dump(
                        often, dump, "town", source="site", batch=batch, progress=stopping_after(stop)
                    )
                except Stopped:
                    assert_counters_hold(often, "town")
            last = import_into(often, dump, batch=batch)
            assert snapshot(often) == whole
            assert all(
                a.rows == b.rows for a, b in zip(report.tables.values(), last.tables.values(), strict=True)
            )
            assert import_into(often, dump, batch=batch).imported == 0
            assert snapshot(often) == whole


# Two at once


@pytest.mark.slow
def test_two_imports_at_once_import_each_row_once(kit: Kit, tmp_path: Path) -> None:
    dump = town(tmp_path / "d", posts=150)
    ensure_community(kit, "town", "archive", title="Town")
    reports = run_concurrently(2, lambda _: import_dump(kit, dump, "town", source="site", batch=20))
    assert_counters_hold(kit, "town")
    both = [report for report in reports if isinstance(report, ImportReport)]
    assert len(both) == 2
    with kit.database.engine.connect() as connection:
        (notes,) = connection.execute(
            text(
                "SELECT count(*) FROM commkit_imported_object"
                " WHERE kind NOT IN ('skipped', 'accepted', 'version', 'tag wiki version')"
            )
        ).one()
    assert sum(report.imported for report in both) == notes
    again = import_into(kit, dump)
    assert again.imported == 0
    assert again.tables["Users"].skipped == {"already imported": 40}
