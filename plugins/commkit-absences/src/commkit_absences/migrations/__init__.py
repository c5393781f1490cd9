"""The revision files of commkit-absences."""
