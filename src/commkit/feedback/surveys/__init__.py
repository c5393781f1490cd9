"""Surveys: questions to members, with quotas, a limit on how often one is asked, and results with sample sizes."""
