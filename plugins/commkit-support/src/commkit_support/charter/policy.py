"""Which topics a text is about, and what is private in it; no database."""

import re
from collections.abc import Iterable, Mapping, Sequence

from commkit import FieldError, Invalid
from commkit.fields import FieldValue
from commkit_support.charter.records import ScopeTopic, TopicAction, TopicFinder
from commkit_support.policy import has_word, words_of
from commkit_support.redaction.code.policy import code_of_markdown
from commkit_support.redaction.markup.policy import mask_source
from commkit_support.redaction.private.policy import mask

MOST_WORDS = 200
"""Words of one topic, at most."""
_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


def mask_private(text: str) -> str:
    """The text without private data: what is published of a question.

    Masked are e-mail addresses, named secrets and keys of known forms, phone numbers in the international form
    (`+43 1 234 5678`), numbers of cards with a right check digit (ISO/IEC 7812, Luhn) and of bank accounts (IBAN,
    ISO 13616); in code between backticks and in fences only what is surely private. Other numbers stay, as answers need
    them: versions, codes of errors, addresses in networks. A text in which nothing is found stays as it is.
    """
    return mask(text, code_of_markdown)


def mask_values(values: Mapping[str, FieldValue | None]) -> Mapping[str, FieldValue | None]:
    """Values of fields without private data in those that are texts; see `mask_private`."""
    return {name: mask_private(value) if isinstance(value, str) else value for name, value in values.items()}


def mask_shown(source: str, markup: str) -> str:
    """A text in markup without the private data that people would see in it; see `mask_private`.

    In HTML and Markdown a secret may be written in many ways. Only what is found is replaced; where the source hides
    it, at most the markup of its line goes, and all other lines of code stay.

    Args:
        source: The text.
        markup: Its markup.
    """
    return mask_source(source, markup)


def topics_of(
    text: str, topics: Iterable[ScopeTopic], *, safety_words: Sequence[str]
) -> tuple[ScopeTopic, ...]:
    """The topics that a text is about, as people read it and in any case.

    Args:
        text: The title and the text.
        topics: Those of the charter.
        safety_words: The words that tell of danger.
    """
    read = words_of(text)
    return tuple(topic for topic in topics if _is_about(topic, text, read, safety_words))


def _is_about(topic: ScopeTopic, text: str, read: str, safety_words: Sequence[str]) -> bool:
    if topic.finder is TopicFinder.PRIVATE:
        return mask_private(text) != text
    words = safety_words if topic.finder is TopicFinder.SAFETY else topic.words
    return any(has_word(read, word) for word in words)


def keeps_back(topics: Iterable[ScopeTopic]) -> tuple[ScopeTopic, ...]:
    """Those of some topics that are not published without more ado."""
    return tuple(topic for topic in topics if topic.action is not TopicAction.MASK)


def is_refused(topics: Iterable[ScopeTopic]) -> bool:
    """Whether one of some topics is never published."""
    return any(topic.action is TopicAction.REFUSE for topic in topics)


def tells_of_danger(topics: Iterable[ScopeTopic]) -> bool:
    """Whether one of some topics is that of danger."""
    return any(topic.finder is TopicFinder.SAFETY for topic in topics)


def masks_private(topics: Iterable[ScopeTopic]) -> bool:
    """Whether private data is a topic of the charter, whatever happens to questions with it: it is masked then."""
    return any(topic.finder is TopicFinder.PRIVATE for topic in topics)


def check_topics(topics: Sequence[ScopeTopic]) -> None:
    """Check the topics of a new version.

    Raises:
        Invalid: With all faults (`support.bad_charter`).
    """
    faults = []
    names: set[str] = set()
    for number, topic in enumerate(topics):
        path = f"topics.{number}"
        if topic.name in names:
            faults.append(FieldError(f"{path}.name", "twice", "give each topic a name of its own"))
        names.add(topic.name)
        if not _NAME.fullmatch(topic.name):
            told = "use small letters, digits, and . _ - between them"
            faults.append(FieldError(f"{path}.name", "bad_name", told))
        is_by_words = topic.finder is TopicFinder.WORDS
        if is_by_words and not topic.words:
            faults.append(FieldError(f"{path}.words", "required", "give words that find it"))
        if not is_by_words and topic.words:
            told = "leave them out: safety words are a setting of the yield window, and private data has none"
            faults.append(FieldError(f"{path}.words", "not_used", told))
        if len(topic.words) > MOST_WORDS or not all(words_of(word).strip() for word in topic.words):
            told = f"give at most {MOST_WORDS}, each with a letter or a digit"
            faults.append(FieldError(f"{path}.words", "bad_word", told))
    if faults:
        raise Invalid(faults, code="support.bad_charter")
