"""Similar questions: found by words and tags, the most similar first, only what the reader sees."""

from typing import Any

import pytest

from commkit import SYSTEM, Invalid
from commkit.posts import CreateThread, RemovePost
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit_qa import AcceptAnswer, ListSimilarQuestions, SimilarQuestion
from commkit_qa.similar.policy import MAX_WORDS, likeness, searched_words, words_of


def ask(town: Any, title: str, tags: tuple[str, ...] = (), body: str = "It worked before.") -> Any:
    return town.do("ada", CreateThread(kind="question", title=title, body=body, tags=tags))


def similar(town: Any, title: str, by: Any = "bob", **fields: Any) -> tuple[SimilarQuestion, ...]:
    found: tuple[SimilarQuestion, ...] = town.ask(by, ListSimilarQuestions(title=title, **fields))
    return found


def test_the_most_similar_is_first_and_says_why(town: Any) -> None:
    exact = ask(town, "Wheel fails on Python 3.13", ("build",))
    near = ask(town, "Wheel is missing", ("build",))
    ask(town, "Where is the cafeteria?", ("lunch",))
    found = similar(town, "The wheel fails on Python 3.13!", tags=("Build",))
    assert [its.id for its in found] == [exact.id, near.id]
    assert found[0].shared_words == ("wheel", "fails", "python", "3.13")
    assert (found[0].shared_tags, found[1].shared_words) == (("build",), ("wheel",))
    assert (found[0].title, found[0].state, found[0].answer) == (exact.title, "open", None)


def test_a_solved_one_names_its_answer(town: Any) -> None:
    question = ask(town, "Wheel fails to install")
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    (found,) = similar(town, "install wheel")
    assert (found.state, found.answer, found.answer_count) == ("solved", answer.id, 1)


def test_tags_and_the_text_find_some_too(town: Any) -> None:
    tagged = ask(town, "It stops", ("bootloader",))
    told = ask(town, "No sound", body="The headphones crackle.")
    assert [its.id for its in similar(town, "Boots never", tags=("bootloader",))] == [tagged.id]
    assert [its.id for its in similar(town, "Odd noise", body="My headphones are loud")] == [told.id]


def test_shared_tags_decide_between_equal_titles(town: Any) -> None:
    other, wanted = ask(town, "Wheel fails", ("linux",)), ask(town, "Wheel fails", ("windows",))
    for tags, first in ((("windows",), wanted), (("linux",), other)):
        assert similar(town, "Wheel fails", tags=tags)[0].id == first.id


def test_only_questions_are_listed(town: Any) -> None:
    question = ask(town, "Wheel fails")
    town.do("stew", CreateThread(kind="note", title="Wheel fails, we know", body="Wheel wheel wheel."))
    town.do("bob", CreateThread(kind="note", title="A wheel", body="Wheel."))
    town.answer(question.id)
    assert [its.id for its in similar(town, "wheel cache clean")] == [question.id]


def test_what_the_reader_may_not_see_is_not_listed(town: Any) -> None:
    shown, removed = ask(town, "Wheel fails"), ask(town, "Wheel fails again")
    town.do("stew", RemovePost(removed.id))
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Wheel fails among us", body="Is it so?", space=circle.id)
    hidden = town.do("stew", inside)
    assert {its.id for its in similar(town, "wheel fails", by="stew")} == {shown.id, hidden.id}  # the control
    for reader in ("bob", "sten", None):
        assert {its.id for its in similar(town, "wheel fails", by=reader)} == {shown.id}


@pytest.mark.parametrize("questions", [1, 12])
def test_it_costs_the_same_however_many_there_are(town: Any, questions: int) -> None:
    for number in range(questions):
        ask(town, f"Wheel number {number} fails")
    with town.counted() as seen:
        assert len(similar(town, "wheel fails", limit=20)) == questions
    assert len(seen) == 4, seen  # scope, search, what is canonical, questions


def test_its_input_and_its_output_are_bounded(sqlite_town: Any) -> None:
    for number in range(4):
        ask(sqlite_town, f"Wheel number {number} fails")
    assert len(similar(sqlite_town, "wheel fails", limit=2)) == 2
    assert len(similar(sqlite_town, "wheel fails", limit=100)) == 4
    assert similar(sqlite_town, "wheel " * 50, body="word " * 8_000) != ()
    too_much: tuple[dict[str, Any], ...] = (
        {"title": "x" * 301},
        {"title": "x", "body": "x" * 40_001},
        {"title": "x", "tags": ("a",) * 11},
    )
    for fields in too_much:
        with pytest.raises(Invalid):
            sqlite_town.ask("bob", ListSimilarQuestions(**fields))


@pytest.mark.parametrize("title", ["?!", '"', "-", "''", "* : ^", "NOT AND OR"])
def test_a_title_without_words_of_others_finds_nothing_and_breaks_nothing(town: Any, title: str) -> None:
    ask(town, "Wheel fails")
    assert similar(town, title) == ()


def test_what_is_written_like_a_search_is_only_words(town: Any) -> None:
    question = ask(town, "Wheel fails")
    assert [its.id for its in similar(town, '-wheel "fails nowhere')] == [question.id]


def test_the_words_that_are_searched_for() -> None:
    assert words_of("How do I use C++ 3.13 in a WHEEL?") == ["c++", "3.13", "wheel"]
    assert searched_words("How do I do it?", "", ()) == ["how", "do", "i", "it"]  # nothing else is there
    assert searched_words("The wheel", "installer of headphones", ("sound card",)) == [
        "wheel",
        "sound",
        "card",
        "headphones",
        "installer",
    ]
    assert len(searched_words(" ".join(f"word{n}" for n in range(40)), "", ())) == MAX_WORDS


@pytest.mark.parametrize(
    ("asked", "like_it", "other"),
    [
        ("数据库连接失败", "连接数据库很慢", "怎么换头像"),
        ("データベースに接続できない", "データベースが遅い", "写真を変えたい"),
        ("เชื่อมต่อฐานข้อมูลไม่ได้", "ฐานข้อมูลช้า", "หมวกสีแดง"),
        ("डेटाबेस नहीं खुलता", "धीमा डेटाबेस", "नई तस्वीर"),
        ("База данных не открывается", "Медленная база данных", "Новое фото"),
        ("قاعدة البيانات لا تعمل", "قاعدة البيانات بطيئة", "صورة جديدة"),
        ("데이터베이스 연결 실패", "데이터베이스 느림", "새로운 사진 올리기"),
        ("Πρόβλημα με τη σύνδεση", "Αργή ΣΎΝΔΕΣΗ", "Νέα φωτογραφία"),
    ],
)
def test_questions_are_found_in_other_scripts(town: Any, asked: str, like_it: str, other: str) -> None:
    near = ask(town, like_it, body="Hello!")
    ask(town, other, body="Hello!")
    (found,) = similar(town, asked)
    assert found.id == near.id
    assert found.shared_words


def test_likeness() -> None:
    assert likeness(["a"], ["a"], ["x"], ["x"]) == 3
    assert likeness(["a", "b"], ["a"], [], []) == 1
    assert likeness([], [], [], []) == 0


def test_the_host_may_ask_too(sqlite_town: Any) -> None:
    question = ask(sqlite_town, "Wheel fails")
    assert [its.id for its in similar(sqlite_town, "wheel", by=SYSTEM)] == [question.id]
