"""The ways in which a day is said, in both languages at once.

Patterns are tried on folded text; of matches that overlap the longest counts. Weights tell how firmly a phrase
names a day: 3 with month, count or edge, 2 a weekday or « demain », 1 a bare number or « maintenant ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from actions.readers import date_meanings as meaning
from actions.readers.date_feasts import FEAST
from actions.readers.date_meanings import Meaning
from actions.readers.date_words import COUNT, DAY, MONTH, NUMBERED_DAY, PLACE, UNIT, WEEKDAY

Scope = Literal["anywhere", "slot", "whole"]


@dataclass(frozen=True)
class Pattern:
    """A way of saying a day.

    scope: `anywhere` in a text; `slot` only where a date was asked for; `whole` only as the whole answer.
    """

    regex: re.Pattern[str]
    meaning: Meaning
    weight: int
    scope: Scope


_END = (
    r"(?=\s*(?:$|[,;.!?)]|(?:svp|stp|please|pls|plz|merci|thanks|et|and|pis|or|ou|at|a|si|if|because|bc|parce|car|mais|but"
    r"|vers|non|not|pas|instead|rather|plutot|que|au lieu|a la place|then|so|thank|pour|for|c'est|je|i|on|we|it"
    r"|finalement|en fait|enfin|d'abord|tout compte fait|actually|after all|s'il|quand|when|ce serait|works?|is|would|will|ferait|irait|serait|idealement|ideally)\b))"
)
_YEAR = r"(?P<year>20\d\d|'\d\d)(?![\d/-])"
_PREVIOUS = r"dernieres?|derniers?|passee?s?|last|past|previous"
_NEXT = r"(?P<next>prochaine?s?|suivante?s?|next|following|coming|qui vient)"
_EDGE = (
    r"(?P<edge>fin|debut|mi|milieu|end|eo|beginning|start|middle|mid|dernier jour|derniere journee|last day|premier jour"
    r"|first day|premier|1er|first|1st)"
)
_MONTH_OF = r"(?:mois (?:de |d')|month of )"  # « du mois de janvier »
_LINKS = rf"(?:[ -]+(?:de|du|the|of|in|le|la|au|a|ce|cet|cette|this)\b|[ -]+(?:d'|l'))*[ -]*{_MONTH_OF}?"
_MONTH_WORD = r"(?:mois|month)"
_YEAR_WORD = r"(?P<whole_year>annee|an|year)"
_AFTER_NEXT = r"(?P<after>month after next|mois d'apres)"
_A_DAY = rf"(?:the |le |l')?(?P<day>{DAY})"
_OF = rf"(?:[ -]*(?:of|de|d'|du|of the)[ -]*{_MONTH_OF}?| |, ?)?"
_LEAD = r"(?:\b(?:le|the|du|on|by|for|from|until|till|pour|vers|au)\b )"
_ABOUT = r"(?:environ|about|around|a peu pres|exactly|exactement)? ?"
_POLITE = (
    r"(?:ok|say|disons|plutot|actually|euh|ben|the|le|au|around|vers|pour|for|on|rather|alors|donc|,|:| )*"
)
_POLITE_END = r"(?: |,|\.|!|svp|stp|please|pls|merci|thanks|thank you|then|alors|ok)*"
_NOW = (
    r"(?:tout|tt|tou|tu)(?: de| d')? ?suite|tsuite|t suite|immediatement|immediately|immediate effect|effet immediat|right now|right away|straight away"
    r"|asap|a\.s\.a\.p|as soon as|as early as|(?:des que|des q|dsq|dsk|aussitot que) possible|(?:le |au )?plus (?:tot|vite|rapidement)(?: possible)?"
    r"|au plus (?:vite|tot)|drette la|sans (?:attendre|delai|tarder)|at once|without delay|(?:des|a partir de|a compter de) maintenant"
    r"|(?:effective|starting|as of|from) now|effective upon receipt|des reception|le jour meme|same day|sur[- ]le[- ]champ|d'ores et deja"
)
_SIDE = r"(?P<side>after|before|following|suivant|precedant|apres|avant|d'apres|d'avant|qui suit|qui precede)"
_TABLE: tuple[tuple[str, Meaning, int, Scope], ...] = (
    # numbers only
    (r"(?<![\d-])(?P<year>20\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d|[-/.]\d)", meaning.year_first, 3, "anywhere"),
    (r"(?<![\d/.-])(?P<first>\d{1,2})(?P<sep> ?[/.-] ?)(?P<second>\d{1,2})(?P=sep)(?P<year>20\d\d)(?!\d|[/.-]\d)", meaning.numeric, 3, "anywhere"),
    (r"(?<![\d/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)(?!\d|[/.-]\d)", meaning.numeric, 3, "anywhere"),
    (r"(?<![\d/.,-])(?<!\d )(?!24/7)(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/]|[.,-]\d)", meaning.numeric, 3, "anywhere"),
    (rf"^{_POLITE}(?P<first>\d{{1,2}})(?P<sep>[ .-])(?P<second>\d{{1,2}})(?:(?P=sep)(?P<year>(?:20)?\d\d))?{_POLITE_END}$", meaning.numeric, 3, "whole"),
    # with the name of a month
    (rf"{_A_DAY}{_OF}(?<![a-z])(?P<month>{MONTH})(?:,? ?{_YEAR})?", meaning.named_month, 3, "anywhere"),
    (rf"(?<![a-z'-])(?P<month>{MONTH}) ?(?:the |le )?(?P<day>{NUMBERED_DAY})(?! ?(?:h|:|%|mois|lignes?|lines?|services?|\$|€)\d*\b)(?:(?:,| of)? ?{_YEAR})?", meaning.named_month, 3, "anywhere"),
    (rf"(?<![a-z'-])(?P<month>{MONTH}) (?:the )?(?P<day>{DAY})\b(?:,? ?{_YEAR})?", meaning.named_month, 3, "slot"),
    # the beginning, middle or end of something
    (rf"(?<![a-z]){_EDGE}{_LINKS}(?<![a-z])(?:(?P<month>{MONTH})(?: ?{_YEAR})?|(?:{_AFTER_NEXT}|(?P<before>next |following |coming |new |nouvelle |nouvel )?(?:{_YEAR_WORD}|{_MONTH_WORD})(?: {_NEXT})?)\b)", meaning.edge, 3, "anywhere"),
    (rf"(?<![a-z]){_EDGE}{_LINKS}(?<![a-z])(?P<before>next |following |coming |prochain )?(?:quarter|trimestre)\b(?: {_NEXT})?", meaning.edge_of_quarter, 3, "anywhere"),
    (r"(?<![a-z])(?P<edge>eom|end of month)\b", meaning.edge, 3, "anywhere"),
    (rf"\b(?:starting|beginning|from|effective|as of|a partir|a compter|des|debute?)(?: (?:in|de|du|d'|en|le mois de))* ?(?P<month>{MONTH})(?: {_YEAR})?(?! ?\d)", meaning.edge, 3, "anywhere"),
    (rf"{_A_DAY} (?:(?:du|de|of|of the|of this|in) )(?:{_AFTER_NEXT}|(?:{_NEXT} month)|(?P<this>ce mois|this month|mois courant|mois en cours)|mois(?: (?P<following>prochain|suivant))?|month)\b", meaning.day_of_month, 3, "anywhere"),
    (rf"{_A_DAY} (?P<this>courant)\b", meaning.day_of_month, 3, "anywhere"),
    (rf"\bdu (?P<day>{NUMBERED_DAY}) au {DAY} (?P<month>{MONTH})(?: {_YEAR})?", meaning.named_month, 3, "anywhere"),
    (rf"(?<![a-z\d])(?P<place>{PLACE}) (?P<weekday>{WEEKDAY}){_LINKS}(?<![a-z])(?:(?P<month>{MONTH})(?: ?{_YEAR})?(?! ?(?:the |le )?\d{{1,2}}(?!\d))|(?:{_AFTER_NEXT}|(?P<before>next |following |coming )?{_MONTH_WORD}(?: {_NEXT})?)\b)", meaning.weekday_of_month, 3, "anywhere"),
    # so long from now
    (rf"\b(?:dans|d'ici|in|within|sous|d'ici a|apres|after) {_ABOUT}(?P<count>{COUNT}) ?(?P<unit>{UNIT})\b", meaning.later, 3, "anywhere"),
    (rf"(?<![\w-])(?P<count>{COUNT}) (?P<unit>{UNIT}) (?:from (?:now|today|(?P<tomorrow>tomorrow))|hence|plus tard|a partir (?:d'aujourd'hui|de maintenant|de demain))", meaning.later, 3, "anywhere"),
    (rf"^{_POLITE}(?P<count>{COUNT}) (?P<unit>{UNIT}){_POLITE_END}$", meaning.later, 2, "whole"),
    (rf"\b(?P<weekday>{WEEKDAY}),? (?:dans|in|d'ici) (?P<count>{COUNT}) (?:semaines?|weeks?)\b", meaning.weekday_later, 3, "anywhere"),
    (rf"\b(?P<count>{COUNT}) (?:semaines?|weeks?) (?:from|after|on|apres|a partir de) (?P<weekday>{WEEKDAY})", meaning.weeks_from_weekday, 3, "anywhere"),
    (rf"\bil y a (?:{COUNT}) {UNIT}\b|\b(?:{COUNT}) {UNIT} ago\b", meaning.always("past"), 3, "anywhere"),
    # weekdays
    (rf"\b(?P<weekday>{WEEKDAY}),? (?:de |of )?(?:la semaine (?:prochaine|suivante|qui vient)|next week)|\b(?:next week|la semaine prochaine),? (?:on |le )?(?P<weekday_after>{WEEKDAY})", meaning.weekday_of_next_week, 3, "anywhere"),
    (rf"\b(?:(?P<last>last|past) |(?:this|next|on|ce|the|le|coming|upcoming) )*(?P<weekday>{WEEKDAY})(?!\w)(?: (?P<how>{_PREVIOUS}|{_NEXT}|en huit|en quinze|week|after next))?", meaning.weekday, 2, "anywhere"),
    (rf"\b{WEEKDAY},? (?:le |the )?(?P<day>{NUMBERED_DAY}){_END}", meaning.day_alone, 2, "anywhere"),
    # words
    (r"\b(?:aujourd'? ?hui|ojd|ajd|auj|today|tdy|tonight|ce soir|cet apres-midi|this (?:afternoon|evening|morning)|ce matin|ce jour)\b(?: meme)?", meaning.days_from_now(0), 2, "anywhere"),
    (r"\b(?:aujourd'? ?hui|today) en (?P<how>huit|quinze)\b", meaning.week_from(0), 3, "anywhere"),
    (r"\b(?:demain|tomorrow) en (?P<how>huit|quinze)\b", meaning.week_from(1), 3, "anywhere"),
    (rf"(?<![a-z])(?:{_NOW})(?![a-z])", meaning.days_from_now(0), 1, "anywhere"),
    (r"(?<!for )(?<!pour )\b(?:now|rn|maintenant|maintnant|mtn|mnt|mntn|anytime|any time|n'importe quand|des maintenant)\b", meaning.days_from_now(0), 1, "slot"),
    (r"\b(?:demain|2main|dem1|tomorrow|tommorow|tommorrow|tomorow|tmrw|tmr|tmw|2moro|2morrow)\b", meaning.days_from_now(1), 2, "anywhere"),
    (r"\b(?:apres[ -]?demain|(?:the )?day after tomorrow|surlendemain)\b", meaning.days_from_now(2), 3, "anywhere"),
    (r"\b(?:avant[ -]?hier|hier|yesterday|the day before yesterday)\b", meaning.always("past"), 2, "anywhere"),
    (rf"\b(?:(?:la|le|l')? ?(?:semaine|mois|annee|an) (?:{_PREVIOUS})|(?:last|past) (?:week|month|year))\b", meaning.always("past"), 2, "anywhere"),
    (r"\b(?:(?:la|le|l')? ?(?:semaine|mois|annee|an|trimestre) (?:prochaine?|suivante?|qui vient)|next (?:week|month|year|quarter))\b", meaning.always("unclear"), 1, "anywhere"),
    (r"\b(?:the )?week after next\b|\b(?:premiere|first|deuxieme|second|troisieme|third|derniere|last) (?:semaine|week) (?:of|in|de|du|d')", meaning.always("unclear"), 2, "slot"),
    (r"\b(?:cette semaine|ce mois-?ci|this (?:week|month|weekend)|(?:ce|this|cette) (?:week-?end|fin de semaine)|(?:la )?fin de (?:la )?semaine|end of the week)\b", meaning.always("unclear"), 1, "slot"),
    (rf"^{_POLITE}(?:en |in |au mois de |sometime in )?(?:{MONTH})(?: 20\d\d)?{_POLITE_END}$", meaning.always("unclear"), 1, "whole"),
    (r"\b(?:apres|after|avant|before) (?:noel|christmas|xmas|paques|easter|les fetes|the holidays|l'ete|summer)\b", meaning.always("unclear"), 2, "slot"),
    # feasts
    (rf"\b(?P<feast>{FEAST})\b", meaning.feast, 2, "slot"),
    (r"\b(?P<feast>lundi de paques|easter monday|vendredi saint|good friday)\b", meaning.feast, 3, "anywhere"),
    (rf"\b(?:mettez|mets|make it|make that|plutot|instead|jusqu'a|until|a partir de|a compter de|effective|for|on) (?:a |for |pour |on |le |la |l')*(?P<feast>{FEAST})\b", meaning.feast, 3, "anywhere"),
    (rf"\b(?P<side>veille|lendemain|surlendemain) (?:de |du |d')?(?:la |le |l')?(?P<feast>{FEAST})\b", meaning.feast, 3, "slot"),
    (rf"\bday (?P<side>after|before) (?P<feast>{FEAST})\b", meaning.feast, 3, "slot"),
    (rf"(?<![a-z])(?P<weekday>{WEEKDAY}) {_SIDE} (?:de |the |la |le |l')?(?P<feast>{FEAST})\b", meaning.feast, 3, "anywhere"),
    (rf"(?<![a-z])(?P<place>{PLACE}) (?P<weekday>{WEEKDAY}) (?:of|in|de|d') ?(?:the |this |next |l')?(?:new |coming )?(?:year|annee|an)\b", meaning.weekday_of_year, 3, "anywhere"),
    (rf"(?<![a-z]){WEEKDAY} {_SIDE} (?:the |les |la |le |l'|mes |my |our |nos )?(?:long weekend|conges?|rentree|vacances|holidays?|fetes|summer|ete|relache|spring break|storm|travaux)\b", meaning.always("unclear"), 3, "anywhere"),
    # the number of the day alone
    (rf"{_LEAD}{{1,2}}(?P<day>{NUMBERED_DAY}){_END}", meaning.day_alone, 1, "anywhere"),
    (rf"(?<![\d/.,-])(?P<day>\d{{1,2}}(?:st|nd|rd|th|er)){_END}", meaning.day_alone, 1, "anywhere"),
    (rf"{_LEAD}{{1,2}}(?!one\b)(?P<day>{DAY}){_END}", meaning.day_alone, 1, "slot"),
    (rf"^{_POLITE}(?P<day>{DAY}){_POLITE_END}$", meaning.day_alone, 1, "whole"),
)  # fmt: skip

PATTERNS = tuple(Pattern(re.compile(regex), means, weight, scope) for regex, means, weight, scope in _TABLE)
