"""What stands around an address in a message and is no part of it."""

from __future__ import annotations

import re
from datetime import date

from actions.readers import account_number, dates, email, phone
from actions.readers.text import blank, fold
from actions.sentences import sentences

_ANY_DAY = date(2000, 1, 1)
_DENIED = re.compile(
    r"\b(?:not|n't|et non(?: pas)?|(?:c'est |ce n'est |n'est )?pas|instead of|au lieu d[eu']|rather than|plutot que) (?:(?:le|la|the|au|a|at|in) )?"
    r"[^,.;]*?(?=[,.;]| (?:but|mais|c'?est|it'?s|it is|plutot)\b|$)"
)
_STREET_IS = re.compile(r"\brue (?:c'est|est|s'appelle|devrait [eê]tre) (?:la )?(?:rue )?", re.IGNORECASE)
_UNIT_IS = re.compile(
    r"\b(appartement|appart|appt?\.?|apt\.?|apartment|unit|suite|bureau|local|porte|logement|flat|b[âa]timent|b[âa]t\.?|building|bldg|immeuble|tour|tower|bloc|block|hall|[ée]tage|floor"
    r"|escalier|entr[ée]e)(?: number|'s)?(?:,? (?:c'est|est|is|it's|should be|devrait [eê]tre|serait|ce serait))?(?: (?:actually|bien|plut[oô]t|really))? (?:le |la |the |number |num[ée]ro )?(?=(?:\d|[a-z](?![\w'])))",
    re.IGNORECASE,
)
# « au 9 de la rue Ernest-Renan »
_NUMBER_OF = re.compile(
    r"(?<![\d-])(\d{1,6}[a-z]?(?: (?:bis|ter|quater))?),? (?:de la|de l['’]|du|des) ?(?=(?:rue|avenue|av|boulevard|boul|chemin|place|route|rang|impasse|all[ée]e|c[ôo]te|mont[ée]e|quai|cours|square)\b)",
    re.IGNORECASE,
)
# "Head office stays at 4100 Yonge Street, that's not the one. The bills go to …"
_ELSEWHERE = re.compile(
    r"\b(?:stays?|remains?|reste(?:nt)?|demeure(?:nt)?)\b.{0,12}\b(?:at|au|aux|à|a|on|sur)\b|\b(?:that'?s|that is|it'?s|this is) not (?:the one|it|that one|where)\b"
    r"|\b(?:c'est|ce n'est|est) pas (?:celle[- ]l[àa]|la bonne|l[àa])\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:ville|city|town|code postal|postal code|zip(?: code)?|province|state|pays|country) ?:",
    re.IGNORECASE,
)
# « … cest 31500 jme suis trompee »
_MISTAKEN = re.compile(
    r"\b(?:(?:je |j'?)?me suis (?:tromp\w+|gour\w+|plant\w+)|(?:i )?(?:made|typed|wrote|put|had|got|read)(?: it| that| this)? (?:a |the )?(?:mistake|typo|wrong\w*)|my (?:bad|mistake|typo|fault)"
    r"|(?:c'?est |c'était )?(?:une |mon )?erreur(?: de (?:ma part|frappe|saisie))?|typo|(?:je l'|j'|jai |j')?(?:ai |avais )?mal (?:tap\w+|[ée]cri\w*|lu|not[ée]\w*|saisi\w*|mis\w*|dit\w*)"
    r"|(?:une )?(?:faute|coquille) (?:de (?:frappe|saisie)|d'orthographe)|(?:i )?(?:mistyped|misread|misspel\w+|mixed \w+ up|mixed up)|(?:fat|clumsy|big) (?:fingers?|thumbs?)|(?:gros|mes) doigts)\b",
    re.IGNORECASE,
)
_DAY_CUE = re.compile(r"\b(?:partir|compter|pour|des|effective|starting|from|as of|on|dater) ?$")
_DANGLING = re.compile(
    r"\b(?:a partir|a compter|effective|starting|as of|from|des|pour|on|le|au|du|by|et|and)(?: d[eu'])? *(?=,,,)",
    re.IGNORECASE,
)


def _without_elsewhere(text: str) -> str:
    """The text without the sentence about an address where things stay, if another sentence has a number too."""
    said = sentences(text)
    kept = [one for one in said if not _ELSEWHERE.search(one)]
    others = len(kept) < len(said) and any(map(str.isdigit, " ".join(kept)))
    return " ".join(kept) if others else text


def without_others(cleaned: str) -> str:
    """One line, without what is no part of an address: e-mail, telephone, account number, date, what is denied."""
    text = without_details(cleaned)
    text = blank(text, [match.span() for match in _DENIED.finditer(fold(text))], ",")
    return _DANGLING.sub(lambda match: "," * len(match[0]), text) if "," in text else text


def without_details(cleaned: str) -> str:
    """One line, without e-mail, telephone, account number and date; what is denied is left."""
    text = _STREET_IS.sub("rue ", _without_elsewhere(cleaned.replace("\n", ", ")))
    text = _NUMBER_OF.sub(r"\1 ", text)
    text = _UNIT_IS.sub(lambda match: f"{match[1]} ", text)
    spans = [(one.start, one.end) for one in email.find(text)]
    spans += [(one.start, one.end) for one in phone.find(text) if one.stated]
    spans += [(one.start, one.end) for one in account_number.find(text) if one.named]
    # « au 14 » alone is a number of the street, « à partir du 14 » a day.
    spans += [
        (one.start, one.end)
        for one in dates.find(text, "fr", _ANY_DAY, told=True)
        if one.weight > 1
        or _DAY_CUE.search(fold(text[: one.start]))
        or not re.search(r"\d", text[one.start : one.end])
    ]
    spans += [match.span() for match in (*_LABEL.finditer(text), *_MISTAKEN.finditer(text))]
    return blank(text, spans, ",")
