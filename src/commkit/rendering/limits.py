"""The limits of one text. A text that exceeds one is shown as plain text, or without the part that exceeds it.

Parsers, highlighters and sanitizers have inputs on which their time is quadratic in the length. Each limit was set by
measuring such inputs: the slowest ones known take about half a second, a long ordinary post 50 ms.
"""

MAX_SOURCE = 50_000
"""Characters of Markdown that are formatted; a post has 40,000 at most."""

MAX_PLAIN = 50_000
"""Characters that are shown of a text that is not formatted."""

MAX_OUTPUT = 500_000
"""Characters of HTML. Repeated references to one long URL can make the HTML a thousand times as long as the source."""

MAX_STEPS = 60_000
"""How often rules of the Markdown parser may be tried; ordinary texts need less than one try per character."""

LINK_STEPS = 10
"""What a place where a link may begin, as in `[a](`, counts for beside its rules: its address is
looked for far ahead, and again at the next one."""

MAX_TOKENS = 30_000
"""Tokens of a Markdown text. Tables fill up missing cells, so few characters can make many tokens."""

MAX_WORD = 2_000
"""Characters without white space in which bare URLs are recognised."""

MAX_MENTIONS = 20
"""Names that a text mentions; further ones stay text, and nobody is told."""

MAX_MENTION_LINKS = 50
"""Places in a text that mention somebody: a name may stand there more than once. Further ones stay text."""

MAX_FOOTNOTE_LABEL = 100
"""Characters of the label of a footnote."""

MAX_CODE = 8_000
"""Characters of code that are highlighted in one text."""

MAX_CODE_BLOCK = 4_000
"""Characters of a block of code that is highlighted."""

MAX_CODE_LINES = 250
"""Lines of a block of code that is highlighted."""

MAX_CODE_LINE = 400
"""Characters of a line in a block of code that is highlighted."""

MAX_HTML = 100_000
"""Characters of HTML that are cleaned."""

MAX_HTML_TAGS = 8_000
"""Tags in HTML that is cleaned."""

MAX_HTML_REOPENED = 500_000
"""Unclosed formatting tags, times all tags. Browsers, and parsers like them, open unclosed formatting tags again in
each paragraph; so 40 kB of HTML can become 30 MB."""
