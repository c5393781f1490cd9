"""The pure engine: rules, entrants and results in; matches, standings and the winner out."""
