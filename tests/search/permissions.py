"""Who may search: anybody; what they find is told in the tests beside this file."""

from commkit.testing.permissions import by

EXPECTED = {"search.search_content": by(outsider="any", silenced="any", suspended="any", left="any")}
