"""Issuer, number, dates, places, tier, kind and validity, each with the span that shows it."""
