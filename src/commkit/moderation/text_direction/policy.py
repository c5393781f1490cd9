"""The order in which a text is shown whose direction is overridden: behind U+202E, `maps` shows as `spam`.

Source: https://www.unicode.org/reports/tr9, section 2.2; an override ends where it is closed, or at the line's end.
"""

import re

_OVERRIDE = "\u202e"
_CLOSED = "\u202c"
_CONTROL = re.compile("[\u202a-\u202e\n\r\u0085\u2029]")


def in_shown_order(text: str) -> str:
    """A text with what is overridden from right to left turned round."""
    if _OVERRIDE not in text:
        return text
    parts: list[str] = []
    done = depth = 0
    for control in _CONTROL.finditer(text):
        sign = control[0]
        if not depth:
            if sign != _OVERRIDE:
                continue
            parts.append(text[done : control.start()])
            done, depth = control.end(), 1
        elif sign == _CLOSED:
            depth -= 1
        elif "\u202a" <= sign <= _OVERRIDE:
            depth += 1
        else:
            depth = 0
        if not depth:
            parts.append(text[done : control.start()][::-1])
            done = control.start()
    rest = text[done:]
    parts.append(rest[::-1] if depth else rest)
    return "".join(parts)
