"""What reading a message costs beside encoding it: days, addresses, everything at once.

    python -m benchmarks.readers

The messages are the customers' of the dialogue tests. Milliseconds at the median, in rounds of one run
(benchmarks/rounds.py), and the share of the encoder's time; days also beside dateparser's own search.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from bot.cli.processes import ONE_THREAD

os.environ.update(ONE_THREAD)  # as in service, and before the libraries load

import yaml
from dateparser.search import search_dates

from actions.readers import address, dates, entities
from benchmarks.rounds import medians
from bot.settings import settings
from knowledge.encoder.serving import OnnxEncoder

SCENARIOS = Path("tests/conversations/scenarios")
TODAY = date(2026, 11, 21)
MESSAGES = 300


def messages() -> list[tuple[str, str]]:
    """(what a customer says, language), every so many of all, so that all files are among them."""
    found = [
        (str(text), scenario["lang"])
        for path in sorted(SCENARIOS.glob("*.yml"))
        for scenario in yaml.safe_load(path.read_text(encoding="utf-8"))
        for text in [scenario["opening"], *(scenario.get("answers") or {}).values()]
    ]
    return found[:: max(1, len(found) // MESSAGES)]


def main() -> None:
    encoder = OnnxEncoder(settings().encoder_dir)
    took = medians(
        {
            "encoder": lambda m: encoder.encode_queries([m[0]]),
            "days": lambda m: dates.read(m[0], m[1], TODAY),
            "days, dateparser": lambda m: search_dates(m[0], languages=[m[1]]),
            "addresses": lambda m: address.read(m[0], "CA"),
            "everything": lambda m: entities.find(m[0], m[1], TODAY, "CA"),
        },
        messages(),
    )
    for name, median in took.items():
        print(f"{name:20}{median:8.2f} ms{median / took['encoder']:8.2f}")


if __name__ == "__main__":
    main()
