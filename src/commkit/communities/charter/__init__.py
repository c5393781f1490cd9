"""Charter: a community's rules, and its announced closing."""
