"""Numbers of guilds."""
