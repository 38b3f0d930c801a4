"""French against English on langid_lingua: 1,000 words, word pairs and sentences of each language.

    python benchmarks/language.py [--data ../shared/benchmarks/langid_lingua]

Prints the share that is told right, without a conversation's language to lean on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from knowledge.language import LANGUAGES, identify

KINDS = ("single-words", "word-pairs", "sentences")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmarks/langid_lingua"))
    options = parser.parse_args()
    print("| language | words | pairs | sentences |\n|---|---|---|---|")
    for language in LANGUAGES:
        shares = []
        for kind in KINDS:
            texts = (options.data / kind / f"{language}.txt").read_text(encoding="utf-8").splitlines()
            shares.append(sum(identify(text).language == language for text in texts) / len(texts))
        print(f"| {language} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")


if __name__ == "__main__":
    main()
