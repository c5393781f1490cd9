"""The revision files of commkit-reputation."""
