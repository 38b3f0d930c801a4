"""What gives away a customer's meaning whatever the classifier says: set phrases of both languages.

Only phrases that hardly mean anything else; the intent decides the rest. Texts come with or without accents. Questions
have their own home (questions.py), and so has what takes back or takes up something said before (second_thoughts.py).
"""

from __future__ import annotations

import re

from actions.phrases import any_of, plain
from actions.sentences import sentences

_ABORT = any_of(
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
# « rappelez-moi, il me reste combien à payer ? » asks to be told again
_REMIND = r"(?:[^.!?]{0,60}\b(?:quel\w*|combien|quoi|comment|pourquoi|qu'est-ce)\b[^.!?]*\?| (?:donc )?(?:ce qu|combien|quel|de quoi))"
_PERSON = any_of(
    rf"\b(parle[rz]?|discute[rz]?|jase[rz]?|joindre|contacter|rejoindre|voir|avoir)\b.{{0,25}}\b{_PERSON_NOUN}",
    rf"\b(passe|passez|mets|mettez|transfere|transferez|donne|donnez|branche|branchez|redirige[rz]?)[ -](moi|nous)\b.{{0,30}}\b{_PERSON_NOUN}",
    rf"\b(je (veux|voudrais|prefere|demande|souhaite)|j'aimerais|j'veux|il me faut|faut)\b.{{0,25}}\b(un|une|des|le|la) (\w+ )?{_PERSON_NOUN}",
    rf"\b(speak|talk|chat|connect|transfer|get|put|reach|have|see|want|need|prefer|ask for|give me|switch)\b.{{0,30}}\b{_PERSON_NOUN}",
    rf"\by a(?:[- ]t[- ]il|[- ]tu)? (?:pas )?(?:(?:de|du|un|une|des) )?{_PERSON_NOUN}\b.{{0,20}}(?:chez vous|ici|au bout|en ligne|pour (?:m'|me )|a qui parler|qui (?:repond|peut))",
    r"\b(?:marre|tannee?|peux plus|ecoeuree?|ras[- ]le[- ]bol|sick|tired|fed up|enough)\b.{0,25}\b(?:robots?|bots?|machines?|chatbots?|automates?)\b",
    rf"\b(rappel(er|ez)|appel(er|ez))[ -]moi\b(?!{_REMIND})|\b(call|phone|ring) me( back)?\b|\bme (faire )?rappeler\b",
    r"\b(?:leave|take|pass on) (?:you |them |him |her )?(?:a|my|this) (?:quick )?(?:message|note)\b"
    r"|\b(?:laisse[rz]?|prend(?:re|s|ez)|transmet(?:tre|s|tez)) (?:vous |leur |lui )?(?:un|mon|ce) (?:petit |court )?(?:message|mot)\b",
    rf"^(?:(?:ok|okay|fine|alors|bon|ben|then|just|so|yes|oui|well)[ ,]+)*(un|une|an?|the)? ?{_PERSON_NOUN}[ ,.!]*(please|pls|svp|stp|s'il (vous|te) plait|now|then|alors|donc)?[ .!]*$",
)
_NO_PERSON = any_of(
    rf"\b(pas|sans|plus)( besoin| envie)?( (d'|de |avec |a )| )(un |une )?{_PERSON_NOUN}",
    rf"\b(don'?t|do not|no|not|without)\b.{{0,25}}\b{_PERSON_NOUN}",
    rf"\b(veux|voudrais|besoin|souhaite) (pas|plus)\b.{{0,25}}\b{_PERSON_NOUN}",
)
_FORGOT_SECRET = any_of(
    r"\b(oublie|perdu|connais (pas|plus)|souviens (pas|plus)|rappelle (pas|plus)|retrouve (pas|plus)|sais (pas|plus)|ai (pas|plus|jamais eu))\b.{0,30}\b(nip|pin|code|mot de passe)\b",
    r"\b(nip|pin|code|mot de passe)\b.{0,30}\b(oublie|perdu|souviens|rappelle|connais|sais)\b",
    r"\b(forgot|forgotten|lost|don'?t (know|remember|recall|have)|can'?t (remember|recall|find)|no idea|never (had|got)|no longer know)\b.{0,30}\b(pin|code|password)\b",
    r"\b(pin|code|password)\b.{0,25}\b(forgotten|lost|forgot)\b|\b(send|text|e-?mail|envoye[rz]?)\b.{0,20}\b(a|me|un|moi)\b.{0,12}\bcode\b",
    r"\b(?:what'?s|what is|show me|tell me|give me|c'?(?:est)? quoi|quel est|donnez[- ]moi|dites[- ]moi|montrez[- ]moi) (?:my|the|mon|le) (?:nip|pin|code pin|code secret)\b(?! (?:for|used|pour|sert))",
    r"\bone[- ]time (code|password)\b|\bcode (a usage unique|temporaire|unique)\b",
)
_CLOSE = r"(?:mari|femme|mere|pere|conjointe?|epoux|epouse|fils|fille|frere|soeur|(?:grand|belle|beau)[- ]\w+|tante|oncle|titulaire|husband|wife|mother|father|mom|mum|dad|partner|brother|sister|son|daughter|grand\w+|aunt|uncle|holder|owner|he|she)"
_BEREAVED = any_of(
    r"\b(?:deces|decedee?s?|defunte?|passed away|deceased)\b",
    rf"\b{_CLOSE} (?:vient de mourir|est morte?|(?:has |had |just |recently )*died|is dead)\b",
)
# What was done to the account by somebody else: a notice of a change brings such customers.
_UNAUTHORISED = any_of(
    r"\b(someone|somebody)( else)?\b.{0,20}\b(changed|cancell?ed|switched|accessed|hacked|got into|made (a )?changes?)\b.{0,40}\b(my|our)\b",
    r"\bwithout (my|our) (knowledge|permission|consent|authori[sz]ation|say[- ]so)\b|\bwithout (me|us) (knowing|asking)\b",
    r"\b(i|we) (never|didn'?t|did not|haven'?t) (\w+ )?(request|ask for|make|made|authori[sz]e|approve|requested|asked for|authori[sz]ed|approved) (this|that|any|the|an?) (\w+ )?(change|cancell?ation|switch)\b",
    r"\b(it|that) (wasn'?t|was not) me who\b|\bce n'(est|etait) pas moi qui\b|\bc'(est|etait) pas moi qui\b",
    r"\bquelqu'un( d'autre)? (a|aurait|m'a) (change|modifie|annule|resilie|touche|pirate|accede)\w*|\ba (mon|notre) insu\b",
    r"\bsans (mon|notre) (accord|autorisation|consentement)\b|\bsans que (je|nous|on) (le |l')?(sache|sachions|demande\w*|autorise\w*)\b",
    r"\bj(e n')?'?ai (jamais|pas) (demande|autorise|fait|approuve) (ce|cette|le|la|de) (changement|modification|resiliation|demande)\b",
    r"\b(identity theft|vol d'identite)\b|\b(mon|notre|my|our) (compte|account|dossier) (has been |was |got |is |a ete |s'est fait |est )?(hacked|hacke|pirate|usurpe)\w*",
)
_BY_OPERATOR = re.compile(r"\bvous (?:m'|nous |me )?av(?:ez|iez)\b|\byou(?:'ve| have)? (?:\w+ed|put)\b")
_PATIENCE = re.compile(
    r"(?:(?:euh+|ok|okay|bon|ben|ah|oh|hum+|um+|uh+|so|alors|svp|stp|please|desolee?|sorry|vous pouvez)[ ,.!…]+)*"
    r"(?:attend\w*|patientez|wait|hold on|hang on|bear with me|brb|minute|un (?:petit )?(?:instant|moment)|je reviens|i'?ll be (?:right )?back"
    r"|(?:(?:give me|gimme|donnez[- ]moi|laissez[- ]moi|just|juste) )?(?:an?|another|one|une?|two|deux|2|5|cinq|quelques|a few|a couple of)"
    r" (?:petite? |ptite? |tite? )?(?:sec(?:onde?|ond)?s?|min(?:ute)?s?|instants?|moments?))"
    r"(?:[ ,.!…]+(?:(?:que )?je (?:cherche|regarde|vais (?:le |la |les )?(?:chercher|voir|regarder))(?: (?:ma|mon|mes|la|le|les) \w+)?|(?:mon|ma|my) \w+ (?:me parle|m'appelle|is (?:calling|talking))(?: to)?(?: me)?"
    r"|let me (?:look|check|find|see|grab)(?: (?:it|that|this|(?:my|the) \w+))?|i'?m (?:looking|checking)(?: for (?:it|that|(?:my|the) \w+))?|svp|stp|please|pls|merci|thanks))*[ ,.!…]*"
)
_DONT_KNOW = any_of(
    r"\b(je (ne |n')?|j'en |j')(sais|connais|trouve|retrouve|l'ai|ai|me souviens|me rappelle|vois|l'a|aucune)\b.{0,12}\b(pas|plus|aucune|rien|idee)\b",
    r"\baucune idee\b|\bsais pas\b|\bconnais pas\b|\bchais pas\b|\bjsp\b|\bpas sous la main\b|\bl'ai pas\b|\b(ou|comment) (je |est-ce que je |puis-je )?(la |le |l')?(trouve|retrouve|trouver)\b",
    r"\b(trouve\w*|retrouve\w*|c'?est|est|cherche) (ca )?ou\b|\bidk\b|\bdunno\b",
    r"\b(don'?t|do not|dont) (know|remember|have|recall|see)\b|\bno idea\b|\bno clue\b|\bcan'?t (find|remember|see)\b|\bnot sure\b|\bwhere (do i|can i|is it|would i|to) ?(find)?\b|\bi forgot( it)?\b|\bj'ai oublie\b",
)
_REPEAT = any_of(
    r"^(pardon|quoi|hein|comment|what|sorry|excuse me|pardon me|come again|say again|huh|repete[rz]?|repetez svp)[ ?!.]*$",
    r"\b(repete[rz]?|reformule[rz]?)\b|\b(can|could) you (repeat|say that again|rephrase)\b|\bje (ne )?comprends (pas|rien)( la question)?[ .!]*$|\bi (don'?t|do not) (understand|get it)( the question)?[ .!]*$",
)
_NEGATED_WISH = any_of(
    r"\b(ne |n'|j')?(veux|voudrais|veut|souhaite|desire|compte|cherche|demande|essaie|tiens|ai) (surtout |absolument |certainement |vraiment )?(pas|plus)( demande| voulu| dit)?( a| de|,)? ?(resilier|annuler|canceller|changer|modifier|passer|recevoir(?! (plus )?(de |du |le |la |les |des |mes |ma |vos |nos )*(releves? |factures? |comptes? )?(papiers?|sur papier|par la|a la maison))|quitter|couper|fermer|revenir|arreter|mettre fin)\b",
    r"\b(je|on|nous|j'|ne|n') ?(ne |n')?(quitt(e|ons|ez)|resili(e|ons|ez)|annul(e|ons|ez)|chang(e|eons|ez)|coup(e|ons|ez)|arret(e|ons|ez)|ferm(e|ons|ez)|pars|partons) (surtout |absolument |certainement )?(pas|rien)\b(?! (que|tout de suite|maintenant|completement))",
    r"\bni (de |d'|a )?(resilier|annuler|changer|quitter|couper|partir)\b|\bneither (to )?(cancel|leave|change|switch)\b",
    r"\b(not|isn'?t|aren'?t|never|without) (really |actually )?(cancell?ing|leaving|changing|switching|terminating|quitting|ending|closing|stopping)\b",
    r"\b(veux|voudrais|souhaite|faudrait|faut) (surtout )?(pas|plus) (qu'(on|il|elle|ils)|que (vous|tu|ca|mon|ma|mes|le|la|les)) .{0,25}\b(coup|resili|ferm|annul|chang|arret|debranch|touch)\w*",
    r"\b(don'?t|do not|doesn'?t|not|never) want (you to |anyone to |to )?(have )?(my|our|the|this|that|any) .{0,25}\b(cut|cancell?ed|disconnected|closed|changed|stopped|touched|ended)\b",
    r"\b(don'?t|do not|doesn'?t|didn'?t|not|never) (really |actually |even )?(want|wish|need|plan|intend|looking|trying|going|asked?|ask)( you)?( to)? (cancel|terminate|change|switch|move|leave|stop|end|close|go back|get rid)\b",
)
_SKIP = any_of(
    r"^(non|no|nope|nan|rien|aucune?|nothing|none|na|n/a|skip|passe[rz]?|pas vraiment|not really|non merci|no thanks?( you)?|ca va|pas besoin|no need|not necessary|pas necessaire|peu importe|whatever|sans raison|aucune raison|pas de raison( particuliere)?|no( particular| special| real)? reason|personal( reasons?)?)[ .!,]*(merci|thanks?( you)?)?[ .!]*$",
    r"\b(je prefere (ne )?pas (le )?(dire|repondre|donner)|(i'?d|would) rather not say|prefer not to (say|give)|ca (ne )?vous regarde pas|none of your business|none of ur business)\b",
)
_ON_FILE = any_of(
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


def says_unauthorised(text: str) -> bool:
    """« quelqu'un a changé mon adresse à mon insu », "I never asked for this change": told, not asked about."""
    told = (plain(one) for one in sentences(text) if "?" not in one)
    return any(_UNAUTHORISED.search(one) and not _BY_OPERATOR.search(one) for one in told)


def says_forgot_secret(text: str) -> bool:
    """« j'ai oublié mon NIP », "can you send me a code"."""
    return bool(_FORGOT_SECRET.search(plain(text)))


def says_dont_know(text: str) -> bool:
    """« je ne sais pas », "where do I find it"."""
    return bool(_DONT_KNOW.search(plain(text)))


def says_bereaved(text: str) -> bool:
    """« mon mari est décédé », "my mother passed away": somebody died."""
    return bool(_BEREAVED.search(plain(text)))


def asks_patience(text: str) -> bool:
    """« attendez, je cherche mes lunettes », "one sec": wants time, and says nothing else."""
    bare = plain(text)
    return bool(_PATIENCE.fullmatch(bare))


def says_repeat(text: str) -> bool:
    """« pardon ? », "could you repeat"."""
    return bool(_REPEAT.search(plain(text)))


def says_nothing(text: str) -> bool:
    """Leaves out what may be left out: « rien », "no particular reason"."""
    return bool(_SKIP.search(plain(text)))


def says_on_file(text: str) -> bool:
    """« celle au dossier », "the one you have"."""
    return bool(_ON_FILE.search(plain(text)))


def negates_wish(text: str) -> bool:
    """« je ne veux pas résilier », "I don't want to cancel"."""
    return bool(_NEGATED_WISH.search(plain(text)))
