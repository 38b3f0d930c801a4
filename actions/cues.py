"""What gives away a customer's meaning whatever the classifier says: set phrases of both languages.

Only phrases that hardly mean anything else; the intent decides the rest. Texts come with or without accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Lower case, without accents, straight apostrophes, single spaces."""
    text = text.casefold().replace("’", "'").replace("œ", "oe").replace("\u2060", "")
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.split())


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_ABORT = _any(
    r"(?<!pas )(?<!ne )\b(laiss(e|ez|ons)|lais)[ -]?(moi |donc |ca |le |la )*(tomber|faire|beton)\b",
    r"(?<!n')(?<!pas )\boubli(e|ez|ons)[ -]?(donc )?(ca|cela|tout|le changement|la demande|ma demande|moi ca)\b",
    r"^(non,? |ah |bon,? |ok |bof,? )*oubli(e|ez)[ .!]*$",
    r"\b(on|j')arrete (tout|ca|la|ici)\b|\barret(e|ez|ons) (tout|ca|la|ici)\b|\bon laisse (tomber|faire|ca)\b",
    r"\b(je )?ne? ?(veux|voudrais|souhaite) plus (rien )?(changer|faire|continuer|le faire|rien)\b",
    r"\bje (veux|voudrais) plus (rien )?(changer|faire ca|rien)\b",
    r"\bannul(e|ez|ons) (ca|cela|tout|tout ca|cette (demande|operation|modification|etape)|la demande|ma demande)\b",
    r"\bnever ?mind\b|\bnvm\b|\bforget (it|about it|that(?! (address|number|date|one|e-?mail))|the whole thing)\b",
    r"\b(let'?s |just |please )*(drop|scrap|leave) (it|that|the whole thing)\b(?! (at|in|on))",
    r"\b(don'?t|do not) (bother|worry about it|go ahead|do it|want to (do|change|continue|go on))\b",
    r"\bi('ve| have)? changed my mind\b|\bj'ai change d'(avis|idee)\b|(?<!si )\bje change d'(avis|idee)\b",
    r"\bcancel (that|this|the request|my request|everything)\b|\bstop (this|that|it|here|everything)\b",
    r"^(please )?(stop|quit|exit|abort|cancel|annuler|annule|annulez|arrete|arretez|quitter)[ .!]*$",
    r"\bi'?d rather not( (do|continue))?\b[^?]*$|\bpas la peine\b|\btant pis\b[ .!]*$",
)
_PERSON_NOUN = (
    r"(agente?s?|humains?|conseill(er|ere|ers)|quelqu'un|qqun|qqn|representante?s?|personne|preposee?|employee?|"
    r"superviseure?|responsable|gestionnaire|technicien(ne)?|operateur|operatrice|service (a la )?clientele?|vrai(e)? (monde|personne|humain)|"
    r"human( being)?s?|(real|live|actual) (person|human|agent|people)|person|someone|somebody|representative|rep|"
    r"operator|supervisor|manager|advisor|adviser|customer (service|care)|live chat|people)"
)
_PERSON = _any(
    rf"\b(parle[rz]?|discute[rz]?|jase[rz]?|joindre|contacter|rejoindre|voir|avoir)\b.{{0,25}}\b{_PERSON_NOUN}",
    rf"\b(passe|passez|mets|mettez|transfere|transferez|donne|donnez|branche|branchez|redirige[rz]?)[ -](moi|nous)\b.{{0,30}}\b{_PERSON_NOUN}",
    rf"\b(je (veux|voudrais|prefere|demande|souhaite)|j'aimerais|j'veux|il me faut|faut)\b.{{0,25}}\b(un|une|des|le|la) (\w+ )?{_PERSON_NOUN}",
    rf"\b(speak|talk|chat|connect|transfer|get|put|reach|have|see|want|need|prefer|ask for|give me|switch)\b.{{0,30}}\b{_PERSON_NOUN}",
    r"\b(rappel(er|ez)|appel(er|ez))[ -]moi\b|\b(call|phone|ring) me( back)?\b|\bme (faire )?rappeler\b",
    rf"^(un|une|an?|the)? ?{_PERSON_NOUN}[ ,.!]*(please|pls|svp|stp|s'il (vous|te) plait|now)?[ .!]*$",
)
_NO_PERSON = _any(
    rf"\b(pas|sans|plus)( besoin| envie)?( (d'|de |avec |a )| )(un |une )?{_PERSON_NOUN}",
    rf"\b(don'?t|do not|no|not|without)\b.{{0,25}}\b{_PERSON_NOUN}",
    rf"\b(veux|voudrais|besoin|souhaite) (pas|plus)\b.{{0,25}}\b{_PERSON_NOUN}",
)
_FORGOT_SECRET = _any(
    r"\b(oublie|perdu|connais (pas|plus)|souviens (pas|plus)|rappelle (pas|plus)|retrouve (pas|plus)|sais (pas|plus)|ai (pas|plus|jamais eu))\b.{0,30}\b(nip|pin|code|mot de passe)\b",
    r"\b(nip|pin|code|mot de passe)\b.{0,30}\b(oublie|perdu|souviens|rappelle|connais|sais)\b",
    r"\b(forgot|forgotten|lost|don'?t (know|remember|recall|have)|can'?t (remember|recall|find)|no idea|never (had|got)|no longer know)\b.{0,30}\b(pin|code|password)\b",
    r"\b(pin|code|password)\b.{0,25}\b(forgotten|lost|forgot)\b|\b(send|text|e-?mail|envoye[rz]?)\b.{0,20}\b(a|me|un|moi)\b.{0,12}\bcode\b",
    r"\bone[- ]time (code|password)\b|\bcode (a usage unique|temporaire|unique)\b",
)
_DONT_KNOW = _any(
    r"\b(je (ne |n')?|j'en |j')(sais|connais|trouve|retrouve|l'ai|ai|me souviens|me rappelle|vois|l'a|aucune)\b.{0,12}\b(pas|plus|aucune|rien|idee)\b",
    r"\baucune idee\b|\bsais pas\b|\bconnais pas\b|\bchais pas\b|\bjsp\b|\bpas sous la main\b|\bl'ai pas\b|\b(ou|comment) (je |est-ce que je |puis-je )?(la |le |l')?(trouve|retrouve|trouver)\b",
    r"\b(don'?t|do not|dont) (know|remember|have|recall|see)\b|\bno idea\b|\bno clue\b|\bcan'?t (find|remember|see)\b|\bnot sure\b|\bwhere (do i|can i|is it|would i|to) ?(find)?\b|\bi forgot( it)?\b|\bj'ai oublie\b",
)
_REPEAT = _any(
    r"^(pardon|quoi|hein|comment|what|sorry|excuse me|pardon me|come again|say again|huh|repete[rz]?|repetez svp)[ ?!.]*$",
    r"\b(repete[rz]?|reformule[rz]?)\b|\b(can|could) you (repeat|say that again|rephrase)\b|\bje (ne )?comprends (pas|rien)( la question)?[ .!]*$|\bi (don'?t|do not) (understand|get it)( the question)?[ .!]*$",
)
_WHY_ASKED = _any(
    r"\b(pourquoi|why)\b.{0,40}\b(besoin|demande[rz]?|voulez|veux|faut|need|ask|asking|want|require|necessaire)\b",
    r"\b(securitaire|securise|surs?|safe|secure|legit|confiance|trust|arnaque|scam|phishing|hameconnage)\b",
    r"\b(c'est pour quoi|pour quoi faire|c'est quoi le rapport|what for|what do you need it for)\b",
)
_WAITING = _any(
    r"\b(attente|attendre|attends|wait(ing|s)?|queue|file d'attente|on hold)\b",
    r"\b(how long|combien de temps|c'est(-tu)? long|ca va(-tu)? etre long|dans combien)\b",
    r"\b(quand|when|what time|a quelle heure)\b.{0,40}\b(repond\w*|rappel\w*|contact\w*|appel\w*|agents?|quelqu'un|someone|somebody|person(ne)?|anyone|answer|reply|get back|call|hear)\b",
    r"\b(y a(-t-il|-tu)?|est-ce qu'il y a) (du monde|quelqu'un|encore)\b|\b(is|are) (any(one|body)|someone|they|you) (there|still there|available)\b|\b(ahead of me|avant moi|devant moi)\b",
)
_NEGATED_WISH = _any(
    r"\b(ne |n'|j')?(veux|voudrais|veut|souhaite|desire|compte|cherche|demande|essaie|tiens|ai) (surtout |absolument |certainement )?(pas|plus)( demande| voulu| dit)?( a| de|,)? ?(resilier|annuler|canceller|changer|modifier|passer|recevoir|quitter|couper|fermer|revenir|arreter|mettre fin)\b",
    r"\b(don'?t|do not|doesn'?t|didn'?t|not|never) (really |actually |even )?(want|wish|need|plan|intend|looking|trying|going|asked?|ask)( you)?( to)? (cancel|terminate|change|switch|move|leave|stop|end|close|go back|get rid)\b",
)
_REQUEST = _any(
    r"\b(pouvez|pourriez|peux|pourrais|peut|voulez|voudriez)[ -]?(vous|tu|on|il)\b|\b(can|could|would|will) (you|someone|we)\b|\bplease\b|\bs'il (vous|te) plait\b|\b(svp|stp)\b",
    r"\b(can|could|may) i\b|\b(puis|pourrais|peux)[ -]je\b|\best[- ]ce que (je|vous|on) (peux|peut|pouvez|pourriez|pourrais)\b|\bje peux\b|\bis it possible\b|\bpossible de\b",
)
_FAVOUR = _any(
    r"\b(pouvez|pourriez|peux|pourrais|voulez|voudriez|veux)[ -]?(vous|tu)\b|\bvous (pouvez|pourriez|voulez)\b|\b(can|could|would|will) you\b|\b((je|on|nous) (veux|veut|voudrais|voudrait|voulons)|(j'|on )aimerai(s|t)|(i|we)('d| would) (like|rather)|(i|we) want)\b"
    r"|\b(can|could|may) (i|we) (please )?(get|have|go|return|switch|receive)\b.{0,60}\b(again|back|please|instead|now)\b"
    r"|\b(on|vous|je|nous) (peut|peux|pouvez|pouvons|pourrait|pourriez)[ -]tu\b|\bc'est[ -]tu possible\b"
    r"|\b(puis-je|je peux|on peut|peut-on|pouvons-nous)\b.{0,60}\b(de nouveau|a nouveau|plutot|svp|stp|s'il vous plait)\b"
)
_HOW = re.compile(
    r"\b(comment|combien|pourquoi|quand|how|why|when|how much|what happens|que se passe|qu'arrive|qu'est[- ]ce)\b"
)
_OPENS_WITH_HOW = re.compile(
    r"^(?:(?:bonjour|bonsoir|allo|salut|bjr|slt|madame|monsieur|hi|hello|hey|there|ok|bon|so|et|pis)\W+)*"
    r"(?:com+[ae]?nt?|cmt|cmnt|kmt|kom+an|coman|how|hw|hwo)\b"
    r"(?! (?:about|come|are you|dare|hard can|many times|allez[- ]vous|vas[- ]tu|vont|se fait|ca\b(?! (?:marche|se passe|fonctionne))))"
)
_INTERROGATIVE = _any(
    r"\b(qu'est[- ]ce|c'est quoi|est[- ]ce (que|qu')|comment|combien|pourquoi|quand est|ou est|quel(le)?s?|lequel|laquelle|qui est|que se passe|que faire|que dois|y a[- ]t[- ]il|faut[- ]il|dois[- ]je|puis[- ]je|aurai[- ]je|c'est[- ]tu|ca se peut)\b",
    r"^(et |mais |ok |oui |non |alors |and |but |so |well |hi,? |bonjour,? |also )*(quand|ou|si|que|qui|what|how|when|where|why|which|who|whose|is|are|do|does|did|can|could|will|would|should|may|am|has|have|if)\b",
    r"\b(what('s| is| are| if| happens| do| does| about)|how (much|many|long|do|does|can|would|is|are|soon|often)|when (do|does|is|will|can)|where (do|does|is|can)|why (do|does|is|am)|do i (have|need|get)|is there|are there|can i|will i|will my|should i)\b",
)
_WRONG = _any(
    r"\b(wrong|incorrect|mistake|mistaken|error|typo|erreur|trompee?s?|pas (la |le )?(bon|bonne|bons)|mauvaise?|faux|fausse|not right|isn'?t right|not correct)\b",
    r"\b(changer|change|changez|modifie[rz]?|modify|corrige[rz]?|correct|fix|edit|refaire|redo|update)\b",
)
_FILLERS = r"^((hum+|h+m+|eu+h|um+|uh+|ah|oh|bah|ben|bof|bon|well|so|alors|ok|okay|actually|finalement|en fait|attendez|attends|wait)[ ,.!…]+)*"
_LEANS_YES = re.compile(
    _FILLERS
    + r"(o+u+i+|ou(ais|aip|ep)|yes+|yep+|yup|yeah+|ya|yea|d'accord|dacc|parfait|perfect|exact(ement)?|correct|bien sur|sure|absolument|absolutely|certainement(?! pas)|of course|go ahead|allez-y|vas-y|je confirme|i confirm|confirmed?|that's (right|correct|fine)|c'est (bon|beau|exact|correct|ca|parfait))\b"
)
_LEANS_NO = re.compile(
    _FILLERS
    + r"(non+|no+|nope|nah|nan|naon|pas (du tout|question|d'accord|maintenant|pantoute)|(surtout|certainement|surement) pas|jamais de la vie|hors de question"
    r"|absolutely not|certainly not|not (at all|yet|now|really|a chance|happening)|no way(?! to)|no chance)\b"
)
_END_ALL = re.compile(
    r"[ ,.!]*(alors |then )?(annule[rz]?|resilie[rz]?|coupe[rz]?|cancel|terminate) (tout( ca)?|everything|it all|all of it)[ ,.!]*(svp|stp|please|pls|merci|thanks)?[ .!]*"
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
    r"(?:wait|hold on|hang on|oops|whoops|oups|sorry|pardon|excuse\w*|desole\w*|attend\w*|(?:une?|just a|one) (?:minute|seconde?|sec)"
    r"|actually|correction|scratch|make (?:it|that)|i meant|en fait|finalement|plutot|je voulais dire|mettez|mets|non|no|nope|rather)\b[ ,.!…]*"
)
_TAKES_BACK = re.compile(
    r"\b(?:make (?:it|that)|scratch|i meant|je voulais dire|plutot (?:le|la|les|l'|mon|ma|au|pour|\d)|instead|correction|au lieu|oops|whoops|oups"
    r"|(?:pas|not) (?:le |la |the |on |for |pour )?\d)"
)
_A_DAY_ALONE = re.compile(
    r"(?:(?:c'est|it's|mettez|pour|for|on|au|le|the) )*(?:\d|premier|first|janv|jan|fev|feb|mars|mar|avr|apr|mai|may|juin|jun|juil|jul|aou|aug|sep|oct|nov|dec)"
)
_BECAUSE = re.compile(r"\b(parce que?|car|puisque|because|since|cause|cuz|vu que|a cause)\b")
LONGEST_CORRECTION, A_FEW = 12, 5  # words
_FORBIDS = re.compile(
    r"\b(ne |n')?(resilie[rz]|annule[rz]|change[rz]|faites|coupe[rz]|envoye[rz]|touche[rz]|modifie[rz]|le faites|la (resilie[rz]|change[rz]|coupe[rz])|l'annule[rz]) (pas|rien|surtout pas)\b"
    r"|\b(don'?t|do not|please don'?t) (you )?(cancel|change|do|terminate|switch|submit|touch|go ahead|proceed|stop it|cut)\b"
)
_MISTAKE = re.compile(
    r"\b(wrong|incorrect|mistake|mistaken|typo|erreur|trompee?s?|pas (la |le )?(bon|bonne|bons)|mauvaise?|faux|fausse|not right|isn'?t right|not correct)\b"
)
_TAKES_UP = re.compile(
    r"\b(after all|finalement|quand meme|tout compte fait|let'?s (do|go|switch|change|get)|go (ahead )?with|(on|je|j') ?(le |la |les )?(fait|fais|prend|prends|vais|va|veux|veut)|allons-y|c'est decide|reprend\w*|reprenons|resume|i('ll| will) (do|take|go|switch))\b"
)
_GIVES_UP = re.compile(
    r"\b(oubli\w*|forget|laiss\w*|drop|scrap|cancel (it|that|this|the request)|annul\w* (ca|cela|tout|la demande)|stop|arret\w*|never ?mind|nvm|tant pis"
    r"|ne|pas|non|no|not|none|rien|sans|without|aucune?|jamais|never)\b|\bn'|n't\b"
)
_SKIP = _any(
    r"^(non|no|nope|nan|rien|aucune?|nothing|none|na|n/a|skip|passe[rz]?|pas vraiment|not really|non merci|no thanks?( you)?|ca va|pas besoin|no need|not necessary|pas necessaire|peu importe|whatever|sans raison|aucune raison|pas de raison( particuliere)?|no( particular| special| real)? reason|personal( reasons?)?)[ .!,]*(merci|thanks?( you)?)?[ .!]*$",
    r"\b(je prefere (ne )?pas (le )?(dire|repondre|donner)|(i'?d|would) rather not say|prefer not to (say|give)|ca (ne )?vous regarde pas|none of your business|none of ur business)\b",
)
_ON_FILE = _any(
    r"\b(au dossier|a mon dossier|deja au compte|que vous avez( deja)?|meme (adresse|courriel|e-?mail|mail|numero)|comme d'habitude|la meme|le meme)\b",
    r"\b(on file|you (already )?have|same (one|e-?mail|address|number)|the usual one|already in my (file|account))\b",
)


