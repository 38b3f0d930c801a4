"""Yes and no in longer replies, and what takes back, takes up again or forbids something said before.

Only phrases that hardly mean anything else; the intent decides the rest. Texts come with or without accents.
"""

from __future__ import annotations

import re

from actions.phrases import any_of, plain, written_out

LONGEST_CORRECTION, LONGEST_PLAIN_CORRECTION, A_FEW = 12, 20, 5  # words
_MISTAKE = re.compile(
    r"\b(wrong|incorrect|mistake|mistaken|typo|erreur|trompee?s?|pas (la |le )?(bon|bonne|bons)|mauvaise?|faux|fausse|not right|isn'?t right|not correct)\b"
)
_WRONG = any_of(
    _MISTAKE.pattern,
    r"\berror\b",
    r"\b(changer|change|changez|modifie[rz]?|modify|corrige[rz]?|correct|fix|edit|refaire|redo|update)\b",
)
_FILLERS = r"^((hum+|h+m+|eu+h|um+|uh+|ah|oh|bah|ben|bof|bon|well|so|alors|ok|okay|actually|finalement|en fait|attendez|attends|wait)[ ,.!…]+)*"
_LEANS_YES = re.compile(
    _FILLERS
    + r"(o+u+i+|ou(ais|aip|ep)|yes+|yep+|yup|yeah+|ya|yea|d'accord|dacc|parfait|perfect|exact(ement)?|correct|bien sur|sure|absolument|absolutely|certainement(?! pas)|of course|go ahead|allez-y|vas-y|je confirme|i confirm|confirmed?|that's (right|correct|fine)|c'est (bon|beau|exact|correct|ca|parfait))\b"
)
_LEANS_NO = re.compile(
    _FILLERS
    + r"(non+|nn|no+(?! (more|longer)\b.*\?)(?! (problem|worries|issue)\b)|nope|nah|nan|naon|pas (du tout|question|d'accord|maintenant|pantoute)|(surtout|certainement|surement) pas|jamais de la vie|hors de question"
    r"|absolutely not|certainly not|not (at all|yet|now|really|a chance|happening)|no way(?! to)|no chance)\b"
)
# « tant pis pour les sous, allez-y », "if that's what it takes, sure, yes"
_ENDS_YES = re.compile(
    r"(^|[ ,.!…])(oui|yes|yep|yup|yeah|allez-y|vas-y|go ahead|go for it|faites-le|faites donc|envoye(z)? donc|do it|let's do it|on y va|je confirme|i confirm)"
    r"( (svp|stp|please|pls|merci|thanks|then|donc|la))*[^a-z?]*$"
)
_END_ALL = re.compile(
    r"[ ,.!]*(alors |then )?(annule[rz]?|resilie[rz]?|coupe[rz]?|cancel|terminate) (tout( ca)?|everything|it all|all of it)[ ,.!]*(svp|stp|please|pls|merci|thanks)?[ .!]*"
)
_SIGNS_UP = re.compile(
    r"\b(sign (me|us) up|set (me|us) up|(switch|put) (me|us) (over|on it)|go ahead|let's do it|count me in|inscri(vez|s)[- ](moi|nous)|mettez[- ](moi|nous) la-dessus|faites[- ]l[ae]s?|allez[- ]y|on y va|on le fait|je (la|le) prends)\b"
)
_RESERVE = re.compile(
    r"\b(mais|but|sauf|except|however|par contre|only if|seulement si|si jamais|attend\w*|wait|hold on|minute|d'abord|first)\b"
)
_KEEP = re.compile(
    r"\b(garde(r|rai)?|conserve(r|rai)?|keep|keeping|stay|staying|reste(r|rai)?)\b|\bne (change|changez|faites|resiliez) (rien|pas)\b"
    r"|\b(change|changez|touche|touchez) (a )?rien\b|\b(don'?t|do not) (change|do|cancel|touch) (anything|it|that|a thing)\b"
    r"|\bleave (\w+ ){1,4}((exactly |just )?as|alone)\b"
    r"|\blaisse[rz]?\b.{1,30}\b(comme (c'est|ca|elles?|ils?)|tel(le)?s? quel(le)?s?|tranquilles?)\b"
)
# What takes back something said before: « attendez, plutôt le 20 », "scratch that, make it December 20".
_OPENS_CORRECTION = re.compile(
    r"^(?:(?:ah|oh|euh|um|uh|hum+|h+m+|so|ok|okay|bon|ben|well|et|and)[ ,.!…]+)*"
    r"(?:wait|hold on|hang on|oops|whoops|oups|sorry|pardon|excuse\w*|desole\w*|att(?:end\w*|a|ent)?|(?:une?|just a|one) (?:minute|seconde?|sec)"
    r"|actually|correction|scratch|make (?:it|that)|i meant|en fait|finalement|plutot|je voulais dire|mettez|mets|non|no|nope|rather)\b[ ,.!…]*"
)
_TAKES_BACK = re.compile(
    r"\b(?:make (?:it|that)|scratch|i meant|je voulais dire|plutot (?:le|la|les|l'|mon|ma|au|pour|\d)|instead|correction|au lieu|a la place|oops|whoops|oups"
    r"|(?:pas|not) (?:le |la |the |on |for |pour )?\d)"
)
_ASTERISK = re.compile(r"\*{1,2} ?[^*\n]{1,60}|[^*\n]{1,60}[^*\s]\*")
_PLAINLY = re.compile(
    r"\b(i meant|je voulais dire|je reviens sur|let me (change|correct)|(pas|not) (le|the|on the|for the) \d+\w*|(mettez|mets) plutot|make (it|that))\b"
)
_A_DAY_ALONE = re.compile(
    r"(?:(?:c'est|it's|mettez|pour|for|on|au|le|the) )*(?:\d+(?! ?(?:min|sec|h\b|heures?|hours?))|premier|first|janv|jan|fev|feb|mars|mar|avr|apr|mai|may|juin|jun|juil|jul|aou|aug|sep|oct|nov|dec)"
)
_BECAUSE = re.compile(r"\b(parce que?|car|puisque|because|since|cause|cuz|vu que|a cause)\b")
_FORBIDS = re.compile(
    r"\b(ne |n')?(resilie[rz]|annule[rz]|change[rz]|faites|coupe[rz]|envoye[rz]|touche[rz]|modifie[rz]|le faites|la (resilie[rz]|change[rz]|coupe[rz])|l'annule[rz]) (pas|rien|surtout pas)\b"
    r"|\b(don'?t|do not|please don'?t) (you )?(cancel|change|do|terminate|switch|submit|touch|go ahead|proceed|stop it|cut)\b"
)
_TAKES_UP = re.compile(
    r"\b(after all|finalement|quand meme|tout compte fait|let'?s (do|go|switch|change|get)|go (ahead )?with|(on|je|j') ?(le |la |les |y )?(fait|fais|prend|prends|vais|va|veux|veut)|allons-y|c'est decide|reprend\w*|reprenons|resume|i('ll| will) (do|take|go|switch))\b"
)
_TAKES_UP_AGAIN = any_of(
    r"\bchanged? my mind (again|back)\b|\b(encore|re) ?change d'(avis|idee)|\brechange d'(avis|idee)",
    r"\b(finalement|tout compte fait|quand meme)\b.{0,25}\b(oui|allez-y|vas-y|faites|fais|on (le |la |les )?fait|repren\w*)\b",
    r"\b(oui|allez-y|vas-y|faites-le|on (le|la|les) fait|repren\w*)\b.{0,20}\b(finalement|tout compte fait|quand meme)\b",
    r"\b(please|pls|plz|ok|okay|actually|fine)\b.{0,12}\b(do (it|cancel|switch|change)|go ahead)\b|\b(do it|go ahead|let'?s do it)\b.{0,12}\bafter all\b",
)
# What the customer puts up with; only after such words does a yes at the end count.
_PUTS_UP = re.compile(
    _FILLERS
    + r"(tant pis (pour|si)|never ?mind the|too bad (about|for)|if that'?s what it takes|if (i|we) (have to|must)|s'il le faut|si c'est ce qu'il faut)\b"
)
_BUT_YES = re.compile(r"\b(?:but|mais) (?=(?:oui|yes|yep|yup|yeah)\b)")
_NEVER_MIND_THE_COST = re.compile(r"\btant pis (pour|si)\b|\bnever mind the\b")
_CANCEL_IT = re.compile(
    r"\b(?:cancel|terminate|disconnect|annule[rz]?|resilie[rz]?|coupe[rz]?)[ -](?:it|them|le|la|les)\b|\b(?:l'annule[rz]?|(?:la|le|les) (?:annule|resilie|coupe)[rz]?)\b"
)
_REGRETS = any_of(
    r"\b(annule[rz]?|defai(s|re|tes)|efface[rz]?|retire[rz]?) (ca|cela|tout( ca)?|le changement|la demande|ma demande|moi ca)\b|\b(undo|revert|reverse|take back|cancel) (it|that|this|the (change|request))\b",
    r"\b(remett\w+|remet[sz]?|revenez|revenir|put (it|that|everything) back|go back)\b.{0,20}\b(comme (avant|c'etait)|en arriere|back|how it was|before)\b",
    r"\bchange d'(avis|idee)\b|\bchanged my mind\b|\bi (meant|wanted) (the|my|to)\b|\bje voulais (dire|l'autre|l'internet|le|la)\b|\b(c'etait|c'est) (pas (ca|celui|celle)|l'autre)\b|\bnot (that|this) one\b|\bthe other (service|one|line|plan)\b",
    r"\b(je (ne )?voulais|j'ai) pas (dit |demande |voulu )?(ca|cela|resilier|changer|annuler)\b|\bi didn'?t (mean|want) (that|to)\b",
)
_DO_CANCEL = re.compile(r"\b(do|please|pls) cancel (it|that|this)\b")
_LATER = re.compile(
    r"\b(another (day|time)|later|plus tard|une autre fois|merci|thanks?|avec vous|with you|glad|content\w*)\b"
)
_GIVES_UP = re.compile(
    r"\b(oubli\w*|forget|laiss\w*|drop|scrap|cancel (it|that|this|the request)|annul\w* (ca|cela|tout|la demande)|stop|arret\w*|never ?mind|nvm|tant pis"
    r"|ne|pas|non|no|not|none|rien|sans|without|aucune?|jamais|never)\b|\bn'|n't\b"
)


