"""Skills: how good a player is and how sure that is, computed from games in the order of their time; no database."""
