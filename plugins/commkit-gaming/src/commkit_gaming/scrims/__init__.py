"""Scrims: practice matches that two guilds agree on."""
