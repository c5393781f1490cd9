"""Legal holds: what has to be kept as evidence outlasts erasures and retention, until it is released."""
