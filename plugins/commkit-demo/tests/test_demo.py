"""`commkit demo` makes and shows a community, ends by itself, and adds nothing when run again."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from rich.console import Console

from commkit.adapters.cli.app import run
from commkit.adapters.cli.command_api import Output
from commkit_demo.demo_types import DemoSummary
from commkit_demo.developer.script import DeveloperScript
from commkit_demo.developer.summary import DeveloperSummary
from commkit_demo.internal.summary import InternalSummary
from commkit_demo.measured import MeasuredNumber, Unit
from commkit_demo.media.summary import MediaSummary
from commkit_demo.rendering import NONE
from commkit_demo.setup import slugify
from commkit_demo.support import feature_steps
from commkit_demo.support.summary import SupportSummary, UnansweredQuestion
from commkit_demo.topical.summary import TopicalSummary
from commkit_opinion.maps.runs import subscribers as runs

USERS = '<users><row Id="1" CreationDate="2018-03-12T17:00:00" DisplayName="Ada"/></users>'
POSTS = """<posts>
<row Id="1" PostTypeId="1" CreationDate="2018-03-13T17:00:00" OwnerUserId="1"
 Title="How does it work?" Body="I wonder." Tags="&lt;hub&gt;"/>
<row Id="2" PostTypeId="5" CreationDate="2018-03-14T17:00:00" Body="x"/>
</posts>"""
SMALL = ("--members", "15", "--days", "10", "--json")


def commkit(*args: str, cwd: Path) -> CompletedProcess[str]:
    """Run the command line within the test."""
    out, err = StringIO(), StringIO()
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        code = run(args)
    return CompletedProcess(args, code, out.getvalue(), err.getvalue())


def demo(folder: Path, *args: str) -> dict[str, Any]:
    done = commkit("demo", *args, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def rows(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / ".demo" / "demo.db")) as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count


def everything(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / ".demo" / "demo.db")) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
    return {table: rows(folder, table) for table in tables}


def test_it_makes_a_community_and_adds_nothing_the_second_time(tmp_path: Path) -> None:
    first = demo(tmp_path, *SMALL)
    assert first["simulated"]["done"]["posts.create_thread"] > 0
    assert first["simulated"]["done"]["qa.accept_answer"] > 0
    assert first["added"]["posts"] == rows(tmp_path, "commkit_post")
    assert any("solved" in step for step in first["live"])
    assert any("returned" in step for step in first["live"])
    assert first["numbers"]["questions"] >= first["numbers"]["solved"] > 0
    assert first["numbers"]["canonical"] > 0
    before = everything(tmp_path)

    again = demo(tmp_path, *SMALL)
    assert again["added"] == {"members": 0, "posts": 0}
    assert again["simulated"] is None
    assert again["live"] == first["live"]
    assert again["numbers"]["questions"] == first["numbers"]["questions"]
    assert everything(tmp_path) == before


LIVE = (
    "nora makes it the canonical answer for what is new in a version",
    "tom is first on the waitlist",
    "tom moves up; 2 of 2 seats are taken, 0 wait",
    "Scenes that follow the sunset; 2 vote for it",
    "nora moves it to planned, and all voters are notified",
    "nora decides: remove",
    "vic reads why (No advertising: ",
    "«Scenes» that follow the «sunset»",
    "found no more: no hits",
    "tom's inbox: events.waitlist_promoted, feedback.suggestion_status, qa.canonical_marked, qa.question_solved",
    "lena exports all that is stored about her: ",
)
"""Parts of the live steps, in this order."""


@pytest.mark.slow
def test_it_shows_a_developer_community_beside_it(tmp_path: Path) -> None:
    options = ("--type", "developer", "--seed", "2", *SMALL)
    first = demo(tmp_path, *options)
    assert [name for name in BY_DEVELOPERS if not first["simulated"]["done"].get(name)] == []
    assert [words for words in DEVELOPERS if not any(words in step for step in first["live"])] == []
    numbers = first["numbers"]
    assert numbers["questions"] >= numbers["useful"] >= numbers["by_members"] > 0
    assert numbers["useful_answer_with_waiting"] >= numbers["useful_answer"] > 0
    assert numbers["closed"] >= 1
    assert numbers["edits"] >= 1
    assert numbers["canonical"] >= 1
    assert numbers["versioned"] >= numbers["fresh"] >= 1
    assert numbers["issues"] >= 1
    assert numbers["fixes"] >= numbers["working_fixes"] >= 1
    assert numbers["leaders"]
    before = everything(tmp_path)

    again = demo(tmp_path, *options)
    assert (again["added"], again["live"]) == ({"members": 0, "posts": 0}, first["live"])
    assert everything(tmp_path) == before


BY_DEVELOPERS = (
    "developer.suggest_edit",
    "developer.open_issue",
    "qa.mark_canonical",
    "qa.announce_release",
    "qa.state_versions",
    "qa.report_version",
)
"""What its simulated members do besides."""
DEVELOPERS = (
    "tom answers in code, iris votes for it, lena accepts it",
    "lena decides: it is approved",
    "nora makes it the canonical answer for scenes without lamps",
    "it still works, and is fresh, last confirmed in 4.0",
    "has the tracker open LUM-",
    "it works, and the tracker hears it",
    "is shown: TypeError when a scene has no lamps",
    "with a reason: off topic",
    "by 2 judgements for and 0 against; Solver",
    "customer success",
)
"""Parts of its live steps."""


@pytest.mark.slow
def test_it_shows_an_internal_community(tmp_path: Path) -> None:
    options = ("--type", "internal", *SMALL)
    first = demo(tmp_path, *options)
    assert [name for name in BY_COLLEAGUES if not first["simulated"]["done"].get(name)] == []
    assert [words for words in COLLEAGUES if not any(words in step for step in first["live"])] == []
    numbers = first["numbers"]
    assert numbers["calls"][0] > numbers["calls"][1] >= 1
    assert numbers["circles"] == ["Parents"]
    measured = {one["name"]: one for one in numbers["numbers"]}
    assert all(one["source"] for one in measured.values())
    assert measured["must-reads acknowledged"]["n"] > measured["replied in time"]["n"] > 0
    assert measured["replied in time"]["value"] == 1
    before = everything(tmp_path)

    again = demo(tmp_path, *options)
    assert (again["added"], again["live"]) == ({"members": 0, "posts": 0}, first["live"])
    assert again["numbers"] == numbers
    assert everything(tmp_path) == before


BY_COLLEAGUES = (
    "absences.set_absence",
    "internal.acknowledge_announcement",
    "internal.confirm_expertise",
    "internal.correct_announcement",
    "internal.endorse_expertise",
    "internal.give_kudos",
    "internal.mark_idea",
    "internal.report_idea_call",
    "internal.set_unit_manager",
    "internal.tick_onboarding_task",
)
"""What simulated colleagues do besides; nothing of life circles is among it."""
COLLEAGUES = (
    "petra makes the unit Lamp studio, led by marek",
    "nora approves it, and it has to be read by",
    "lena acknowledges version 2, too, and tom has to read it again: 1 of 3",
    "lena submits: One that casts no shadow, 2 vote for it",
    "an earlier call is reported",
    "lena thanks tom in the name of care",
    "iris is new, and tom is the buddy: 1 of 2 tasks are done",
    "vic looks for a life circle to join: Parents; nora, who stands for the employer, finds none",
    "iris mentions tom, and is told so at once",
    "vic asks who knows about soldering: marek, by 2 endorsements",
    "its reply is rendered as <p>&lt;img src=x onerror=alert(1)&gt; [click](javascript:alert(1))",
)
"""Parts of the live steps."""


@pytest.mark.slow
def test_it_shows_a_media_community(tmp_path: Path) -> None:
    options = ("--type", "media", *SMALL)
    first = demo(tmp_path, *options)
    assert [name for name in BY_A_MAGAZINE if not first["simulated"]["done"].get(name)] == []
    assert [words for words in A_MAGAZINE if not any(words in step for step in first["live"])] == []
    numbers = first["numbers"]
    assert min(numbers[name] for name in ("corrections", "page_comments", "entries", "featured")) >= 1
    measured = {one["name"]: one for one in numbers["numbers"]}
    assert all(one["source"] for one in measured.values())
    mean, bayesian = measured["stars, mean"], measured["stars, Bayesian mean"]
    assert mean["n"] == bayesian["n"] == sum(numbers["stars"])
    assert abs(bayesian["value"] - 3) < abs(mean["value"] - 3), "the prior draws to the middle"
    before = everything(tmp_path)

    again = demo(tmp_path, *options)
    assert (again["added"], again["live"]) == ({"members": 0, "posts": 0}, first["live"])
    assert again["numbers"] == numbers
    assert everything(tmp_path) == before


BY_A_MAGAZINE = (
    "ama.answer_as_guest",
    "articles.publish_article",
    "articles.schedule_article",
    "articles.send_back_article",
    "media.add_entry",
    "media.comment_on_page",
    "media.correct_entry",
    "media.feature_comment",
    "media.pin_to_front",
    "media.write_review",
    "posts.remove_post",
)
"""What people around the simulated magazine do besides."""
A_MAGAZINE = (
    "under an embargo until",
    "Ninety grams, not nineteen. Thanks to lena",
    "it is one page, with 2 comments",
    "3 entries, 1 above; the newest, corrected: Lift-off at 20:13. The clock was a minute ahead.",
    "How cold may a lamp be? with 2 votes; xenia, who is no staff, answers",
    "stars) have a mean of 4.0; so few move what is assumed, 3 for 5 reviews, to 3.4",
    "which stands first now",
    "6 of at most 6 by the company itself",
    "is rendered as <p>[bold red]SALE[/] &lt;script&gt;alert(1)&lt;/script&gt; [shop](javascript:alert(1))</p>",
)
"""Parts of the live steps."""


@pytest.mark.slow
def test_it_shows_a_topical_community(tmp_path: Path) -> None:
    options = ("--type", "topical", *SMALL)
    first = demo(tmp_path, *options)
    assert [name for name in BY_DEBATERS if not first["simulated"]["done"].get(name)] == []
    assert not [name for name in first["simulated"]["done"] if "mute" in name]
    assert [words for words in DEBATERS if not any(words in step for step in first["live"])] == []
    numbers = first["numbers"]
    assert len(numbers["groups"]) == 2
    assert all(f"({size})" in numbers["map"] for size in numbers["groups"])
    assert {one["name"] for one in numbers["numbers"]} == {
        "best thread",
        "proposals accepted",
        "consensus, at least",
        "members reply first",
        "pairs heated again",
    }
    before = everything(tmp_path)

    again = demo(tmp_path, *options)
    assert (again["added"], again["live"]) == ({"members": 0, "posts": 0}, first["live"])
    assert again["numbers"] == numbers
    assert everything(tmp_path) == before


@pytest.mark.slow
def test_without_the_extra_the_topical_community_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "can_compute", lambda: False)
    told = demo(tmp_path, "--type", "topical", "--members", "12", "--days", "4", "--json")
    assert "commkit-opinion[map]" in told["numbers"]["map"]
    assert any("commkit-opinion[map]" in step for step in told["live"])


BY_DEBATERS = (
    "opinion.decide_statement",
    "opinion.open_consultation",
    "opinion.propose_statement",
    "opinion.vote_on_statement",
    "posts.create_thread",
    "spaces.create_space",
)
"""What simulated people who debate do besides; nothing of mutes is among it."""
DEBATERS = (
    "stands first:",
    "2 threads with 2 replies, each leads to the other",
    "Neon signs, half price is in no list of hers, and in that of lena; nobody is told",
    "two members answer each other in turn. Until it has cooled, everybody may reply once in 5 minutes",
    "rephrases what she wrote last, without a mark",
    "2 questions, 1 answered; first by votes is «How much oil does a night take?» with 2. The hour is ended",
    "tom apologises, which does not wait for the pause",
    "«When I cannot read any more.» has 2 of 2 votes, surely 34%, and stands first by best",
    "iris keeps 2 sub-topics as «Outside», and reads them as one list of her own",
    "a wiki, and tom goes on with it; 1 version before stays",
    "mona warns vic, and the public log says why to everybody: Nothing is sold here",
    "people voted on",
    "its reply is rendered as <p>&lt;img src=x onerror=alert(1)&gt; [click](javascript:alert(1))",
)
"""Parts of the live steps."""


@pytest.mark.slow
def test_it_shows_a_gaming_community(tmp_path: Path) -> None:
    options = ("--type", "gaming", *SMALL)
    first = demo(tmp_path, *options)
    assert [name for name in BY_PLAYERS if not first["simulated"]["done"].get(name)] == []
    assert [words for words in PLAYERS if not any(words in step for step in first["live"])] == []
    numbers = first["numbers"]
    assert numbers["bracket"].startswith("Cup 1\n\nWinners' bracket\n")
    assert "\nWinner: " in numbers["bracket"]
    ranks = [one["rank"] for one in numbers["ladder"]]
    assert (len(ranks), ranks[0], ranks) == (5, 1, sorted(ranks)), "who is equal shares a rank"
    told = {one["name"]: one["n"] for one in numbers["numbers"]}
    assert set(told) == {
        "in a guild",
        "first match in 14 days",
        "favourites that won",
        "decided by judges",
        "no-shows",
    }
    assert all(n for name, n in told.items() if name != "first match in 14 days"), "each has its sample"
    assert all(one["source"] for one in numbers["numbers"])
    before = everything(tmp_path)

    again = demo(tmp_path, *options)
    assert (again["added"], again["live"]) == ({"members": 0, "posts": 0}, first["live"])
    assert again["numbers"] == numbers
    assert everything(tmp_path) == before


BY_PLAYERS = (
    "gaming.accept_guild_application",
    "gaming.apply_to_guild",
    "gaming.found_guild",
    "ladders.open_ladder",
    "posts.create_thread",
    "tournaments.create_tournament",
    "tournaments.enter_tournament",
    "tournaments.report_result",
    "tournaments.start_tournament",
)
"""What simulated people who play do besides talking."""
PLAYERS = (
    "in their hall is «Our plan for the cup», there for lena and not there for iris",
    "tom beats lena 3:2, and iris beats vic 3:0: both sides report the same",
    "iris and tom report different results of the final; mona decides for",
    "what was played moved the ladder, what was decided did not",
    "its reply is rendered as <p>&lt;img src=x onerror=alert(1)&gt; [click](javascript:alert(1))",
)
"""Parts of the live steps."""


@pytest.mark.parametrize("type", ["gaming", "internal", "media", "topical"])
def test_a_dump_of_questions_is_no_community_without_any(type: str, tmp_path: Path) -> None:
    refused = commkit("demo", "--type", type, "--dump", "folder", cwd=tmp_path)
    assert refused.returncode == 2
    assert "--type support or developer" in refused.stderr
    assert not list(tmp_path.iterdir())


def test_every_noun_is_shown_live(tmp_path: Path) -> None:
    live = iter(demo(tmp_path, *SMALL)["live"])
    assert [words for words in LIVE if not any(words in step for step in live)] == []
    assert rows(tmp_path, "commkit_event") == 1
    assert rows(tmp_path, "commkit_decision") == 1


@pytest.mark.slow
def test_an_interrupted_live_part_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'town.db'}"
    args = ["demo", *SMALL, "--database", url]
    with monkeypatch.context() as cut:
        cut.setattr(feature_steps, "STEPS", (*feature_steps.STEPS[:2], _stops))
        with pytest.raises(ZeroDivisionError):
            run(args)
    assert run(args) == 0
    with closing(sqlite3.connect(tmp_path / "town.db")) as connection:
        assert connection.execute("SELECT count(*) FROM commkit_event").fetchone() == (1,)


@pytest.mark.slow
def test_an_interrupted_developer_community_goes_on_with_another_tracker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tracker forgets with its process; what it opens next has a key of its own."""
    options = ("--type", "developer", "--seed", "2", *SMALL)
    with monkeypatch.context() as cut:
        cut.setattr(DeveloperScript, "play", _stops)
        with chdir(tmp_path), pytest.raises(ZeroDivisionError):
            run(["demo", *options])
    told = demo(tmp_path, *options)
    (step,) = [step for step in told["live"] if "has the tracker open" in step]
    assert f"LUM-{told['numbers']['issues']}" in step
    assert told["numbers"]["issues"] > 1
    assert told["numbers"]["working_fixes"] >= 1


