"""Surveys: questions to members, with quotas and a limit on how often one member is asked."""
