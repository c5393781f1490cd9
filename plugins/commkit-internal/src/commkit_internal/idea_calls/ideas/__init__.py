"""The ideas of a call: submitted, merged, decided, and answered to all their authors."""
