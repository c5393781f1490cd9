"""The permission matrix of search: anybody may search; the tests beside this file check what they find."""

from commkit.testing.permissions import allowed

ANYBODY = allowed(outsider="any", silenced="any", suspended="any", left="any")

EXPECTED_PERMISSIONS = {
    "search.search_content": ANYBODY,
    "search.read_search_candidates": ANYBODY,
    "search.view_hits": ANYBODY,
}
