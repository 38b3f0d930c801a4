"""The words for services, their order and their price in both languages, folded."""

from __future__ import annotations

import re

from actions.readers.date_words import MONTH, WEEKDAY
from actions.readers.text import word_set

# A kind is any of these families whose words the customer, the kind or the plan uses.
_FAMILIES: dict[str, str] = {
    "mobile": "mobiles?|cell(?:s|ulaires?|phones?)?|cell phones?|portables?|smartphones?|gsm|sim|wireless (?:plan|phone)|sans[- ]fil",
    "internet": "internets?|web|wi-?fi|modems?|connexion|broadband|haut debit|haute vitesse|high[- ]speed|adsl|dsl|thd|data|(?<!top )(?<!top-)(?<!po )box(?! (?:tv|tele))",
    "fibre": "fibres?|fiber|fibre optique|ftth",
    "satellite": "satellites?|parabole|dish",
    "radio": "radio|antenne|fixed wireless|wireless internet",
    "television": "tele(?:vision|s)?|tv|t\\.v\\.|cable|iptv|decodeur",
    "landline": "fixes?|landlines?|land lines?|home phones?|house phones?|(?:telephone|tel|ligne) (?:de |a |de la )?(?:maison|fixe|residentielle?)"
    "|ligne maison|lignes? residentielles?|interurbains?|long[- ]distance|poste fixe",
    "voice": "voip|voix|voice|sip|pri|trunks?|telephonie ip|hosted phones?|lignes? d'affaires|business (?:lines?|phones?)|unified communications?"
    "|communications unifiees|circuit",
    "fax": "fax(?:es)?|telecopies?|telecopieurs?|facsimile",
}
_PHONE = "phones?|telephones?|telephonie|tel|lignes?(?: telephoniques?)?|lines?|numeros?"
MEMBERS = {"internet": ("internet", "fibre", "satellite", "radio"), "phone": ("mobile", "landline", "voice")}
KIND_NAMES = {
    "phone": "landline",
    "telephone": "landline",
    "telephony": "landline",
    "telephonie": "landline",
    "landline": "landline",
    "tv": "television",
    "wireless": "mobile",
}
FAMILY = {name: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") for name, words in _FAMILIES.items()}
ONLY_NAMED = re.compile(
    r"(?:(?:non|no|pardon|oups|oops|sorry|desolee?|euh|je voulais dire|i meant|c'est|it's|the|my|le|la|les|l'|mon|ma|mes|ligne de|forfait|service)[ ,.]*)*"
    rf"(?:{'|'.join(_FAMILIES.values())})(?: (?:one|line|plan|service|svp|stp|please|pls|plutot|instead))*"
)
ANY_PHONE = re.compile(rf"(?<![\w-])(?:{_PHONE})(?![\w-])")
# « la ligne de _ », "the _ line": the name of a family was blanked
LINE_OF_FAMILY = re.compile(
    r"\b(?:lignes?|numeros?|lines?) (?:de |d'|du |for )?_|_ (?:lines?|numbers?|phones?)\b"
)
KIND_WORDS = word_set(
    "mobile internet cellulaire cellular fibre telephone television landline satellite fixe telecopie portable"
)
COMMON_WORDS = word_set("pour avec and with the les des une plan forfait service ligne lignes line lines")
# "one second", « deux secondes » is time, not a place in a list
_NO_TIME = "".join(
    rf"(?<!\b{count} )"
    for count in ("a", "one", "another", "une", "two", "deux", "2", "5", "few", "quelques")
)
_ORDINALS = (
    r"premiere?s?|1ere?|1re|first|1st",
    rf"deuxiemes?|{_NO_TIME}seconde?s?|2e|2eme|2nde?",
    r"troisiemes?|3e|3eme|third|3rd",
    r"quatriemes?|4e|4eme|fourth|4th",
    r"cinquiemes?|5e|5eme|fifth|5th",
)
# "last Friday", « le premier décembre », "the first of the month" are no places in a list.
_NO_DAY = (
    rf"\b(?! +(?:(?:of|in|de|du|des|d'|the|le|la|les) ?)*(?:{MONTH}|{WEEKDAY}|months?|mois|weeks?|semaines?|years?|annees?|days?|jours?|bills?|factures?|nights?"
    r"|time|times|fois|trimestres?|quarters?))"
)
ORDINAL = tuple(re.compile(rf"\b(?:{words}){_NO_DAY}") for words in _ORDINALS)
LAST = re.compile(rf"\b(?:derniere?s?|last){_NO_DAY}")
POSITION = re.compile(
    r"^(?:(?:le|la|l'|the|option|choix|choice|numero|number|no|#|ligne|line|service|c'est|ok|alors|svp|please) ?)*#? ?([1-9])(?:[ .)!]|svp|please)*$"
)
ALL = re.compile(
    r"\b(?:les (?:deux|trois|quatre|2|3|4)|tous|toutes|tout|au complet|both|all(?: of (?:them|it))?|everything|the whole|all three|all two|chacun)\b"
)
AND = re.compile(r"\b(?:et|and|pis|puis|ainsi que|plus|&)\b|,")
TWO = re.compile(r"\b(?:deux|2|both|two)\b")
CLAUSE = re.compile(
    r";|[,.](?!\d)|\b(?:mais|but|et (?=(?:je |on )?(?:garde|conserve|pas))|and (?=keep|not))\b|(?=\b(?:pas|not|sauf|except|garde[zr]?|keep|conserve[zr]?|laisse[rz]?)\b)"
)
KEEP = re.compile(
    r"\b(?:pas|not|leav(?:e|es|ing) (?:my |the |our )?(?:\w+ ){1,3}(?:alone|as (?:is|it is))|stays?|(?<!le )(?<!il )(?<!me )(?<!qui )reste(?:nt)?|laisse[rz]? (?:mon|ma|mes|le|la|les|l')|sauf|except|garde[zr]?|gardons|keep(?:ing)?|conserve[zr]?|excluding|hormis|rather than|au lieu|instead of|don't)\b"
)
# « l'internet. Non attendez, l'autre »: what stands before is taken back
TAKEN_BACK = re.compile(
    r"[,.!…;:-] *(?:(?:euh|oh|ah|ben|but|mais) )*(?:wait|hold on|attend\w*|non+|no+|nope|nan|oups|oops|whoops|pardon|sorry|scratch that|i mean|je veux dire|what am i saying"
    r"|qu'est-ce que je (?:dis|raconte))\b"
)
REST = re.compile(r"\b(?:the rest|le reste|everything else|les autres|the others?|l'autre|the other one)\b")
# "the one whose ID ends in 80", « celui qui finit par 115 »
ID_ENDS = re.compile(
    r"\b(?:ends?|ending|finit|finissant|(?:se )?termine(?:e|nt)?) (?:in|with|par|en) (?:the |le |un )?([a-z]*[ -]?\d[\da-z-]*)"
)
BELIEF = re.compile(
    r"\b(?:only|just|juste|seulement|uniquement|c'est bien|(?:you're|you are) (?:cancell?ing|ending|cutting|stopping)|vous (?:coupez|resiliez|annulez|arretez))\b"
)
DOUBT = re.compile(
    r"\b(?:still|encore|toujours|if|si|combien|how|cost|cout\w*|paie|paye|pay|aussi|too|also|pas|not)\b|n't\b"
)
_UNITS = {
    "go": "gb",
    "gig": "gb",
    "gigs": "gb",
    "giga": "gb",
    "gigas": "gb",
    "mo": "mb",
    "mbit": "mbps",
    "mbits": "mbps",
    "megas": "mbps",
    "meg": "mbps",
    "megs": "mbps",
}
_MEASURE = re.compile(
    r"(?<![\w.,])(\d{1,4}) ?(go|gb|gigs?|gigas?|mo|mb|mbps|mbits?|megs?|megas|gbps|lignes?|lines?|postes?|seats?)\b"
)
CHEAP = re.compile(r"\b(?:moins cher|cheap(?:er|est)|less expensive|least expensive)\b")
DEAR = re.compile(r"\b(?:plus cher|(?:more|most) expensive|dearest|priciest)\b")


def measures(folded: str) -> set[tuple[str, str]]:
    """The sizes that a text names: « le 5 Go » as ("5", "gb")."""
    return {(number, _UNITS.get(unit, unit.rstrip("s"))) for number, unit in _MEASURE.findall(folded)}
