"""Accreditations: who is asked for one, who decides, and when they end."""
