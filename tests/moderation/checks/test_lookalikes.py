"""Denied words in letters that look like their own are found, whatever the letters; ordinary prose has none."""

# ruff: noqa: RUF001

import gzip
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.moderation import ModerationSettings
from commkit.moderation.checks.policy import CheckedText, check_lookalikes, check_words
from commkit.runtime.values.lookalikes import skeleton
from tests.moderation.checks.prose import PROSE

SPAM = ModerationSettings(denied_words=("viagra", "click", "apple", "spam", "modern", "1xbet", "free money"))
DISGUISED = {
    "viagra": ("VlAGRA", "V1AGRA", "V|AGRA", "v1agra", "V\u0406AGRA", "v\u0456\u0430gra", "VI\u0391GR\u0410"),
    "click": ("cIick", "c|ick", "c\u2223ick", "c\u01c0ick", "\u03f2lick", "\u2ca5lick", "\u0441lick", "c1ick", "CL1CK"),
    "apple": ("AppIe", "\u0391\u03a1\u03a1L\u0395", "\u0430pple", "\u0410PPLE", "App1e"),
    "modern": ("rnodern", "m\u043edern"),
    "1xbet": ("Ixbet", "lxbet", "|xbet", "1xb\u0435t"),
    "spam": (
        "sparn", "Sparn", "S\u0420\u0410\u041c", "\u0405\u0420\u0410\u041c", "\u0455\u0440\u0430\u043c",
        "s\u0440\u03b1\u043c", "sp\u0430m", "\U0001d42cp\u0430m",
    ),
    "free money": ("fr\u0435e m\u043eney", "FREE M0NEY", "free\n\nrnoney"),
}  # fmt: skip
CASES = [(denied, written) for denied, all in DISGUISED.items() for written in all]


@pytest.mark.parametrize(("denied", "written"), CASES)
def test_a_disguise_is_found_by_a_check_of_its_own(denied: str, written: str) -> None:
    shown = " ".join(written.split())
    evidence = f"the words {denied!r}, written as {shown!r} with letters that look alike"
    for text in (written, f"Buy {written}!", f"({written})"):
        for markup in ("text", "html"):
            assert check_lookalikes(CheckedText(text, markup=markup), SPAM) == evidence
            assert check_words(CheckedText(text, markup=markup), SPAM) is None


def test_the_word_itself_is_no_disguise() -> None:
    for word in SPAM.denied_words:
        for written in (word, word.upper(), word.title(), f"\u200b{word[0]}\u00ad{word[1:]}"):
            assert check_lookalikes(CheckedText(f"A {written}."), SPAM) is None


SHAPED = (
    "s\u0336p\u0336a\u0336m\u0336", "spam\u0336", "s\u20ddp\u20dda\u20ddm\u20dd", "s\u0489pam",
    "sp\u00e1m", "spa\u0301m",
    "s\u0353\u033dp\u0353\u033da\u0353\u033dm\u0353\u033d", "s\u0440\u00e1m", "\ua731\u1d18\u1d00\u1d0d",
    "\U0001f162\U0001f15f\U0001f150\U0001f15c", "\U0001f122\U0001f11f\U0001f110\U0001f11c",
    "\U0001f1f8\U0001f1f5\U0001f1e6\U0001f1f2", "\U0001f182\U0001f17f\U0001f170\U0001f17c",
)  # fmt: skip


@pytest.mark.parametrize("written", SHAPED)
def test_marks_and_shapes_disguise_nothing(written: str) -> None:
    for text in (written, f"Buy {written}!", f"({written}) and more"):
        checked = CheckedText(text, markup="text")
        assert check_lookalikes(checked, SPAM) is not None
        assert check_lookalikes(checked, ModerationSettings(denied_words=("ham", "spa", "pam"))) is None


def test_accents_are_a_languages_own_where_a_text_has_them() -> None:
    settings = ModerationSettings(denied_words=("hate", "spam", "schwül", "buy now"))
    for text, is_found in (
        ("J'ai h\u00e2te \u00e0 l'\u00e9t\u00e9.", False),
        ("Das ist schwul und sch\u00f6n.", False),
        ("Buy sp\u00e1m", True),
        ("Sp\u00e1m, b\u00fay n\u00f3w", True),  # by denied words alone a text is of no language
        ("L'\u00e9t\u00e9: s\u0336p\u0336a\u0336m\u0336", True),  # nobody writes a language like this
        ("L'\u00e9t\u00e9: sp\u0430m", True),
    ):
        assert (check_lookalikes(CheckedText(text), settings) is not None) == is_found, text


def test_vowels_and_tones_that_are_written_as_marks_belong_to_their_words() -> None:
    settings = ModerationSettings(denied_words=("\u0e01\u0e34\u0e19", "\u0915\u093f\u0924\u093e\u092c"))
    for text in ("\u0e01\u0e31\u0e19", "\u0915\u0941\u0924\u093e\u092c"):
        assert check_lookalikes(CheckedText(text), settings) is None


