"""A plant shop in FastAPI, with a community in it: `make example-fastapi`."""
