"""Guilds: members who play together, with ranks, a capacity and a hall of their own."""