def agrees_to_end(text: str) -> bool:
    """A yes and « annulez tout », nothing else: where an end is to be confirmed, that is no wish to drop it."""
    bare = plain(text)
    lead = _LEANS_YES.match(bare)
    return lead is not None and bool(_END_ALL.fullmatch(bare[lead.end() :]))


def says_wrong(text: str) -> bool:
    """« je me suis trompé », "the date is wrong", or wants to change something."""
    return bool(_WRONG.search(plain(text)))


def says_mistake(text: str) -> bool:
    """« je me suis trompé », "that's the wrong date"."""
    return bool(_MISTAKE.search(plain(text)))


def leans_yes(text: str) -> bool:
    """Begins with a yes and takes nothing of it back: « oui, je suis au courant des frais »."""
    return bool(_LEANS_YES.search(plain(text))) and not _RESERVE.search(plain(text))


def ends_with_yes(text: str) -> bool:
    """Comes to a yes after putting up with something, or after a yes: « tant pis pour les sous, allez-y », "Yes! … but yes"."""
    bare = _BUT_YES.sub(" ", plain(text))
    if not (_PUTS_UP.match(bare) or _LEANS_YES.match(bare)) or not _ENDS_YES.search(bare):
        return False
    if _GIVES_UP.search(_NEVER_MIND_THE_COST.sub("", bare)):
        return False
    return not any(no.search(bare) for no in (_FORBIDS, _KEEP, _RESERVE, _MISTAKE))


