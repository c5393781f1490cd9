"""What a check finds."""

from enum import StrEnum

from attrs import frozen


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    """It works, and will not do so for ever, or not as somebody may think."""
    FAULT = "fault"
    """Something does not work, or what was acknowledged may be lost."""


@frozen
class Diagnosis:
    """What a check found.

    Attributes:
        name: What was looked at: `worker.behind`, `sqlite.journal`.
        level: How bad it is.
        told: What was found, one sentence.
        remedy: What to do; empty where all is well.
    """

    name: str
    level: Level
    told: str
    remedy: str = ""


def ok(name: str, told: str) -> Diagnosis:
    """All is well."""
    return Diagnosis(name, Level.OK, told)


def warning(name: str, told: str, remedy: str) -> Diagnosis:
    """It works, and will not do so for ever."""
    return Diagnosis(name, Level.WARNING, told, remedy)


def fault(name: str, told: str, remedy: str) -> Diagnosis:
    """Something does not work."""
    return Diagnosis(name, Level.FAULT, told, remedy)
