"""Points: a ledger of evidence, and the sums of each member kept beside it."""
