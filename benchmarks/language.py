"""French against English on langid_lingua: 1,000 words, word pairs and sentences of each language.

    PYTHONPATH=. .venv-rasa/bin/python benchmarks/language.py [--data ../shared/benchmarks/langid_lingua]

Prints the share that is told right without a conversation's language to lean on, the same for langdetect held to
the two languages as equally likely (it is in Rasa's environment), and the microseconds of one text.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from knowledge.language import LANGUAGES, identify

KINDS = ("single-words", "word-pairs", "sentences")


def langdetect() -> Callable[[str], str | None] | None:
    """langdetect with even priors, or None if it is not installed here."""
    try:
        from langdetect import DetectorFactory, detector_factory
        from langdetect.lang_detect_exception import LangDetectException
    except ImportError:
        return None
    DetectorFactory.seed = 0
    detector_factory.init_factory()

    def tell(text: str) -> str | None:
        detector = detector_factory._factory.create()
        detector.set_prior_map(dict.fromkeys(LANGUAGES, 0.5))
        detector.append(text)
        try:
            return detector.detect()
        except LangDetectException:
            return None

    return tell


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmarks/langid_lingua"))
    options = parser.parse_args()
    tellers = {"ours": lambda text: identify(text).language}
    if (other := langdetect()) is not None:
        tellers["langdetect, even priors"] = other
    print("| identifier | language | words | pairs | sentences | one text |\n|---|---|---|---|---|---|")
    for name, tell in tellers.items():
        for language in LANGUAGES:
            shares, start, asked = [], time.perf_counter(), 0
            for kind in KINDS:
                texts = (options.data / kind / f"{language}.txt").read_text(encoding="utf-8").splitlines()
                shares.append(sum(tell(text) == language for text in texts) / len(texts))
                asked += len(texts)
            spent = (time.perf_counter() - start) / asked * 1e6
            print(
                f"| {name} | {language} | " + " | ".join(f"{s:.1%}" for s in shares) + f" | {spent:.0f} µs |"
            )


if __name__ == "__main__":
    main()
