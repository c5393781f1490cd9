"""Cases about what has an audience: a moderator outside of it knows what the report hands over, and no more."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from commkit import SYSTEM, Kit, NotFound
from commkit.feedback import ReadSuggestion, SubmitSuggestion, SuggestionKind
from commkit.moderation import Case, Decision, ListCases, ModerationAction, ReadCase, Report
from commkit.posts import post
from commkit.spaces import SpaceId, space
from commkit.testing.contexts import context_of
from tests.audiences import add_space, enter_space
from tests.helpers import ask, assert_refused, do
from tests.moderation.fixtures import case_of, decide, report, set_settings, write


def _move_thread(kit: Kit, thread: UUID, id: SpaceId) -> None:
    with kit.database.engine.begin() as connection:
        audience = connection.execute(select(space.c.audience).where(space.c.id == id)).scalar_one()
        connection.execute(update(post).where(post.c.id == thread).values(space=id, audience=audience))


def test_a_report_from_behind_a_wall_hands_over_what_it_says(town: Kit) -> None:
    circle = add_space(town, members=("ada", "bob"), walled=True)
    made = do(
        town, "ada", "town", SubmitSuggestion(kind=SuggestionKind.IDEA, title="Our secret plan", space=circle)
    )
    report(town, made.id, record="Suggestion")
    file = ask(town, "eve", "town", ReadCase(case_of(town, made.id, by="eve")))
    assert [(one.reason, one.object) for one in file.reports] == [("spam", made.id)]
    assert "secret plan" not in repr(file)
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "eve", "town", ReadSuggestion(made.id))
    with assert_refused(NotFound, "runtime.not_found"):
        report(town, made.id, record="Suggestion", by="cat")
    decided = decide(town, file.case.id, ModerationAction.DISMISS)
    assert decided.object == made.id


def test_what_checks_quote_is_for_moderators_who_may_read_it(town: Kit) -> None:
    set_settings(town, denied_words=("pills",), words="hold")
    thread = write(town, "ada", "Buy my pills.")
    circle = add_space(town, members=("ada", "bob"), walled=True)
    _move_thread(town, thread.id, circle)
    id = case_of(town, thread.id)
    assert ask(town, "eve", "town", ReadCase(id)).detections == ()
    enter_space(town, circle, "eve")
    assert len(ask(town, "eve", "town", ReadCase(id)).detections) == 1


def test_ids_of_moderation_are_visible_to_whom_their_loaders_give_them(town: Kit) -> None:
    """`visible_ids`, by which notifications are shown, and the loaders are of one opinion."""
    thread = write(town, "ada")
    reported = report(town, thread.id, by="bob")
    case = case_of(town, thread.id)
    decided = decide(town, case, ModerationAction.REMOVE)
    about_eve = write(town, "eve")
    reported_eve = report(town, about_eve.id, by="bob")
    case_of_eve = case_of(town, about_eve.id)
    ids: list[tuple[type[Any], UUID]] = [(Case, case), (Case, case_of_eve), (Report, reported.id)]
    ids += [(Report, reported_eve.id), (Decision, decided.id)]
    seen = {}
    for who in ("ada", "bob", "cat", "eve", "max", "owner", None, SYSTEM):
        with town.session(who, "town", read_only=True) as session:
            context = context_of(session)
            by_ids = [id in context.visible_ids(record, [id]) for record, id in ids]
            assert by_ids == [_loads(context, record, id) for record, id in ids], who
            seen[who] = by_ids
    assert seen["ada"] == [False, False, False, False, True]
    assert seen["bob"] == [False, False, True, True, False]
    assert seen["cat"] == seen[None] == [False] * 5
    assert seen["eve"] == [True, False, True, False, True], "nobody handles what is about themselves"
    assert seen["max"] == seen["owner"] == seen[SYSTEM] == [True] * 5
    assert {one.id for one in ask(town, "eve", "town", ListCases()).items} == set()
    assert {one.id for one in ask(town, "max", "town", ListCases()).items} == {case_of_eve}


def _loads(context: Any, record: type[Any], id: UUID) -> bool:
    try:
        context.get(record, id)
    except NotFound:
        return False
    return True
