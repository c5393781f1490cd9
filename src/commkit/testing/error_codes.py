"""The error codes in a plugin's source: found by reading it, since no test meets every error."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from commkit.core import CORE_FEATURES
from commkit.runtime.composing.features import Feature

_RAISERS = frozenset({"Conflict", "Denied", "Deny", "NotFound", "RateLimited"})
_CORE = tuple(f"{feature.name}." for feature in CORE_FEATURES)


def unprefixed_error_codes(feature: Feature) -> list[str]:
    """Codes in the source of a feature that do not begin with its plugin's name, each with its place."""
    own = (f"{feature.plugin}.",) if "." in feature.name else _CORE
    return [
        f"{file.name}:{line}: {code!r}"
        for file in sorted(_sources(feature))
        for line, code in _codes(file)
        if not code.startswith(own)
    ]


def _sources(feature: Feature) -> set[Path]:
    """The files of the packages in which its functions are written."""
    files: set[Path] = set()
    for _, function in (
        *feature.handlers,
        *feature.gate_list,
        *feature.declared_gate_list,
        *feature.reaction_list,
    ):
        file = Path(inspect.getfile(function))
        files.update(file.parent.glob("*.py") if (file.parent / "__init__.py").exists() else [file])
    return files


def _codes(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", None) in _RAISERS:
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield node.lineno, code.value
