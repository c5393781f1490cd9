"""Numbers of who plays: first matches, organisers, matches that wait for a judge."""