def _stops(client: object) -> Iterator[str]:
    yield f"{client}: {1 // 0}"


@pytest.mark.slow
@pytest.mark.postgres
def test_it_runs_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    first = demo(tmp_path, *SMALL, "--database", postgres_url)
    assert first["added"]["posts"] > 0
    assert demo(tmp_path, *SMALL, "--database", postgres_url)["added"] == {"members": 0, "posts": 0}
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_another_size_is_another_community(tmp_path: Path) -> None:
    demo(tmp_path, *SMALL)
    other = demo(tmp_path, "--members", "12", "--days", "7", "--json")
    assert other["added"]["posts"] > 0
    assert rows(tmp_path, "commkit_community") == 2


@pytest.mark.slow
def test_an_interrupted_simulation_is_run_again(tmp_path: Path) -> None:
    first = demo(tmp_path, *SMALL)
    with closing(sqlite3.connect(tmp_path / ".demo" / "demo.db")) as connection:
        connection.execute("UPDATE commkit_community SET purpose = 'Being made by the simulation.'")
        connection.commit()
    second = demo(tmp_path, *SMALL)
    assert second["community"] == f"{first['community']}-2"
    assert second["simulated"]["done"] == first["simulated"]["done"]
    assert demo(tmp_path, *SMALL)["simulated"] is None


