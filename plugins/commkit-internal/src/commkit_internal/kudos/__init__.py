"""Kudos: thanks to a colleague, in the name of one of the company's values."""
