"""Anniversaries: of the day on which a colleague joined the company, told to others if the colleague wants it."""