def test_on_a_dump_it_shows_the_real_community(tmp_path: Path) -> None:
    folder = tmp_path / "lamps.example-2018-09"
    folder.mkdir()
    (folder / "Users.xml").write_text(USERS)
    (folder / "Posts.xml").write_text(POSTS)
    first = demo(tmp_path, "--dump", folder.name, "--json")
    assert first["community"] == "lamps-example"
    assert first["imported"]["tables"]["Posts"]["skipped"] == {"tag wiki without its tag": 1}
    assert any("How does it work?" in step for step in first["live"])  # the real question waited longest
    before = everything(tmp_path)
    again = demo(tmp_path, "--dump", folder.name, "--json")
    assert again["added"] == {"members": 0, "posts": 0}
    # That somebody imported again is in the audit, though it took nothing.
    assert everything(tmp_path) | {"commkit_audit": before["commkit_audit"]} == before


@pytest.mark.slow
def test_people_see_it_on_two_screens_at_most(tmp_path: Path) -> None:
    for run_number, ending in enumerate(("it adds nothing", "Nothing was added")):
        shown = subprocess.run(
            [sys.executable, "-m", "commkit.adapters.cli", "demo", *SMALL[:-1]],
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "120"},
        )
        assert shown.returncode == 0, shown.stderr
        assert ending in " ".join(shown.stdout.split()), run_number
        for word in ("members", "questions", "solved", "unanswered", "first reply", "busiest tags"):
            assert word in shown.stdout
        assert len(shown.stdout.splitlines()) < 60


