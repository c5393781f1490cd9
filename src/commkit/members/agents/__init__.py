"""Agents: programs that act for a person or for the host, within scopes."""
