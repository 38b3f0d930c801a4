"""Sentences of a passage, titles that run into their clause, and enumerations within a sentence."""

from __future__ import annotations

import re

_CAPITAL = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ"
_BOUNDARY = re.compile(rf"[.!?…](?:\s?»|[\"”’)\]])*\s+(?=[\"«“‘(\[]?\s?[{_CAPITAL}0-9•¿])")
# Abbreviations that a sentence goes on after: whatever follows, if a figure follows, or unless a sentence plainly begins.
_ALWAYS_WORDS = "m mm mme mmes mlle me dr drs prof st ste mr mrs ms ex p.ex c.-à-d c.à.d cf e.g i.e vs boul av ave blvd réf ref attn resp cie"
_ALWAYS = frozenset(_ALWAYS_WORDS.split())
_BEFORE_FIGURE_WORDS = "no nos n° art al ch chap sect p pp par vol éd fig tél tel téléc fax poste ext apt bur env approx janv févr feb sept oct nov déc dec"
_BEFORE_FIGURE = frozenset(_BEFORE_FIGURE_WORDS.split())
_AMBIGUOUS_WORDS = "etc inc ltd ltée ltee corp co llc s.a s.a.s s.a.r.l s.e.n.c a.m p.m h.n.e u.s u.k u.s.a n.b dept dép min max"
_AMBIGUOUS = frozenset(_AMBIGUOUS_WORDS.split())
_STARTERS = re.compile(
    r"[\"«“(\s]*(?:le|la|les|l['’]|un|une|des|du|ce|cet|cette|ces|ceci|cela|il|ils|elle|elles|on|nous|vous|je|j['’]|si|s['’]|en|pour|par|dans|lorsque?|lors|afin|aucune?|tout|toute|tous|toutes|veuillez|notez|après|avant|sauf|à|au|aux|votre|vos|notre|nos|son|sa|ses"
    r"|the|this|that|these|those|you|your|we|our|it|its|they|their|if|in|on|at|for|to|any|all|no|please|when|where|once|after|before|unless|however|a|an|as|each|i)\b",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"[^\s(«\"“'’]+$")
