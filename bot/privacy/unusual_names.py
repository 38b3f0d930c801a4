"""Names that no list has: where somebody is named, the words that are none of everyday talk (common_words.txt).

« je suis maelys aboubakar et … », "my son Tadeusz", two unknown words with capital letters one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.findings import NAME, Finding
from bot.privacy.name_lists import NOT_NAMES, PARTICLES, PLACES, common_words, first_names

LONGEST = 5  # words of a name
_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NEXT = re.compile(r"[ \t]")
_TITLES = r"(?:(?:m|mme|mlle|mr|mrs|ms|miss|dr|monsieur|madame|sir|me)\.?\s)?"
# Somebody says who they are: an unknown word alone may be a slip (« je suis fatguée »), two are a name.
_WHO = re.compile(
    r"\b(?:je suis|jsuis|j['’]suis|chu|chuis|moi(?: c['’ ]?est)?|c['’ ]?est|cest|ici|i am|i['’]?m|im|this is|it['’]?s"
    rf"|its|here is|put|add|ajoute[rz]?|mettre|mettez|bonjour|bonsoir|allo|allô|hello|hi|hey|merci|thanks),?\s{_TITLES}(?={_TOKEN.pattern})",
    re.IGNORECASE,
)
# Somebody is named: one unknown word will do.
_NAMED = re.compile(
    r"\b(?:je\s?m\s?['’]?\s?app?el+e?s?|jm['’]?app?el+e|je me (?:nomme|pr[eé]sente)|(?:mon |le )?(?:pr[eé])?nom(?: complet)?"
    r"(?: est| c['’]?est| cest|\s?:)?|(?:my |the )?(?:(?:first|last|full) )?name(?:['’]?s| is|\s?:)?"
    r"|titulaire(?: est|\s?:)?|holder(?: is|\s?:)?|au nom d(?:e |['’])|under(?: the name(?: of)?)?|in the name of|sous le nom de"
    r"|(?:mon|ma|mes|son|sa|my|his|her|our|notre)\s(?:mari|femme|conjointe?|[eé]poux|[eé]pouse|fils|fille|p[eè]re|m[eè]re|fr[eè]re"
    r"|s(?:œ|oe)ur|colocs?|coloc\w*|cousine?|oncle|tante|amie?|blonde|chum|voisine?|patron(?:ne)?|coll[eè]gue|grand-p[eè]re"
    r"|grand-m[eè]re|beau-\w+|belle-\w+|husband|wife|partner|spouse|son|daughter|father|mother|dad|mom|mum|brother|sister"
    r"|roommate|cousin|uncle|aunt|friend|neighbou?r|boss|colleague|landlord|grand(?:father|mother|ma|pa|son|daughter))"
    r"|demandez|parl(?:er?|é) (?:à|a|avec)|spoke (?:with|to)|speak (?:with|to)|talk(?:ed)? (?:with|to)|ask for|rappel\w+|avis\w+"
    r"|signed|signé|agente?|technicien(?:ne)?|technician)"
    rf"[,:]?\s{_TITLES}(?={_TOKEN.pattern})",
    re.IGNORECASE,
)
# Where a name in small letters cannot be told from a slip, it needs a capital letter.
_ONLY_CAPITALS = re.compile(
    r"^(?:demandez|parl|spoke|speak|talk|ask|rappel|avis|agent|techni|name|nom|under)", re.IGNORECASE
)
_ENGLISH_RELATION = re.compile(r"(?:my|his|her|our)\b", re.IGNORECASE)
_ENGLISH_VERB = re.compile(r"(?:s|ed|ing)$")


def find_unusual_names(text: str) -> Iterator[Finding]:
    """Names after what is said before a name, and runs of unknown words with capital letters."""
    for match in _NAMED.finditer(text):
        run = _run(text, match.end())
        if len(run) > 1 or (run and _may_stand_alone(run[0], match[0])):
            yield _finding(run)
    for match in _WHO.finditer(text):
        run = _run(text, match.end())
        if len(run) > 1 or (run and (_is_capital(run[0]) or run[0][0].lower() in first_names() - PLACES)):
            yield _finding(run)
    yield from _capitals(text)


def _may_stand_alone(word: re.Match[str], before: str) -> bool:
    """Whether one unknown word is a name: « ma fille maëlys », but not "my husband prefers"."""
    if _is_capital(word):
        return word[0].lower() not in PLACES
    is_verb = _ENGLISH_RELATION.match(before) and _ENGLISH_VERB.search(word[0])
    return not (is_verb or _ONLY_CAPITALS.match(before))


def _capitals(text: str) -> Iterator[Finding]:
    last = 0
    for match in _TOKEN.finditer(text):
        if match.start() < last or not _is_capital(match):
            continue
        run = _run(text, match.start(), capitals=True)
        if len(run) > 1:
            yield _finding(run)
            last = run[-1].end()


def _run(text: str, start: int, *, capitals: bool = False) -> list[re.Match[str]]:
    """The unusual words from `start` on, with particles between them; they may be none."""
    run: list[re.Match[str]] = []
    position = start
    while len(run) < LONGEST and (match := _TOKEN.match(text, position)):
        is_particle = bool(run) and match[0].lower() in PARTICLES
        if not is_particle and (is_ordinary(match[0]) or (capitals and not _is_capital(match))):
            break
        run.append(match)
        if not _NEXT.match(text, match.end()):
            break
        position = match.end() + 1
    while run and run[-1][0].lower() in PARTICLES:
        run.pop()
    return run


def is_ordinary(word: str) -> bool:
    """Whether it is a word of everyday talk, also behind an elision (« l'appareil »)."""
    word = word.lower().replace("’", "'")
    parts = [part for part in re.split(r"['\-]", word) if part]
    return word in NOT_NAMES or parts[-1] in common_words() or all(part in common_words() for part in parts)


def _is_capital(match: re.Match[str]) -> bool:
    return match[0][0].isupper()


def _finding(run: list[re.Match[str]]) -> Finding:
    return Finding(run[0].start(), run[-1].end(), NAME)
