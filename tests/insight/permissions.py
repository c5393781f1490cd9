"""Who may read what the numbers of a community are for."""

from commkit.testing.permissions import allowed

EXPECTED_PERMISSIONS = {
    "insight.read_measures": allowed(member="any"),
}
