"""Alliances: two guilds that say that they belong together."""