def says_abort(text: str) -> bool:
    """« laisse tomber », "never mind": drop what is under way."""
    return bool(_ABORT.search(plain(text)))


def says_person(text: str) -> bool:
    """« passez-moi quelqu'un », "a real person please"; not « je ne veux pas d'agent »."""
    return bool(_PERSON.search(plain(text))) and not refuses_person(text)


def refuses_person(text: str) -> bool:
    """« pas besoin d'un agent »."""
    return bool(_NO_PERSON.search(plain(text)))


def says_forgot_secret(text: str) -> bool:
    """« j'ai oublié mon NIP », "can you send me a code"."""
    return bool(_FORGOT_SECRET.search(plain(text)))


def says_dont_know(text: str) -> bool:
    """« je ne sais pas », "where do I find it"."""
    return bool(_DONT_KNOW.search(plain(text)))


def says_repeat(text: str) -> bool:
    """« pardon ? », "could you repeat"."""
    return bool(_REPEAT.search(plain(text)))


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


def leans_no(text: str) -> bool:
    """Begins with a no: « non, c'est le 2520 », « hum non finalement »."""
    return bool(_LEANS_NO.search(plain(text)))


def says_keep(text: str) -> bool:
    """Wants things to stay as they are: « je garde mon service »."""
    return bool(_KEEP.search(plain(text)))


