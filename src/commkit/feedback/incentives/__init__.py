"""Incentives that panelists were promised."""
