"""The feature of the yield window, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature
from commkit_support.policy import AGENT, MIGRATIONS, STEWARD, raise_if_invalid, words_of
from commkit_support.yielding.facts import (
    AnswerHeld,
    HeldAnswerPublished,
    HeldAnswerWithdrawn,
    HeldAnswerYielded,
)
from commkit_support.yielding.measures import YIELDED_SHARE
from commkit_support.yielding.records import YieldNumbers


@frozen
class YieldSettings:
    """How long staff waits.

    Attributes:
        window: Elapsed time after a question in which only members answer; None for none.
        safety_words: Words and phrases, in any case, which make the answer of staff wait for nothing; `burn*` finds all
            that begins so.

    Raises:
        Invalid: The time is not positive, or a word has no letter or digit (`support.bad_settings`).
    """

    window: timedelta | None = None
    safety_words: tuple[str, ...] = ("burn", "danger", "fire", "injury", "recall", "shock", "smoke", "unsafe")

    def __attrs_post_init__(self) -> None:
        faults = []
        if self.window is not None and self.window <= timedelta():
            faults.append(("window", "not_positive", "give a positive duration, or none"))
        if not all(words_of(word).strip() for word in self.safety_words):
            faults.append(("safety_words", "empty", "give words with a letter or a digit"))
        raise_if_invalid(faults)


_STAFF = {"support.hold_answer", "support.read_held_answers"}

yield_feature = Feature(
    "support.yielding",
    migrations=MIGRATIONS,
    settings=YieldSettings(),
    declares=(YIELDED_SHARE,),
    requires=("support.clock", "support.endorsements", "support.saved_replies"),
    grants={AGENT: _STAFF, STEWARD: _STAFF},
    facts=(AnswerHeld, HeldAnswerPublished, HeldAnswerYielded, HeldAnswerWithdrawn),
    records=(YieldNumbers,),
)
"""Staff waits while members may answer."""
