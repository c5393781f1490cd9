"""The glossary names only what exists, each word once, and every public class of `commkit`."""

import importlib
import inspect
import re

import commkit
from commkit import CommkitError, FieldError
from tests.docs.blocks import ROOT

PAGE = ROOT / "docs" / "reference" / "glossary.md"
_ROW = re.compile(r"^\| ([^|`]+?) \| `([\w.]+)` \| (.+) \|$", re.MULTILINE)
NOUNS = ("communities", "members", "spaces", "posts", "events", "feedback", "moderation", "notifications", "search",
         "webhooks", "feeds", "privacy", "explaining", "crawlers")  # fmt: skip


def rows(text: str) -> list[tuple[str, str, str]]:
    return _ROW.findall(text)


def exists(name: str) -> bool:
    """Whether a dotted name is a module, or an attribute in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        try:
            for part in parts[end:]:
                found = getattr(found, part)
        except AttributeError:
            return False
        return True
    return False


def test_each_name_exists() -> None:
    found = rows(PAGE.read_text())
    assert len(found) > 80
    assert [name for _, name, _ in found if not exists(name)] == []


def test_a_wrong_name_is_noticed() -> None:
    assert not exists("commkit.posts.NoSuchThing")
    assert not exists("commkit.nothing.Post")
    assert rows("| word | `commkit.Kit` | It is one. |\n") == [("word", "commkit.Kit", "It is one.")]


def test_each_word_is_there_once_with_one_sentence() -> None:
    found = rows(PAGE.read_text())
    words = [word for word, _, _ in found]
    assert sorted(words) == sorted(set(words))
    assert [word for word, _, meaning in found if not meaning.endswith(".") or ". " in meaning] == []


def test_every_row_has_this_form() -> None:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    assert len(lines) == len(rows(PAGE.read_text())) + sum(line.startswith("| word |") for line in lines)


def test_every_public_class_of_the_front_is_explained() -> None:
    classes = {
        f"commkit.{name}"
        for name in commkit.__all__
        if inspect.isclass(value := getattr(commkit, name))
        and not issubclass(value, CommkitError | FieldError)
    }
    assert classes - {name for _, name, _ in rows(PAGE.read_text())} == set()


def test_every_noun_has_words() -> None:
    packages = {name.split(".")[1] for _, name, _ in rows(PAGE.read_text())}
    assert set(NOUNS) - packages == set()
