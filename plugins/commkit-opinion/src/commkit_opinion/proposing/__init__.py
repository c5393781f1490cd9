"""Statements of a consultation: seeded by stewards, proposed by members, accepted or rejected."""
