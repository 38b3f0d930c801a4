"""Short replies whose language everybody knows, for the first message of a conversation.

Statistics stumble over them: « non » is a word of the English dictionary, and "non-payment" is in every English bill.
"""

from __future__ import annotations

LONGEST = 4  # words
_FRENCH = """
non oui ouais ouaip ouin ben bin nenni merci bonjour bonsoir salut allô coucou rebonjour rebonsoir parfait exact exactement
certain certainement d'accord dac svp stp pantoute jsp bof voyons désolé désolée tantôt
"""
_ENGLISH = """
no nope nah yes yeah yep yup hello hi hey thanks please pls thx sure right exactly perfect sorry alright agreed correct
never dunno representative
"""
# Said in both languages.
_BOTH = "ok okay ah oh eh ha hum euh super stop go bye cool wow"
FRENCH, ENGLISH, BOTH = (frozenset(some.split()) for some in (_FRENCH, _ENGLISH, _BOTH))


def language_of_reply(found: list[str]) -> str | None:
    """The language of a message that is nothing but such a reply, or None.

    Args:
        found: its words, in lower case.
    """
    if not found or len(found) > LONGEST:
        return None
    for language, known in (("fr", FRENCH), ("en", ENGLISH)):
        if all(word in known or word in BOTH for word in found) and any(word in known for word in found):
            return language
    return None