@pytest.mark.parametrize("wrong", [("--members", "0"), ("--days", "-1"), ("--days", "soon")])
def test_wrong_numbers_are_wrong_usage(wrong: tuple[str, str], tmp_path: Path) -> None:
    refused = commkit("demo", *wrong, cwd=tmp_path)
    assert refused.returncode == 2
    assert not list(tmp_path.iterdir())


def test_a_dump_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    refused = commkit("demo", "--dump", "nowhere", cwd=tmp_path)
    assert refused.returncode == 1
    assert "nowhere is not a folder" in refused.stderr


TAGS = tuple((f"tag-{number}", 30 - number) for number in range(6))

NUMBERS = (
    MeasuredNumber("must-reads acknowledged", 172_800.0, "seconds", 1870, "ReadStarNumbers, a small sample"),
) * 7
EXPERTS = (("purchasing", "greta.32", 6),) * 4


@pytest.mark.parametrize(
    "summary",
    [
        SupportSummary(
            "Help",
            153,
            352,
            290,
            12,
            25,
            20_040.0,
            0.44,
            TAGS,
            (UnansweredQuestion("x" * 90, "vera.96", 2),) * 5,
        ),
        DeveloperSummary(
            "Code", 65, 68, 44, 77_160.0, 169_200.0, 33, 15, 11, 15, 20, 12, 11, 9, 5, TAGS, TAGS
        ),
        InternalSummary("Inside", 47, 5, 7, (4, 2), 40, ("Parents",), NUMBERS, EXPERTS),
        TopicalSummary("Talk", 46, 6, 11, 3360, (18, 13), "\n".join(["." * 72] * 9), NUMBERS[:3]),
        MediaSummary("News", 46, 21, 6, 39, 11, 10, "The book about streets", (1, 2, 2, 9, 1), NUMBERS[:6]),
    ],
)
def test_a_summary_is_one_screen(summary: DemoSummary) -> None:
    shown = StringIO()
    Console(file=shown, width=80).print(summary.rendered())
    lines = [line.rstrip() for line in shown.getvalue().splitlines()]
    assert len(lines) <= 24, shown.getvalue()
    assert "\N{HORIZONTAL ELLIPSIS} │" not in shown.getvalue()


