"""Lists of names, and of words that look like names and are none (words.yml)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

_WORDS = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
NOT_NAMES = frozenset(_WORDS["not_names"].split())
PLACES = frozenset(_WORDS["places"].split())
PARTICLES = frozenset(_WORDS["particles"].split())
COMMON_WORDS = Path(__file__).with_name("common_words.txt")


@lru_cache
def common_words() -> frozenset[str]:
    """Words of everyday talk in small letters; common_words_build.py says where they come from."""
    return frozenset(COMMON_WORDS.read_text(encoding="utf-8").split())


@lru_cache
def first_names() -> frozenset[str]:
    """First names of where customers and their families come from, in small letters."""
    return _of_providers("first_names", "first_names_male", "first_names_female")


@lru_cache
def last_names() -> frozenset[str]:
    """Family names of the same places."""
    return _of_providers("last_names")


def _of_providers(*attributes: str) -> frozenset[str]:
    from faker.providers.person import (
        en_GB,
        en_IN,
        en_KE,
        en_NG,
        en_PK,
        en_US,
        es_ES,
        fr_BE,
        fr_CA,
        fr_DZ,
        fr_FR,
        fr_QC,
        it_IT,
        pt_PT,
    )

    return frozenset(
        name.lower()
        for language in (
            fr_FR,
            fr_CA,
            fr_QC,
            fr_BE,
            fr_DZ,
            en_US,
            en_GB,
            en_IN,
            en_PK,
            en_NG,
            en_KE,
            es_ES,
            it_IT,
            pt_PT,
        )
        for attribute in attributes
        for name in getattr(language.Provider, attribute, ())
    )
