"""Tasks of test panels and their assignments to panelists."""
