"""Lexical search: BM25 over stems, accents folded, so that misspelt accents and endings do not matter."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

import numpy as np
import simplemma
import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.folding import fold
from knowledge.language import common_words
from knowledge.language import words as _words

_WORD = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
# A slip in a shorter word may as well be another word; parts of addresses of the web and "shouldn't" are no words.
LONG = 5
_LONG_WORD = re.compile(rf"(?<![\w@])[^\W\d_]{{{LONG},}}(?![\w@'’])")
# What stands before or after a word with an apostrophe: « qu'elle », "they've".
_CLITIC = re.compile(r"^(?:[ldmtsjnc]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)'|(?:n't|'(?:s|re|ve|ll|d|m))$")
# What hurried people write into the next word: « lagent », « dinternet ».
_ELIDED = re.compile(r"[ldmtsjnc]|qu")
_DICTIONARIES = ("fr", "en")
NEARLY = 0.8  # share of the letters that two spellings of a word have in common
# Words that carry no subject; folded, French and English.
_STOP_WORDS = """
a ai as au aux avec ce ces cet cette ca c d de des du dans donc elle elles en es est et etc etre eux
il ils ici j je l la le les leur leurs lui m ma mais me mes moi mon n ne ni nos notre nous on ont ou
par pas pour plus qu que quel quelle quelles quels qui quoi s sa se ses si son sont sur t ta te tes
toi ton tu un une vos votre vous y meme tres bien fait faire faut peut peux puis comment combien
quand est-ce the an and are at be but by can could do does for from had has have how i if in is it
its me my not of on or our she so that them then there they this to us was we were what when where
which who why will with would you your am did been being
"""
_STOP = frozenset(_STOP_WORDS.split())


@lru_cache
def _stemmer(language: str):
    return snowballstemmer.stemmer("english" if language == "en" else "french")


def terms(text: str, language: str) -> list[str]:
    """The stems of a text's content words, in order."""
    words = [
        word for word in _WORD.findall(fold(text)) if word not in _STOP and (len(word) > 1 or word.isdigit())
    ]
    return [_stem(word, language) for word in words]


@lru_cache(
    maxsize=100_000
)  # the same words come again and again, and a stem takes longer than the search for it
def _stem(word: str, language: str) -> str:
    return fold(_stemmer(language).stemWord(word))


class LexicalIndex:
    """BM25 over the passages of one operator."""

    def __init__(self, texts: list[str], languages: list[str]) -> None:
        import bm25s

        documents = [terms(text, language) for text, language in zip(texts, languages, strict=True)]
        self._size = len(documents)
        written = Counter(word.lower() for text in texts for word in _LONG_WORD.findall(text))
        self._spellings: dict[str, str] = {}
        for word, _ in written.most_common():  # of two that are as near the frequent one is meant
            self._spellings.setdefault(fold(word), word)
        self._spelt = list(self._spellings)
        self._common = [word for word in common_words() if len(word) >= LONG]
        simplemma.is_known(
            "bonjour", lang=_DICTIONARIES
        )  # loads the dictionaries before somebody waits for them
        self._languages = sorted(set(languages))
        self._documents_with = Counter(term for document in documents for term in set(document))
        self._bm25 = bm25s.BM25(k1=1.2, b=0.6, method="lucene")
        if self._documents_with:
            self._bm25.index(documents, show_progress=False)

    def spelt(self, query: str) -> str:
        """The query with slips mended: words that neither the documents, nor our own texts, nor the dictionaries of French and
        English know, replaced by a word of the documents where one is nearly the same, else by one that our texts use."""
        return _LONG_WORD.sub(self._mended, query)

    def _mended(self, match: re.Match[str]) -> str:
        word = match.group()
        is_name = match.start() > 0 and word[0].isupper() and not word.isupper()
        return word if is_name else self._nearest(word.lower()) or word

    def _nearest(self, word: str) -> str | None:
        if self._is_word(word):
            return None
        folded = fold(word)
        if own := _nearest_of(folded, self._spelt):
            return self._spellings[own]
        common = _nearest_of(folded, self._common)
        return common_words()[common] if common else None

    def _knows(self, word: str) -> bool:
        return any(
            stem in self._documents_with for language in self._languages for stem in terms(word, language)
        )

    def scores(self, query: str) -> np.ndarray:
        """The share of the query's information that a passage matches: float32, shape (passages,), 0 to 1.

        BM25 divided by what a passage could reach that held every word of the query, rare words (and words that
        no passage has) counting most; so one shared common word gives little and a shared rare word much.
        """
        wanted = list(dict.fromkeys(term for language in self._languages for term in terms(query, language)))
        known = [term for term in wanted if term in self._documents_with]
        if not known:
            return np.zeros(self._size, np.float32)
        ceiling = sum(self._inverse_document_frequency(term) for term in terms(query, self._languages[0]))
        return np.minimum(self._bm25.get_scores(known) / max(ceiling, 1e-6), 1.0)

    def _inverse_document_frequency(self, term: str) -> float:
        count = self._documents_with[term]
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))

    def readable(self, query: str) -> float:
        """The share of the query's words that dictionaries, our own texts or the operator's documents know, 0 to 1; of
        a query without words (« 911 ? ») the share of its numbers that the documents know."""
        written = [_CLITIC.sub("", word) for word in _words(query)]
        known = [self._is_word(word) for word in written if len(word) > 1]
        return sum(known) / len(known) if known else self.coverage(query)

    def _is_word(self, word: str) -> bool:
        """In lower case."""
        return (
            fold(word) in common_words()
            or simplemma.is_known(word, lang=_DICTIONARIES)
            or self._knows(word)
            or fold(word) in _STOP
        )

    def coverage(self, query: str) -> float:
        """The share of the query's content words that the operator's documents use at all, 0 to 1."""
        words = {language: terms(query, language) for language in self._languages}
        shares = [
            sum(w in self._documents_with for w in found) / len(found) for found in words.values() if found
        ]
        return max(shares, default=0.0)


def _nearest_of(folded: str, words: list[str]) -> str | None:
    near = process.extract(folded, words, scorer=OSA.normalized_similarity, score_cutoff=NEARLY, limit=3)
    return next((other for other, _, _ in near if _is_slip(folded, other)), None)


def _is_slip(written: str, meant: str) -> bool:
    """Not another word: slips seldom touch the first letter, and « réabonnement », "undelivered" mean something else."""
    if written.endswith(meant):
        return bool(_ELIDED.fullmatch(written.removesuffix(meant)))
    return written[0] == meant[0]
