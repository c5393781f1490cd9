"""The revision files of commkit-ladders."""
