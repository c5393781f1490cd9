"""Charter: a community's rules, and how it ends with dignity."""
