"""Test panels: members who test a product, screened, with consent, tasks, findings and promised incentives."""
