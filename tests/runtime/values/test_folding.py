"""Folding: what readers do not tell apart is equal, and folding twice changes nothing."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commkit.runtime.values.folding import IGNORABLE, fold, strip_ignorable


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("McKenzie", "mckenzie"),
        ("STRASSE", "Straße"),
        ("ILIK", "\u0131l\u0131k"),
        ("İSTANBUL", "istanbul"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("\uff21da", "ada"),
        ("a\u0301da", "\u00e1da"),
        ("a\u200bd\u00ada", "ada"),
        ("\ufb01x", "FIX"),
    ],
)
def test_alike(text: str, alike: str) -> None:
    assert fold(text) == fold(alike)


def test_accents_and_letters_tell_names_apart() -> None:
    assert len({fold(name) for name in ("Jose", "José", "Josef")}) == 3


@given(st.text())
@example("\u0345\u1f80")
@example("\U0001d400\ufe0f")
def test_folding_again_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert unicodedata.is_normalized("NFKC", folded)
    assert not IGNORABLE.search(folded)


@given(st.text())
def test_case_never_matters(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@given(st.text())
def test_what_shows_nothing_is_stripped_and_nothing_else(text: str) -> None:
    assert strip_ignorable(text) == "".join(char for char in text if not IGNORABLE.match(char))
