"""Why a pairing is so."""