_LIST_NUMBER = re.compile(r"[\W_]*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,4})[.)]$")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line of its own (list item, table row, heading) is a sentence too."""
    found: list[str] = []
    for line in text.split("\n"):
        start = 0
        for boundary in _BOUNDARY.finditer(line):
            stop = boundary.start() + 1
            if line[boundary.start()] != "." or _ends(
                line[start:stop], line[boundary.end() : boundary.end() + 20]
            ):
                found.append(line[start : boundary.end()].strip())
                start = boundary.end()
        if line[start:].strip():
            found.append(line[start:].strip())
    return found


def _ends(head: str, after: str) -> bool:
    """Whether the full stop at the end of `head` ends a sentence that `after` does not go on."""
    last = _LAST_WORD.search(head)
    word = last[0].rstrip(".").lower() if last else ""
    if (
        _LIST_NUMBER.fullmatch(head.strip())
        or word in _ALWAYS
        or word in _BEFORE_FIGURE
        and after[:1].isdigit()
    ):
        return False
    if word in _AMBIGUOUS or re.fullmatch(r"[^\W\d_](?:\.-?[^\W\d_])*", word):  # etc., Inc., U.S., J.-P.
        return _STARTERS.match(after) is not None
    return True


# -- titles -------------------------------------------------------------------------------------------------------

_TITLE = re.compile(
    rf"(?P<title>[^.!?:;–—]{{3,80}}?)(?P<end>\.\s+|\s?[–—]\s|\s?:\s+|\s-\s)(?=[\"«“(]?\s?[{_CAPITAL}\d])"
)
# Words of a sentence, not of a title.
_SAYS = re.compile(
    r"\b(?:(?:vous|nous|il|elle|ils|elles|je|you|we|it|they)\b(?=\s)|j['’]|est|sont|ont|peut|peuvent|doit|doivent|sera|seront|veuillez|voici|lorsque|si|is|are|was|has|have|may|can|must|shall|will|please|do|does|here)\b",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"^(?:we|nous)\s(?!joindre|contacter|écrire|appeler|trouver)\w|\b(?:vous|nous|il|elle|ils|elles|client|you|we|it|they|customer)\s(?:(?:devez|devons|doi(?:t|vent)|pouvez|pouvons|peu(?:t|vent)|payez|disposez|avez|recevez|versez)"
    r"|(?:must|may|can|shall|will|have|pay|get|receive|need)\b)",
    re.IGNORECASE,
)
_COMMANDS = re.compile(
    r"(?:\w+ez|open|click|go|select|enter|call|dial|contact|press|choose|tap|log|sign|visit|check|write|send|see|wait|unplug|restart|make sure|note|nota bene|nb|attention|important|nouveau|new|example|exemple)\b",
    re.IGNORECASE,
)
# How a step of a procedure begins: « Débranchez le modem », « N'annulez rien », « Ouvrir l'application », "Wait".
_STEP = re.compile(
    r"""(?:(?:ensuite|puis|enfin|d['’]abord|then|next|first|finally),?\s)?(?:(?:ne\s|n['’])?(?!(?:chez|assez)\b)\w{2,}ez\b
    |\w{3,}(?:er|ir|re)\s(?:le|la|les|un|une|votre|vos|sur|dans|au|aux|à)\s|\w{3,}(?:er|ir|re)\sl['’]
    |(?:add|ask|call|check|choose|click|complete|confirm|connect|contact|dial|disconnect|do\snot|don['’]t|download|drop|enter|fill|find|follow
    |give|go|hang|have|hold|insert|install|keep|log|look|make|move|never|open|pack|place|plug|press|print|provide|pull|put|reboot|remove
    |reset|restart|return|review|save|scroll|select|send|set|sign|swipe|switch|take|tap|tell|try|turn|type|unplug|update|use|visit|wait|write)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_DEFINITION = re.compile(
    r"(?!\w+\s\d{1,2}\b(?!-))(?P<term>[^.!?:;\n]{2,60}?)\s?:\s+(?P<text>\S.{24,})", re.DOTALL
)
_TERM_WORDS = 7
_LONGEST_TITLE, _TITLE_WORDS = 90, 12


def is_title(text: str) -> bool:
    """Whether a text is short, starts with a capital or figure and ends like no sentence."""
    return (
        3 <= len(text) <= _LONGEST_TITLE
        and len(text.split()) <= _TITLE_WORDS
        and not text[0].islower()
        and not re.search(r"[.!?:;,…]$", text)
    )


def must(text: str) -> bool:
    """Whether a text says what somebody must, may or will do, as the beginning of a sentence does and no title."""
    return _MUST.search(text) is not None


def heads_text(title: str) -> bool:
    """Whether words before a text can be its title: they say and command nothing."""
    return is_title(title) and not _SAYS.search(title) and not (_COMMANDS.match(title) and " " in title)


def run_in_title(text: str) -> tuple[str | None, str]:
    """Part a clause's title from its text: `Portage de numéro. Vous devez …`, `DROITS DU CLIENT – Vous …`.

    Returns:
        (title, text). Only a title if the whole text is one; no title if the text begins with a sentence.
    """
    if is_title(text):
        return text, ""
    if (found := _TITLE.match(text)) and not text[0].islower():
        title, rest = found["title"].strip(" -–—"), text[found.end() :].strip()
        words = len(title.split())
        most = 4 if ":" in found["end"] else 9
        if (
            words <= most
            and len(rest) > len(title)
            and heads_text(title)
            and not _is_abbreviation(title, found)
        ):
            return title, rest
    return None, text


def commands(text: str) -> bool:
    """Whether a text tells what to do, as a step of a procedure does."""
    return _STEP.match(text) is not None


def definition(text: str) -> str | None:
    """The term that a line defines: « Prorata : part d'un mois calculée en jours. »; None if it defines nothing."""
    found = _DEFINITION.fullmatch(text)
    words = found["text"].split() if found else []
    defines = found and len(words) >= 5 and len(found["term"].split()) <= _TERM_WORDS
    return found["term"] if found and defines and heads_text(found["term"]) else None


def _is_abbreviation(title: str, found: re.Match) -> bool:
    return "." in found["end"] and not _ends(title + ".", found.string[found.end() :])


# -- enumerations -------------------------------------------------------------------------------------------------

_PARTS = re.compile(r"\s*;\s+")
_LONG = 300


def enumeration(text: str) -> str:
    """Set the parts of a long sentence such as `Allstream doit : …; …; et ….` on lines of their own.

    Nothing is added but dashes; a short text, or one without such a sentence, stays as it is.
    """
    lead, colon, rest = text.partition(":")
    parts = _PARTS.split(rest.strip())
    if (
        len(text) < _LONG
        or not colon
        or len(lead) > _LONG
        or len(parts) < 3
        or min(map(len, parts)) < 10
        or "\n" in text
    ):
        return text
    separator = ";" if f"{parts[0]};" in text else " ;"
    return "\n".join([f"{lead}:", *(f"- {part}{separator}" for part in parts[:-1]), f"- {parts[-1]}"])
