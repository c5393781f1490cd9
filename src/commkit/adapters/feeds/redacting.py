"""Tokens in logs: what stands in an address is written into access logs by servers, which know no secrets."""

import logging
import re
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(r"([?&]token=)[^&\s\"'#]+")


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
            record.args = {name: _redacted(value) for name, value in record.args.items()}
        return True


def _redacted(value: Any) -> Any:
    return redact_tokens(value) if isinstance(value, str) else value
