"""Tokens in logs: what stands in an address is written into access logs by servers, which know no secrets."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

_NAME = "".join(f"(?:{letter}|%{ord(letter):02x})" for letter in "token")
_TOKEN = re.compile(rf"((?:^|[?&;\s\"'])(?:{_NAME})(?:=|%3d))[^&\s\"'#]+", re.IGNORECASE)
"""The parameter, as a server reads it: its letters may be percent-encoded, and a query string may stand alone."""


def redact_tokens(text: str) -> str:
    """A text in which the tokens of addresses are replaced: `?token=[redacted]`."""
    return _TOKEN.sub(r"\1[redacted]", text)


class RedactTokens(logging.Filter):
    """A filter for the loggers of servers: `logging.getLogger("uvicorn.access").addFilter(RedactTokens())`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the tokens in a record; it is logged in any case."""
        record.msg = _redacted(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_redacted, record.args))
        elif isinstance(record.args, Mapping):
            record.args = _Redacted(record.args)
        return True


class _Redacted(Mapping[str, Any]):
    """The values of another mapping, which may make them up as they are asked for, as that of gunicorn does."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return _redacted(self._values[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _redacted(value: Any) -> Any:
    return redact_tokens(value) if isinstance(value, str) else value