def test_a_foreign_word_in_foreign_letters_needs_a_text_of_them() -> None:
    """Between capitals and small letters whole words of Russian look English; in a Russian text they are Russian."""
    settings = ModerationSettings(denied_words=("ho", "ham", "kot", "spam"))
    for text, is_found in (
        ("Но это нам дал кот.", False),
        ("Buy нам", True),
        ("Купи \u0455\u0440\u0430\u043c", True),
    ):
        assert (check_lookalikes(CheckedText(text), settings) is not None) == is_found
    # What looks the same letter by letter is a disguise in any text, as the standard says of whole scripts.
    assert check_lookalikes(CheckedText("Сор и пыль."), ModerationSettings(denied_words=("cop",))) is not None


@pytest.mark.parametrize("word", ["burn", "corn", "stern", "modem", "101", "11"])
def test_ordinary_words_and_numbers_are_what_they_are(word: str) -> None:
    settings = ModerationSettings(denied_words=("bum", "com", "stem", "modern", "lol", "ll"))
    assert check_lookalikes(CheckedText(f"A {word} and so on"), settings) is None


DENIED_WIDELY = ModerationSettings(
    denied_words=(
        *SPAM.denied_words, "casino", "porn", "sex", "cum", "bum", "ho", "pot", "nude", "loan", "bitcoin", "crypto",
        "invest", "bonus", "escort", "cialis", "xanax", "poker", "slots", "lottery", "winner", "nazi", "heil", "whore",
        "dick", "cock", "tit", "shit", "fuck", "idiot", "moron", "kill", "hate", "kot", "arsch", "hure", "buy now",
        "work from home", "act now", "make money fast",
    )
)  # fmt: skip


@pytest.mark.parametrize("language", PROSE)
def test_ordinary_prose_has_no_disguises(language: str) -> None:
    for text in (PROSE[language], PROSE[language].upper(), PROSE[language].title()):
        assert check_lookalikes(CheckedText(text, markup="text"), DENIED_WIDELY) is None


def real_texts(folder: Path) -> list[str]:
    found = []
    for posts in sorted((folder / "stackexchange").rglob("Posts.xml.gz")):
        source = gzip.decompress(posts.read_bytes()).decode(errors="replace")
        found.append("\n".join(unescape(unescape(body)) for body in re.findall(r' Body="([^"]*)"', source)))
    for archive in (*sorted((folder / "irc").glob("*.zip")), *sorted((folder / "polis").glob("*.zip"))):
        with zipfile.ZipFile(archive) as files:
            names = [name for name in files.namelist() if name.endswith((".txt", "comments.csv"))]
            found += [files.read(name).decode(errors="replace") for name in names]
    return found


@pytest.mark.shared
@pytest.mark.slow
def test_real_texts_have_no_disguises(shared_data: Path) -> None:
    texts = real_texts(shared_data)
    assert sum(map(len, texts)) > 1_000_000
    found = set()
    for text in texts:
        for start in range(0, min(len(text), 400_000), 40_000):
            checked = CheckedText(text[start : start + 40_000], markup="text")
            found.add(check_lookalikes(checked, DENIED_WIDELY))
    assert found == {None, "the words 'moron', written as 'm0r0n' with letters that look alike"}, (
        "a nickname, and one"
    )


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def lookalikes_of(letter: str) -> list[str]:
    """Single characters whose skeleton is that of a small letter, or of its capital."""
    return [
        chr(code)
        for code in (
            *range(0x21, 0x250),
            *range(0x370, 0x530),
            *range(0x2C80, 0x2CF4),
            *range(0x1D400, 0x1D7CC),
        )
        if chr(code) not in (letter, letter.upper()) and skeleton(chr(code)) == skeleton(letter)
    ]


ALIKE = {letter: alike for letter in _LETTERS if (alike := lookalikes_of(letter))}


@given(st.data(), st.text(_LETTERS, min_size=3, max_size=8))
def test_any_word_in_any_letters_that_look_the_same_is_found(data: st.DataObject, word: str) -> None:
    written = "".join(data.draw(st.sampled_from([letter, *ALIKE.get(letter, [])])) for letter in word)
    settings = ModerationSettings(denied_words=(word,))
    for shown in (written, f"the {written}.", f"\u00e9 {written}"):
        checked = CheckedText(shown, markup="text")
        assert check_words(checked, settings) or check_lookalikes(checked, settings)


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_no_text_breaks_it(text: str, words: list[str]) -> None:
    check_lookalikes(CheckedText(text), ModerationSettings(denied_words=tuple(words)))


def test_the_skeleton_is_that_of_the_standard() -> None:
    """Examples of Unicode Technical Standard 39."""
    assert skeleton("\u0440\u0430ypal") == skeleton("paypal")
    assert skeleton("\u03c1\u03b1y\u03c1\u03b1l") == skeleton("paypal")
    assert skeleton("1") == skeleton("I") == skeleton("l") == skeleton("|") == "l"
    assert skeleton("m") == "rn"
    assert skeleton("\u043c") != skeleton("\u041c") == "M"
    assert skeleton("a\u200bb") == "ab"


@given(st.text())
def test_a_skeleton_is_its_own(text: str) -> None:
    once = skeleton(text)
    assert skeleton(once) == once
