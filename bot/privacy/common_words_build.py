"""Writes common_words.txt: words of our customers' trade and of everyday talk, in French and English.

    python -m bot.privacy.common_words_build

They come from the examples of data/nlu, the questions of knowledge/training and the documents (words in small letters
that stand there at least twice), and from Faker's word lists. Names are left out unless they are words as well.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from bot.privacy.name_lists import COMMON_WORDS, first_names, last_names

SOURCES = ("data/nlu", "domain", "knowledge/training", "knowledge/documents")
SEEN, SEEN_AS_WORD = 2, 5  # how often a word must stand there; a name, to count as a word too
_WORD = re.compile(r"[^\W\d_]+")


def common_words(root: Path) -> list[str]:
    """The words, in alphabetical order."""
    from faker.providers.lorem import en_US, fr_FR

    files = [
        path for source in SOURCES for path in (root / source).rglob("*") if path.suffix in (".yml", ".md")
    ]
    seen = Counter(
        word for path in files for word in _WORD.findall(path.read_text(encoding="utf-8")) if word.islower()
    )
    seen.update({word: SEEN for language in (fr_FR, en_US) for word in language.Provider.word_list})
    names = first_names() | last_names()
    return sorted(w for w, n in seen.items() if n >= (SEEN_AS_WORD if w in names else SEEN))


if __name__ == "__main__":
    COMMON_WORDS.write_text("\n".join(common_words(Path(__file__).parents[2])) + "\n", encoding="utf-8")
