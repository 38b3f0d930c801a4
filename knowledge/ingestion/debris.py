"""Debris: lines of a page or file that inform nobody (menus, copyright lines, page numbers, tables of contents)."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from knowledge.ingestion.blocks import Dropped
from knowledge.ingestion.lines import Line

OUTSIDE = "outside the page's main part"
NAVIGATION, LEGAL, CONTENTS, RUNNING, DATE_LINE = (
    "navigation",
    "legal footer",
    "table of contents",
    "running head or foot",
    "date line",
)

_LEGAL = re.compile(
    r"©|\(c\) ?(?:19|20)\d\d|\bcopyright (?:19|20)\d\d|tous droits réservés|all rights reserved",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\bcookies?\b.{0,200}\b(?:accept|refus|param[eè]tr|préf[eé]ren|settings|consent|declin|manage)"
    r"|\b(?:cookies?|témoins)\b.{0,120}\b(?:(?:améliorer|personnaliser) (?:votre|l['’]) ?(?:expérience|navigation)|(?:improve|personali[sz]e) your experience)"
    r"|\b(?:accepte[rz]|refuse[rz]) (?:tous )?les (?:cookies|témoins)\b|\b(?:tout accepter|accept all)\b",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s?)?(?:(?:page|p\.)\s?\d{1,4}(?:\s?(?:de|of|sur|/)\s?\d{1,4})?|\d{1,4}\s?/\s?\d{1,4})(?:\s?[-–—|])?|[-–—] \d{1,4} [-–—]",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:dernière (?:mise à jour|révision|modification)|mis(?:e)? à jour(?: le|(?=\s?:))|révisé(?:e)? le|en vigueur (?:le|depuis|à compter du)|publié(?:e)? le|version du|last (?:updated|revised|modified)|updated|revised|effective(?: date| as of)?|published|as of)\b\s*(?:on|le)?\s*:?\s*(?P<date>.{6,40}\d{4})(?:\s?[·•|–-]\s?\d{1,2} min(?:utes?)?(?: read| de lecture)?)?\.?$",
    re.IGNORECASE,
)
_DATE_WORDS = 6  # « le lundi 1er mars 2027 »; more is a sentence
_EXCEPT = re.compile(r"\b(?:sauf|hormis|except|unless)\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?:\s?\.){4,}\s*\d{0,4}$|\s…+\s*\d{1,4}$|(?:\s?_){5,}\s*\d{1,4}$")
_CONTENTS_HEAD = re.compile(
    r"(?:table des mati[eè]res|sommaire|table of contents|contents|sur cette page|on this page|dans cette page|in this (?:article|guide|page))\s*:?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\W_]+")
# The names of pages that a footer links to; a document on its own may bear them as title or heading.
_LEGAL_PAGES = r"""(?:mentions\ l[ée]gales|(?:politique\ de\ )?confidentialit[ée]|privacy(?:\ policy)?|modalit[ée]s|terms(?:\ of\ (?:use|service))?
    |conditions\ d['’]utilisation|politique\ d['’]utilisation\ acceptable|acceptable\ use(?:\ policy)?|accessibilit[ée]|accessibility|cookies?)"""
# The furniture of web pages; a line that is made of these alone says nothing.
_CHROME = re.compile(
    r"""(?:(?:se )?connexion|se connecter|connectez[- ]vous|connect|(?:log|sign) ?in|log ?out|sign ?up|d[ée]connexion|s['’]inscrire|accueil|home|menu(?:\ principal)?
    |recherche[rz]?|search|panier|cart|mon\ (?:compte|espace)|espace\ client|my\ account|fermer|close|ouvrir|open|suivant|pr[ée]c[ée]dent|next|previous
    |(?:retour\ )?(?:en\ )?haut(?:\ de\ (?:la\ )?page)?|(?:back\ to\ )?top|retour|back|lire\ (?:la\ suite|plus)|en\ savoir\ plus|read\ more|learn\ more|voir\ plus|show\ more|voir\ tout|view\ all
    |imprimer|print|partager|share|suivez[- ]nous|follow\ us|facebook|twitter|linkedin|instagram|youtube|fran[çc]ais|english|fr|en
    |plan\ du\ site|site\ ?map|LEGAL_PAGES
    |(?:aller|passer)\ au\ contenu(?:\ principal)?|skip\ to\ (?:main\ )?content)(?:\s+|\s*[|·•>»/]\s*|$)""".replace(
        "LEGAL_PAGES", _LEGAL_PAGES
    ),
    re.IGNORECASE | re.VERBOSE,
)
_HELPFUL = re.compile(
    r"[^.?]{0,60}\b(?:utile|helpful|rendu service)\b[^.?]{0,20}\?(?:\s*(?:oui|yes)\W+(?:non|no))?",
    re.IGNORECASE,
)
_VOTES = re.compile(
    r"(?:oui|non|yes|no)(?:\W+(?:non|no))?|\d+ (?:personnes?|votes?|people|of \d+|sur \d+).{0,60}",
    re.IGNORECASE,
)
_MENU, _ENTRY = 3, 40  # lines that make a menu, and the longest entry of one


def is_chrome(text: str) -> int:
    """How many entries of a web page's furniture a line is made of; 0 if it says anything else."""
    position = count = 0
    text = text.strip(" |·•>»")
    while position < len(text):
        found = _CHROME.match(text, position)
        if not found:
            return 0
        position, count = found.end(), count + 1
    return count


def date_line(text: str) -> str | None:
    """The date, in words, of a line such as « Dernière mise à jour : 23 septembre 2024 »."""
    found = _DATED.search(text) if len(text) < 120 else None
    return found["date"] if found and len(found["date"].split()) <= _DATE_WORDS else None


def debris_reason(text: str) -> str | None:
    """Why a paragraph or line, taken by itself, informs nobody; None if it may."""
    if len(text) < 200 and _LEGAL.search(text) and not _EXCEPT.search(text):
        return LEGAL
    banner = (
        len(text) < 300 and _COOKIES.search(text) and not any(map(str.isdigit, text))
    )  # « … après 13 mois »
    if banner or _HELPFUL.fullmatch(text) or is_chrome(text) >= 2:
        return NAVIGATION
    if _PAGE_NUMBER.fullmatch(text):
        return RUNNING
    if len(text) < 100 and _DATED.match(text) and date_line(text):
        return DATE_LINE
    return CONTENTS if _DOTTED.search(text) or _CONTENTS_HEAD.fullmatch(text) else None


def without_debris(lines: list[Line]) -> tuple[list[Line], list[Dropped]]:
    """Part what informs from what does not."""
    dropped: list[Dropped] = []
    kept = []
    for n, line in enumerate(lines):
        if _RULE.fullmatch(line.text) and not line.table:
            continue
        whole = f"{line.marker.text} {line.text}" if line.marker else line.text
        reason = (
            debris_reason(whole)
            or debris_reason(line.text)
            or (NAVIGATION if _is_bar(lines, n) or _is_vote(lines, n) else None)
        )
        if reason == CONTENTS and _has_text(lines, n):
            reason = None
        if reason:
            dropped.append(Dropped(reason, whole))
        else:
            kept.append(line)
    lines = kept
    lines = _without_runs(lines, _menus(lines), dropped)
    often = Counter(line.text for line in lines)
    gone = [n for n in range(len(lines)) if _leads_nowhere(lines, n, often)]
    return _without_runs(lines, [range(n, n + 1) for n in gone], dropped), dropped


def _has_text(lines: list[Line], n: int) -> bool:
    """Whether what is called a table of contents, « Sommaire », is the heading of a sentence."""
    below = lines[n + 1] if n + 1 < len(lines) else None
    return below is not None and below.ends_sentence and not below.marker and bool(lines[n].level)


def _is_bar(lines: list[Line], n: int) -> bool:
    """A bar of links: short entries parted by bars, alone on a line."""
    text, around = lines[n].text, [line for line in lines[max(n - 1, 0) : n + 2] if line is not lines[n]]
    if text.count("|") < 2 or any(len(line.cells) == len(lines[n].cells) > 1 for line in around):
        return False
    return (
        all(len(part.split()) <= 6 and not part.rstrip().endswith(".") for part in text.split("|"))
        and not lines[n].is_contact
    )


def _is_vote(lines: list[Line], n: int) -> bool:
    """The buttons after « Cette réponse vous a-t-elle été utile ? »."""
    return bool(_VOTES.fullmatch(lines[n].text)) and any(
        _HELPFUL.fullmatch(line.text) for line in lines[max(n - 3, 0) : n]
    )


def _menus(lines: list[Line]) -> list[range]:
    """Groups of short lines before the first sentence or after the last, or made of furniture."""
    said = [n for n, line in enumerate(lines) if line.ends_sentence or line.marker or line.is_contact]
    starts = [n for n, line in enumerate(lines) if n == 0 or line.blank_before]
    menus = []
    for start, end in pairwise([*starts, len(lines)]):
        group = lines[start:end]
        introduced = start > 0 and lines[start - 1].text.endswith(":")
        if len(group) < _MENU or introduced or not said or not all(map(_is_entry, group)):
            continue
        furniture = sum(is_chrome(line.text) > 0 for line in group)
        if end <= said[0] or start > said[-1] or furniture > len(group) / 2:
            menus.append(range(start, end))
    return menus


def _is_entry(line: Line) -> bool:
    plain = not (line.marker or line.is_contact or line.level or line.cells or line.table)
    return plain and line.is_short and len(line.text) < _ENTRY and not any(c.isdigit() for c in line.text)


def _without_runs(lines: list[Line], runs: list[range], dropped: list[Dropped]) -> list[Line]:
    gone = {n for run in runs for n in run}
    dropped += [Dropped(NAVIGATION, lines[n].text) for n in sorted(gone)]
    return [line for n, line in enumerate(lines) if n not in gone]


def _leads_nowhere(lines: list[Line], n: int, often: Counter[str]) -> bool:
    """Furniture, or a line said again and again, with nothing under it."""
    line = lines[n]
    if line.marker or line.table or line.is_contact:
        return False
    after = lines[n + 1] if n + 1 < len(lines) else None
    empty = (
        after is None
        or bool(after.marker)
        or after.blank_before
        and (after.is_short or after.text.endswith("?"))
    )
    entries = is_chrome(line.text)
    if (
        after is not None
        and re.fullmatch(_LEGAL_PAGES, line.text, re.IGNORECASE | re.VERBOSE)
        and not is_chrome(after.text)
    ):
        return False
    if entries >= 2 or entries and empty and not line.cells and (after is None or after.blank_before):
        return True
    follows_text = n > 0 and lines[n - 1].ends_sentence
    last = after is None and _is_entry(line) and line.blank_before and follows_text
    return last or often[line.text] >= _MENU and line.is_short and empty and follows_text
