"""Docstrings of messages and records, taken apart: what adapters tell people about them (Google style)."""

import inspect
import re
from collections.abc import Mapping

from attrs import field, frozen

_SECTION = re.compile(r"^(Attributes|Args|Raises|Returns|Yields):$")
_ENTRY = re.compile(r"^    (\w+): (.*)$")


@frozen
class Docstring:
    """What a docstring says.

    Attributes:
        summary: Its first sentence or paragraph.
        text: What follows, before its sections.
        attributes: What each attribute is, by name.
        raises: When each error is raised, by its name.
    """

    summary: str
    text: str = ""
    attributes: Mapping[str, str] = field(factory=dict)
    raises: Mapping[str, str] = field(factory=dict)


def docstring_of(subject: type) -> Docstring:
    """The docstring of a class, taken apart; empty where it has none of its own."""
    lines = inspect.cleandoc(subject.__dict__.get("__doc__") or "").splitlines()
    sections: dict[str, list[str]] = {"": []}
    name = ""
    for line in lines:
        found = _SECTION.match(line)
        if found is not None:
            name = found[1]
        sections.setdefault(name, []).append(line)
    summary, _, text = "\n".join(sections[""]).strip().partition("\n\n")
    return Docstring(
        _one_line(summary),
        text.strip(),
        _entries(sections.get("Attributes", [])),
        _entries(sections.get("Raises", [])),
    )


def _entries(lines: list[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        entry = _ENTRY.match(line)
        if entry is not None:
            name = entry[1]
            found[name] = [entry[2]]
        elif name and line.startswith("        "):
            found[name].append(line.strip())
    return {name: " ".join(parts) for name, parts in found.items()}


def _one_line(text: str) -> str:
    return " ".join(text.split())
