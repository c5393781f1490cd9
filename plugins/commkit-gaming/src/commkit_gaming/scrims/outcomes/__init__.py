"""Outcomes of scrims: results that both guilds agree on, and no-shows."""
