"""Conversions: comments that become answers, and answers that become comments."""
