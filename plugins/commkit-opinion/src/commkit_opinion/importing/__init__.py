"""Imports of consultations from exports of Polis."""