def test_an_empty_community_can_be_shown_too(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = SupportSummary("Nobody [here]", 0, 0, 0, 0, 0, first_reply=None, late=None, tags=(), queue=())
    Output(json=False).result({}, nothing.rendered())
    shown = capsys.readouterr().out
    assert "Nobody [here]" in shown
    assert "nobody waits" in shown


@pytest.mark.parametrize(
    "nothing",
    [
        InternalSummary("Nobody [here]", 0, 0, 0, (0, 0), 0, (), (), ()),
        MediaSummary("Nobody [here]", 0, 0, 0, 0, 0, 0, "", (0, 0, 0, 0, 0), ()),
    ],
)
def test_names_are_no_markup(nothing: DemoSummary, capsys: pytest.CaptureFixture[str]) -> None:
    Output(json=False).result({}, nothing.rendered())
    assert "Nobody [here]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(None, "share", NONE), (0.5, "share", "50%"), (7_200, "seconds", "2 h 0 min"), (3.456, "stars", "3.46")],
)
def test_a_number_is_shown_in_its_unit(value: float | None, unit: Unit, shown: str) -> None:
    assert MeasuredNumber("x", value, unit, 1, "y").shown() == shown


@pytest.mark.parametrize(
    ("name", "slug"), [("lamps.example", "lamps-example"), ("--", "imported"), ("Ä b", "b")]
)
def test_a_slug_is_made_of_any_name(name: str, slug: str) -> None:
    assert slugify(name) == slug
