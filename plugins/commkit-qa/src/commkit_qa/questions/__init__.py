"""Questions: how they are accepted, reopened, closed and put on hold."""
