"""The rules of polls: which poll is valid, and which choices a ballot may have."""

from datetime import datetime

from commkit.posts.polls.messages import CreatePoll
from commkit.posts.polls.records import Poll
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.values.folding import fold

CHOICE_COUNT = range(2, 21)
"""How many choices a poll may have."""


def check_new_poll(command: CreatePoll, now: datetime) -> None:
    """Check the choices and the end of a new poll.

    Raises:
        Invalid: One of them is not allowed; all errors are listed.
    """
    errors = []
    if len(command.choices) not in CHOICE_COUNT:
        errors.append(FieldError("choices", "wrong_count", "give 2 to 20 choices"))
    if len({fold(label.strip()) for label in command.choices}) != len(command.choices):
        errors.append(FieldError("choices", "duplicate", "give each choice once"))
    if not 1 <= command.max_choices <= max(len(command.choices), 1):
        errors.append(
            FieldError("max_choices", "out_of_range", "allow at least one choice, and no more than there are")
        )
    if command.closes_at is not None and command.closes_at <= now:
        errors.append(FieldError("closes_at", "too_early", "give a time in the future"))
    if errors:
        raise Invalid(errors)


def chosen_numbers(poll: Poll, choices: tuple[int, ...]) -> set[int]:
    """The numbers of the choices of a ballot, each once.

    Raises:
        Invalid: The poll has no such choice, or does not allow so many.
    """
    chosen = set(choices)
    if not chosen <= {choice.number for choice in poll.choices}:
        raise Invalid.field(
            "choices", "unknown_choice", f"choose among the numbers 0 to {len(poll.choices) - 1}"
        )
    if not 1 <= len(chosen) <= poll.max_choices:
        raise Invalid.field("choices", "wrong_count", f"choose 1 to {poll.max_choices}")
    return chosen
