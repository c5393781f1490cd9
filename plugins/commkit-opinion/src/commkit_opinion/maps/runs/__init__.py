"""Runs: when the worker computes a map, and how it is stored."""
