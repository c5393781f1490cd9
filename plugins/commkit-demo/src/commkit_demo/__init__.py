"""A support community that comes to life: a simulation of members, and the command `commkit demo`."""
