"""Strikes: marks against a member that count for a time; enough of them suspend the member."""