def forbids(text: str) -> bool:
    """Tells us not to do it: "don't cancel it", « ne changez rien »."""
    return bool(_FORBIDS.search(plain(text)))


def takes_back(text: str) -> bool:
    """Short, opens as who takes something back, and says so or gives but a day: "wait, scratch the 15th, make it the 20th"."""
    bare = plain(text)
    opening = _OPENS_CORRECTION.match(bare)
    if opening is None or len(bare.split()) > LONGEST_CORRECTION or _BECAUSE.search(bare):
        return False
    rest = bare[opening.end() :]
    a_day = len(rest.split()) <= A_FEW and _A_DAY_ALONE.match(rest)
    return bool(_TAKES_BACK.search(bare) or a_day)


def says_nothing(text: str) -> bool:
    """Leaves out what may be left out: « rien », "no particular reason"."""
    return bool(_SKIP.search(plain(text)))


def says_on_file(text: str) -> bool:
    """« celle au dossier », "the one you have"."""
    return bool(_ON_FILE.search(plain(text)))


def asks_why_asked(text: str) -> bool:
    """« pourquoi vous me demandez ça ? », "is it safe to give you my PIN?"."""
    return bool(_WHY_ASKED.search(plain(text)))


def asks_waiting(text: str) -> bool:
    """« c'est long, l'attente ? », "when will someone answer?"."""
    return bool(_WAITING.search(plain(text)))


