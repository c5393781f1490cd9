"""The schedule: the worker publishes articles at their time; embargoes."""
