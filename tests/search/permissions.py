"""The permission matrix of search: anybody may search; the tests beside this file check what they find."""

from commkit.testing.permissions import allowed

EXPECTED_PERMISSIONS = {
    "search.search_content": allowed(outsider="any", silenced="any", suspended="any", left="any")
}
