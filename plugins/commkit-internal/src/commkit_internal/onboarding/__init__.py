"""Onboarding: the tasks of a newcomer, each on a day after they joined, with a buddy; made from `plans`."""
