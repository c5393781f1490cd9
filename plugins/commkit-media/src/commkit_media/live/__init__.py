"""Tickers: threads whose entries reporters write live, correct with a note, and pin."""
