"""Who may search: anybody; what they find is told in the tests beside this file."""

from commkit.testing.permissions import allowed

EXPECTED_PERMISSIONS = {
    "search.search_content": allowed(outsider="any", silenced="any", suspended="any", left="any")
}
