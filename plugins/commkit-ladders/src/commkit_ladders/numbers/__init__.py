"""Numbers of ladders: how often the favourite won."""
