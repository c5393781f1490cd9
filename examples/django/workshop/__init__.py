"""A bicycle workshop in Django, with a community in it: `make example-django`."""
