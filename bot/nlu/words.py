"""Words as the classifier counts them: under a "no" they are other words, and a bill's two forms have names.

A bag of words cannot tell "stop the paper, e-mail me" from "stop the e-mails, send paper". So the words that follow
a word of refusal are marked with "!" up to the end of the clause (Das and Chen 2001 did so for opinions), and words
for paper and for electronic bills, in both languages, are also counted as one notion each, with their order.
"""

from __future__ import annotations

import re

# How many words a refusal reaches.
REACH = 5

_TOKEN = re.compile(r"\w+(?:'\w+)?|[?,;.!]")
_E_WORD = re.compile(r"\be[- ](?=(?:mail|bill|invoice|statement|facture)\w*)")
_CLAUSE_ENDS = frozenset([",", ";", ".", "!", "?", "but", "mais", "and", "et", "pis", "puis"])
_ENGLISH_REFUSALS = """
not no never without instead rather nothing neither nor against less than enough sick tired hate stop cease
quit cancel remove drop end kill disable deactivate unsubscribe unenroll off refuse skip lose ditch avoid opt
dont doesnt didnt wont wouldnt cant couldnt isnt aint don stopped cancelled removed off anymore
"""
_FRENCH_REFUSALS = """
pas plus pu pus sans jamais ni aucun aucune rien non lieu plutot contre pantoute arret arreter arrete arretes
arretez stopper stoppez cesser cessez cesse annuler annulez annule resilier resiliez canceller cancellez
cancelle desactiver desactivez desactive desactivation enlever enlevez enleve retirer retirez retire supprimer
supprimez supprime desinscrire desinscrivez desabonner desabonnez renonce renoncer refuse refuser marre tanne
tannee bol fini finie finis finies terminer terminez deteste debarrasser place
"""
_REFUSALS = frozenset((_ENGLISH_REFUSALS + _FRENCH_REFUSALS).split())
_NOTIONS = {
    word: notion
    for notion, words in {
        "PAPER": "paper papers postal post posted poste postale courrier malle lettre lettres letter letters enveloppe "
        "enveloppes envelope envelopes printed imprime imprimee imprimees papier papiers papeir snail facteur "
        "mailbox stamp hardcopy",
        "ELECTRONIC": "email emails emailed emailing electronic electronically electronique electroniques ebill "
        "ebills ebilling einvoice einvoices efacture online paperless pdf pdfs courriel courriels numerique "
        "numeriques dematerialise dematerialisee dematerialisees dematerialiser ligne web digital",
    }.items()
    for word in words.split()
}


def words_in_context(folded: str) -> list[str]:
    """Words and pairs of words with their polarity, and the notions in their order.

    Args:
        folded: the text after `fold`.

    Example: `words_in_context("no paper, email")` has "no", "!paper", "email", "no !paper", "<!PAPER>",
    "<ELECTRONIC>" and "<!PAPER ELECTRONIC>".
    """
    words, notions, reach = [], [], 0
    for token in _TOKEN.findall(_E_WORD.sub("e", folded)):
        if token in _CLAUSE_ENDS:
            reach = 0
            if token.isalpha() or token == "?":
                words.append(token)
            continue
        mark = "!" if reach else ""
        words.append(mark + token)
        if token in _NOTIONS:
            notions.append(mark + _NOTIONS[token])
        reach = REACH if token in _REFUSALS or token.endswith("n't") else max(0, reach - 1)
    pairs = [f"{first} {second}" for first, second in zip(words, words[1:], strict=False)]
    orders = [f"<{first} {second}>" for i, first in enumerate(notions) for second in notions[i + 1 : i + 3]]
    return words + pairs + [f"<{notion}>" for notion in notions] + orders
