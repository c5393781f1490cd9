"""Satisfaction: the asker is asked once, after the solution, how content they are; told so that it reveals nobody."""
