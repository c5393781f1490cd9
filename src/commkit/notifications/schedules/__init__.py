"""When mail may come: time zone, quiet hours, mails a day."""
