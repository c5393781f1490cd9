"""Absences: who is out of office is not suggested, invited, reminded or given questions."""
