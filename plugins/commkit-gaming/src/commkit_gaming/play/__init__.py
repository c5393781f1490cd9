"""Play: what the type declares for tournaments, the ladder and parties."""
