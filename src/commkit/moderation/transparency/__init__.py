"""Transparency: numbers about moderation in a period, as Regulation (EU) 2022/2065, art. 15 and 24, asks for."""
