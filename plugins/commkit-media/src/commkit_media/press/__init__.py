"""The press room: accreditations, releases under embargo, and the kit of assets."""
