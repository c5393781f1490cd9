"""Ranks inside of guilds: who leads, who is promoted, who has to go."""
