"""The figures that decide an answer: amounts, delays, numbers to call, addresses; and which of them a question asks for."""

from __future__ import annotations

import re

from knowledge.folding import fold

AMOUNT, DELAY, NUMBER, ADDRESS = "amount", "delay", "number", "address"
_COUNT = r"(?:\d[\d.,]*|une?|deux|trois|quatre|cinq|six|sept|huit|dix|douze|quinze|vingt|trente|two|three|four|five|seven|eight|ten|twelve|thirty)"
# What the kinds look like, in folded text.
_LOOKS = {
    AMOUNT: re.compile(
        r"\d[\d .,]*(?:€|\$|£|%|euros?\b|dollars?\b|cents?\b|eur\b|cad\b)|[$€£] ?\d|\bgratuit|\bfree of charge\b|\bsans frais\b"
    ),
    DELAY: re.compile(
        rf"\b{_COUNT} ?(?:\([^)]*\) ?)?(?:(?:premiers?|first|business|calendar|working) )?"
        r"(?:minutes?|heures?|h\b|jours?|semaines?|mois|ans?\b|annees?|hours?|days?|weeks?|months?|years?)"
    ),
    NUMBER: re.compile(r"\+?\d[\d .()-]{6,}\d|\b(?:composez|dial|appelez|call) (?:le |the )?[*#]?\d{2,4}\b"),
    ADDRESS: re.compile(r"\S+@\S+\.\w|\bhttps?://|\bwww\.|\b[a-z]\d[a-z] ?\d[a-z]\d\b|\b\d{5} [a-z]"),
}
# What asks for them, in folded text.
_ASKS = {
    AMOUNT: r"combien (?:ca |sa )?(?:cout|coute|je paie|je paye|vous char|on paie)|\bprix\b|\btarifs?\b|\bfrais\b|\bcout|\bpayant|\bgratuit|\bcher\b|how much|\bcosts?\b|\bprice|\bfees?\b|\bcharge|\bfree\b|\bamount|\bmontant",
    DELAY: r"\bquand\b|combien de (?:temps|jours|mois|tps)|\bdelais?\b|\bdans combien|\bjusqu|\bdate limite|\bpreavis\b|\bdepuis quand|\bwhen\b|how (?:long|soon|many (?:days|months|hours))|\bdeadline|\bnotice\b|\bby when|\bheures?\b|\bhours\b",
    NUMBER: r"\bnumeros?\b|\bnum\b|\btel\b|\btelephon|\bappel|\bjoindre\b|\brejoindre\b|\bphone\b|\bnumber\b|\bcall\b|\breach\b|\bdial\b|\bcontact",
    ADDRESS: r"\badresse|\bou (?:est-ce que |je |dois-je |on )?(?:renvoy|retourn|envoy|ecri|post)|\bcourriel|\bmail\b|\be-?mail|\bsite\b|\baddress|\bwhere (?:do|can|should|to)|\bwebsite|\bcontact|\becrire\b|\bwrite\b",
}
_ASKS_FOR = {kind: re.compile(pattern) for kind, pattern in _ASKS.items()}


def figures_in(text: str) -> set[str]:
    """The kinds of figure that a text gives."""
    folded = fold(text)
    return {kind for kind, looks in _LOOKS.items() if looks.search(folded)}


def figures_wanted(question: str) -> set[str]:
    """The kinds of figure that a question asks for; French or English."""
    folded = fold(question)
    return {kind for kind, asks in _ASKS_FOR.items() if asks.search(folded)}
