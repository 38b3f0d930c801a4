"""The size of the built widget, as it is and compressed, and of deep-chat's bundle where a copy is at hand.

    python benchmarks/widget_size.py [--deep-chat node_modules/deep-chat/dist/deepChat.bundle.js]

Exit code 1 if the compressed widget is larger than 60 kB (60,000 bytes).
"""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path

from bot.settings import settings

LIMIT = 60_000


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--deep-chat", type=Path)
    options = parser.parse_args()
    size = show("widget", settings().widget_dir / "widget.js")
    if options.deep_chat:
        show("deep-chat", options.deep_chat)
    print(f"{'limit':<12} {'':>9} {LIMIT:>9,}")
    return 0 if size <= LIMIT else 1


def show(name: str, path: Path) -> int:
    """Print bytes as they are and after gzip -9; gives the latter."""
    plain = path.read_bytes()
    compressed = len(gzip.compress(plain, 9))
    print(f"{name:<12} {len(plain):>9,} {compressed:>9,}")
    return compressed


if __name__ == "__main__":
    sys.exit(main())
