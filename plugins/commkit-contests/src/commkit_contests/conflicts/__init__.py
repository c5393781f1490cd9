"""Conflicts of interest between judges and those who entered."""
