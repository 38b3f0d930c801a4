"""Questions inside a switch between electronic and paper bills that the operator's rules or the account answer."""

from __future__ import annotations

import re

from actions.formatting import address_line
from actions.forms.visit import Visit
from actions.phrases import plain
from actions.tasks import OPPOSITES, SWITCH_TO_PAPER
from actions.turn import Turn

_BOTH = re.compile(
    r"\b(les deux|both|at the same time|as well|en plus|aussi|encore|still|egalement|also)\b.{0,40}\b(papier|paper|courriels?|e-?mails?|e-?mailed|electroni\w*|poste|mail|en ligne|online)\b"
    r"|\b(papier|paper|courriels?|e-?mails?|e-?mailed|electroni\w*|en ligne|online)\b.{0,40}\b(les deux|both|as well|en plus|aussi|also|too|en meme temps|at the same time)\b"
    r"|\b(perd\w*|lose|losing|disparai\w*|remplac\w*|replac\w*|arret\w*|stop\w*|plus de|no more)\b.{0,40}\b(papier|paper|courriels?|e-?mails?|e-?mailed|electroni\w*|en ligne|online)\b"
)
_NOTICE = re.compile(
    r"\b(avis\w*|averti\w*|prevenu\w*|previen\w*|notifi\w*|notice|alert\w*|told|let me know|remind\w*|rappel\w*|signal\w*)\b.{0,60}\b(factur\w*|bills?|prete?s?|ready|mois|month\w*|statements?|releves?)\b"
    r"|\b(e-?mails?|courriels?|mails?|messages?|textos?)\b.{0,30}\b(chaque|every|each|tous les) (mois|month|fois|time)\b|\b(e-?mails?|courriels?|mails?|messages?|textos?)\b.{0,40}\bis (ready|out|up|in)\b"
    r"|\bhow (will|do|would) (i|we) know\b.{0,40}\b(bills?|ready|statements?|due)\b|\bcomment (je |on |vais-je |est-ce que je )?(vais |va )?(le )?(savoir|saurai\w*)\b"
)
_WHERE = re.compile(
    r"\b(quelle|what|which) (adresse|address)\b|\b(ou|where)\b.{0,30}\b(envoy\w*|arriv\w*|send|sent|go|mailed|recevr\w*)\b"
)
_FROM_WHEN = re.compile(
    r"\b(a partir de quand|des quand|ca commence quand|quand est-ce que (ca|cela) (commence|va commencer)|from when|starting when|when (does|will|would) (it|this|that|they) (start|begin|take effect|kick in)|how soon)\b"
    r"|(?=.*\b(quand|when)\b)(?=.*\b(premiere|prochaine|first|next)\b)(?=.*\b(arriv\w*|recevr\w*|recoi\w*|envoye\w*|come|comes|coming|get|sent|receive)\b)(?!.*\b(due|pay\w*|pai\w*|echeance)\b)"
)


async def answer_after(turn: Turn, question: str) -> bool:
    """After the switch: « est-ce que je vais être avisé quand une facture est prête ? », "when does the first one come?"."""
    switched = [task for task in turn.slot("done") or [] if task in OPPOSITES]
    bare = plain(question)
    if not switched or not (_NOTICE.search(bare) or _FROM_WHEN.search(bare)):
        return False
    return answer(await Visit.begin(turn), question, paper=switched[-1] == SWITCH_TO_PAPER)


def answer(visit: Visit, question: str, *, paper: bool) -> bool:
    """Answer from the rules; False leaves the question to the documents.

    Args:
        paper: the bills are to come on paper; else by e-mail.
    """
    turn, bare, rules = visit.turn, plain(question), visit.rules
    if _BOTH.search(bare) and rules.electronic_bills.exclusive:
        turn.say("utter_bills_exclusive_paper" if paper else "utter_bills_exclusive_electronic")
    elif not paper and _NOTICE.search(bare) and rules.bill_notices.monthly:
        turn.say("utter_bills_notice")
    elif paper and _WHERE.search(bare) and visit.account is not None:
        turn.say("utter_bills_where", where=address_line(visit.account.billing_address))
    elif _FROM_WHEN.search(bare):
        turn.say("utter_bills_from_next")
    else:
        return False
    return True
