"""Loading what the readers look things up in, so that the first customer does not wait for it."""

from __future__ import annotations

from datetime import date

from actions.readers import dates, entities, places


def warm_up() -> None:
    """Read lists of places, postal rules and date data into memory; takes about half a second, once."""
    today = date(2026, 11, 21)
    for country in ("CA", "FR", "US"):
        places.names(country)
        entities.find("12 rue des Lilas, Laval H7N 1A1, 31000 Toulouse, 514-555-0188", "fr", today, country)
    dates.read("2 weeks from tomorrow", "en", today)