def leans_no(text: str) -> bool:
    """Begins with a no: « non, c'est le 2520 », « hum non finalement »."""
    return bool(_LEANS_NO.search(plain(text)))


def says_cancel_it(text: str) -> bool:
    """ "cancel it then", « annulez-la »: where nothing is under way that may mean a service; nothing that is forbidden."""
    return bool(_CANCEL_IT.search(plain(text))) and not forbids(text)


def says_keep(text: str) -> bool:
    """Wants things to stay as they are: « je garde mon service »."""
    return bool(_KEEP.search(plain(text)))


def forbids(text: str) -> bool:
    """Tells us not to do it: "don't cancel it", « ne changez rien »."""
    return bool(_FORBIDS.search(plain(text)))


def takes_back(text: str) -> bool:
    """Short, opens as who takes something back, and says so or gives but a day: "wait, scratch the 15th, make it the 20th"."""
    if by_asterisk(text):
        return True
    bare = written_out(text)
    opening = _OPENS_CORRECTION.match(bare)
    longest = LONGEST_PLAIN_CORRECTION if _PLAINLY.search(bare) else LONGEST_CORRECTION
    if opening is None or len(bare.split()) > longest or _BECAUSE.search(bare):
        return False
    rest = bare[opening.end() :]
    a_day = len(rest.split()) <= A_FEW and _A_DAY_ALONE.match(rest)
    return bool(_TAKES_BACK.search(bare) or a_day)


def opens_as_correction(text: str) -> bool:
    """Opens as who takes something back: « attends, le bâtiment c'est B », "sorry, it's unit 5"."""
    return bool(_OPENS_CORRECTION.match(plain(text)))


def by_asterisk(text: str) -> bool:
    """« *2027 », "84107*": how people mend what they have just typed."""
    mended = text.strip(" *")
    return bool(_ASTERISK.fullmatch(text.strip())) and not leans_yes(mended) and not leans_no(mended)


def signs_up(text: str) -> bool:
    """« … Inscrivez-moi alors. », "sign me up": agrees to what the message spoke of."""
    bare = plain(text)
    return (
        "?" not in text
        and bool(_SIGNS_UP.search(bare))
        and not re.search(r"\b(not|pas|never|jamais)\b|n't\b", bare)
    )


def regrets(text: str) -> bool:
    """Said after something was done: « annulez ça », "undo that", « c'était l'autre service », "I changed my mind"."""
    bare = plain(text)
    return bool(_REGRETS.search(bare) or _MISTAKE.search(bare)) and "?" not in text


def takes_up(text: str) -> bool:
    """« j'ai changé d'idée, on le fait finalement », "let's do it after all"; nothing that is refused or given up."""
    bare = plain(text)
    return bool(_TAKES_UP.search(bare)) and not _GIVES_UP.search(bare) and not _KEEP.search(bare)


def takes_up_again(text: str) -> bool:
    """Said after something was dropped: "changed my mind again, pls do cancel it", « finalement oui, faites-le »."""
    bare = plain(text)
    wishes = _TAKES_UP_AGAIN.search(bare)
    given_up = _GIVES_UP.search(_DO_CANCEL.sub("", bare)) or _LATER.search(bare)
    return bool(wishes) and not given_up and not _KEEP.search(bare)
