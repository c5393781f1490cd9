"""The groups of a directory, which this plugin keeps as groups of the community."""
