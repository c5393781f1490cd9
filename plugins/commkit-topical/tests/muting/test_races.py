"""Nobody mutes more than 100 words, however many they mute at once."""

from threading import Barrier, get_ident
from typing import Any

import pytest

from commkit.testing.contexts import context_of
from commkit_topical import ListMyMutes, MuteWord, Topical, WordMute
from commkit_topical.muting import handlers
from commkit_topical.muting import statements as sql
from tests.plugin_processes import Sender

WORDS = tuple(MuteWord(word) for word in ("slugs", "snails", "ants", "mice"))


def _mute(town: Any, count: int) -> None:
    """Let ada mute so many words, all at once."""
    with town.kit.session("ada", "gardens") as session:
        context = context_of(session)
        for number in range(count):
            word = f"word {number}"
            context.run(sql.ADD_WORD, WordMute(context.member, word, word, context.now))


def _muted(town: Any) -> int:
    return len(town.ask("ada", ListMyMutes()).words)


@pytest.mark.slow
def test_eight_processes_mute_as_many_words_as_one_may(town: Any) -> None:
    _mute(town, 98)
    told = Sender(town.url, Topical, "gardens", "ada").send(*WORDS)
    assert set(told) == {"done", "topical.too_many_mutes"}
    assert _muted(town) == 100


@pytest.mark.postgres
def test_control_without_the_lock_there_are_too_many(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = postgres_town
    _mute(town, 99)
    met, held = Barrier(2), set[int]()

    def hold(statement: str) -> None:
        if "count(*)" in statement and "word_mute" in statement and get_ident() not in held:
            held.add(get_ident())
            met.wait(timeout=20)

    monkeypatch.setattr(handlers, "lock_member", lambda context, member: True)
    town.kit.database.observer = hold
    try:
        town.at_once(lambda: town.do("ada", WORDS[0]), lambda: town.do("ada", WORDS[1]))
    finally:
        town.kit.database.observer = None
    assert _muted(town) == 101