def negates_wish(text: str) -> bool:
    """« je ne veux pas résilier », "I don't want to cancel"."""
    return bool(_NEGATED_WISH.search(plain(text)))


def takes_up(text: str) -> bool:
    """« j'ai changé d'idée, on le fait finalement », "let's do it after all"; nothing that is refused or given up."""
    bare = plain(text)
    return bool(_TAKES_UP.search(bare)) and not _GIVES_UP.search(bare) and not _KEEP.search(bare)


def is_question(text: str) -> bool:
    """Looks like a question: an interrogative, or a question mark."""
    return "?" in text or bool(_INTERROGATIVE.search(plain(text)))


def asks_information(text: str) -> bool:
    """A question that wants to know something, not a polite request (« pouvez-vous le faire ? »)."""
    bare = plain(text)
    if _REQUEST.search(bare):
        return bool(
            re.search(
                r"\b(combien|comment|pourquoi|quand|what|how|why|when|where|which|quel(le)?s?)\b"
                r"|\b((a|vers|chez|aupres de) qui|to whom|who (do|should|would))\b.*\?|\b(a|vers) qui ?\?",
                bare,
            )
        )
    return bool(_INTERROGATIVE.search(bare))


def asks_favour(text: str) -> bool:
    """Asks us to do something: « pouvez-vous plutôt résilier ? », "could you cancel it?"."""
    return bool(_FAVOUR.search(plain(text)))


def opens_with_how(text: str) -> bool:
    """« cmt je fais pour … », "how do I …": who begins like that wants to know, as a rule."""
    return bool(_OPENS_WITH_HOW.search(plain(text)))


def asks_how(text: str) -> bool:
    """Wants to know how, when, why or at what price, even if politely."""
    return bool(_HOW.search(plain(text)))
