"""Findings that panelists submit for their tasks; saturation of a panel."""
