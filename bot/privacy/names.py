"""Names of people in a text: where somebody says a name, and where a first name is followed by another word with a
capital letter. What a model of French takes for a person (recognizer.py) comes on top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.findings import NAME, Finding
from bot.privacy.name_lists import NOT_NAMES, PLACES, first_names, last_names

_PARTICLES = (
    r"(?:d['’]|l['’]|de la|de|du|des|le|la|van der|van den|van|von|el|al|ben|bin|da|dos|st-|st\.|ste-)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Ý][^\W\d_]*(?:['’\-][^\W\d_]+)*"
_ANY = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_INITIAL = r"(?:[A-ZÀ-Ý]\.)"
# Words that end a name when people write everything in small letters.
_ENDS = (
    r"(?!(?:et|and|mais|but|je|j['’]\w+|i|i['’]m|mon|ma|mes|my|le|la|les|the|au|chez|at|from|du|pour|for|est|is|c['’]est|cest|compte"
    r"|account|merci|thanks?|svp|stp|please|avec|with|client|cliente|depuis|since|qui|who|that|a|ai|ya|pis|puis|so|tel|t[eé]l"
    r"|num[eé]ro|number|courriel|email|nip|pin|ici|here|speaking|calling|de l[a'’]|on|in|en|to|of|want|wants|need|needs|would|veut|veux"
    r"|voudrais|aimerais|demeure|habite|live|nouveau|new|adresse|address|abonn[eé]e?|customer|l['’]appareil|[àa]|if|or|ou|sur|by|par"
    r"|i['’]ve|ive|im|jai|jaimerais|bonjour|hello|hi|born|n[eé]e?|can|could|not|pas|was|has|had|titulaire|holder|le)\b)"
)
_CAPITALIZED = rf"{_CAPITAL}(?:\s(?:{_PARTICLES}\s?)?(?:{_CAPITAL}|{_INITIAL})){{0,3}}"
_LOOSE = rf"{_ENDS}{_ANY}(?:\s(?:{_PARTICLES}\s)?{_ENDS}(?:{_ANY}|{_INITIAL})){{0,2}}"

_SAID = re.compile(
    r"\b(?:je m['’ ]?appel+e?s?|je me nomme|mon nom(?: complet)?(?: est| c['’]est|,? cest|\s?:)|mon pr[eé]nom(?: est| c['’]est|\s?:)"
    r"|my(?: full)? name['’]?s?(?: is|\s?:)?|name['’]s|the name is|nom\s?:|name\s?:|titulaire(?: est|\s?:)|holder(?: is|\s?:)"
    r"|au nom (?:de|d['’])|in the name of|under the name(?: of)?|sous le nom (?:de|d['’]))\s*"
    rf"(?:(?:m\.|mme|mr\.?|mrs\.?|ms\.?)\s)?(?P<name>{_LOOSE})",
    re.IGNORECASE,
)
_HERE = re.compile(
    rf"(?:(?i:\bici|\bc['’]est|\bthis is|\bit['’]s|\bmoi c['’]est|\bi['’]?m|\bi am|\bje suis|\bjsuis)\s)(?P<name>{_CAPITALIZED})"
    r"(?=\s(?i:à l['’]appareil|speaking|calling|here|from|of|at|de chez|chez|de la|de l['’]|du|again|,)|[,.!\n]|$|\s(?i:et|and))"
)
_PHONED = re.compile(
    rf"\b(?:c['’]est|ici|this is)\s(?P<name>{_LOOSE})(?=,?\s(?:[àa] l['’ ]appareil|speaking|calling))",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?i:monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|miss|dr|docteur|m|me|ma[iî]tre|sir|maître)\.?\s"
    rf"(?P<name>(?:{_PARTICLES}\s?)?{_CAPITALIZED})"
)
_TITLE_LOOSE = re.compile(rf"\b(?:mme|mlle|mrs|monsieur|mr)\.?\s(?P<name>{_LOOSE})", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:\n\s*|(?i:merci(?: beaucoup| d['’]avance)?|thanks(?: a lot)?|thank you|regards|cordialement|cheers|sincerely|bien à vous|salutations)\s*[,.!\n–—-]+\s*|[–—]\s*)"
    rf"(?P<name>{_CAPITALIZED})\s*\.?\s*$"
)
_RELATION = re.compile(
    r"\b(?i:mon mari|ma femme|mon conjoint|ma conjointe|mon fils|ma fille|mon père|ma mère|mon frère|ma sœur|ma soeur|mon coloc\w*|ma coloc\w*|mon cousin|ma cousine|mon oncle|ma tante|mon amie?|mon voisin|ma voisine|mon beau-père|ma belle-mère"
    r"|my husband|my wife|my partner|my son|my daughter|my father|my mother|my dad|my mom|my mum|my brother|my sister|my roommate|my cousin|my uncle|my aunt|my friend|my neighbou?r|under|sous)"
    rf",?\s(?P<name>{_CAPITALIZED})"
)
_SMALL_SAID = re.compile(
    rf"\b(?:c['’ ]?est|cest|c|its|it['’]s|im|i['’]m|ici|this is|moi|jsuis|je suis)\s(?P<name>(?P<first>{_ANY})\s(?:{_PARTICLES}\s?)?{_ENDS}{_ANY})",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^\W*(?P<name>{_CAPITAL}(?:\s(?:{_PARTICLES}\s?)?{_CAPITAL}){{1,2}})\W*$")
_SINGLE = re.compile(rf"(?<=[\w,] )(?P<name>{_CAPITAL})(?![\w’'])")
_PAIR = re.compile(
    rf"(?<![\w’'])(?P<first>{_CAPITAL})(?:\s(?:{_PARTICLES}\s?)?(?:{_CAPITAL}|{_INITIAL})){{1,3}}"
)
_SMALL_PAIR = re.compile(rf"(?<![\w’'])(?P<first>{_ANY})\s(?P<last>(?:{_PARTICLES}\s)?{_ANY})(?![\w’'])")


def find_names(text: str) -> Iterator[Finding]:
    """Names that people say, sign with, or put a title before; first names with a family name."""
    for pattern in (_SAID, _HERE, _PHONED, _TITLE, _TITLE_LOOSE, _SIGNED, _RELATION):
        for match in pattern.finditer(text):
            if not _is_other_word(match["name"]):
                yield Finding(*match.span("name"), NAME)
    for pattern in (_ALONE, _SINGLE):
        for match in pattern.finditer(text):
            if _is_first_name(match["name"]) if pattern is _SINGLE else looks_like_a_name(match["name"]):
                yield Finding(*match.span("name"), NAME)
    yield from _pairs(text)


def looks_like_a_name(text: str) -> bool:
    """Whether what a model took for a person can be one: capital letters, and no word of our trade."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words or not words[0][0].isupper() or any(word.lower() in NOT_NAMES for word in words):
        return False
    return len(words) > 1 or words[0].lower() in first_names() | last_names()


def _pairs(text: str) -> Iterator[Finding]:
    for match in _PAIR.finditer(text):
        if match["first"].lower() in first_names() and looks_like_a_name(match[0]):
            yield Finding(*match.span(), NAME)
    for match in _SMALL_SAID.finditer(text):
        if _is_first_name(match["first"]):
            yield Finding(*match.span("name"), NAME)
    for match in _SMALL_PAIR.finditer(text):
        first, last = match["first"].lower(), match["last"].lower()
        if first in first_names() and last in last_names() and first not in NOT_NAMES:
            yield Finding(*match.span(), NAME)


def _is_first_name(word: str) -> bool:
    return word.lower() in first_names() and word.lower() not in NOT_NAMES | PLACES


def _is_other_word(name: str) -> bool:
    return name.split()[0].lower() in NOT_NAMES
