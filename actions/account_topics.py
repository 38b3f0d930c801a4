"""What a question about the customer's own account is about: which address we have, what a service costs, when it ends.

Texts come with or without accents. What is to be changed, sent or returned is not meant: « à quelle adresse je retourne
le modem ? » is a question for the documents.
"""

from __future__ import annotations

import re
from enum import StrEnum

from actions.phrases import any_of, written_out
from actions.sentences import sentences


class Topic(StrEnum):
    """What an account knows; the values end the names of responses."""

    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    BILLS = "bills"
    SERVICES = "services"


OVERVIEW = (Topic.NAME, Topic.ADDRESS, Topic.BILLS, Topic.SERVICES)

_YOU_HAVE = r"(?:(?:vous|tu|t') ?(?:avez|as)\b(?! (?:besoin|un|une|des)\b)|(?:avez|as)[- ](?:vous|tu)\b|(?:you|u)(?:'ve| have)?(?: got)?\b(?= (?:for|on|in|down|listed|there|now|at|$))|(?:do|have) (?:you|u) (?:have|got)\b)"
_ON_FILE = r"\b(?:(?:a|dans|sur|au|de) (?:mon|notre|le) (?:dossier|compte|profil)|au dossier|on (?:file|record)|(?:on|in|for|under) (?:my|our|the|this) (?:account|file|profile)|(?:for|sur|pour) (?:me|us|moi|nous)\b)"
_HELD = rf"(?:{_YOU_HAVE}|{_ON_FILE})"
_MY = r"(?:mon|ma|mes|notre|nos|son|sa|ses|leurs?|my|our|his|her|their)"
# Asked for in so many words
_ASKED = r"(?:quel(?:le)?s?|lequel|laquelle|quoi|what|which|whats)"
_TELL = (
    r"(?:(?:dites|rappelez|lisez|confirmez|montrez|dis|rappelle|lis)[- ](?:moi|nous)|(?:tell|remind|show|read|give|donnez[- ]?)[- ]?(?:me|us|moi|nous)"
    r"|(?:pouvez|pourriez|peux|pourrais)[- ](?:vous|tu) (?:me |nous )?(?:dire|rappeler|lire|confirmer|verifier|montrer|donner)"
    r"|(?:can|could|would) (?:you|u) (?:please )?(?:tell|remind|show|read|give|confirm|check|verify|look up)"
    r"|(?:je (?:veux|voudrais)|j'aimerais|i(?:'d| would) like to|i (?:want|need) to|(?:can|could|may) i) (?:savoir|connaitre|voir|verifier|know|see|check|verify|confirm))"
)
_SMALL = r"(?:(?:est|sont|is|are|was|the|la|le|les|l'|c'est|billing|mailing|postal|street|home|contact|current|full|de|facturation|postale?|actuelle?) ?)*"
_OTHERWISE = re.compile(
    r"\b(retourn\w*|renvo\w*|return\w*|ship\w*|chang\w*|modif\w*|updat\w*|nouvel\w*|new|should|dois|faut|besoin|need|pourquoi|why|availab\w*|disponib\w*|eligib\w*|couverte?|difference|demenag\w*|mov(?:e|ed|ing)|si|if|ecrire|write|happens?|arrive[- ]t|(?:put|mis|noted?|typed|ecrit)\b"
    r"|(?:votre|vos|your) (?:own )?(?:adresse|address|bureau|office|store|boutique|siege|e-?mail|courriel|numero|phone|number))\b"
)
_ADDRESS = r"(?:(?<!mail )(?<!courriel )(?:adresses?|address)\b(?! (?:de )?(?:courriel|e-?mail|mail|electronique|ip))|\bstreet\b)"
_EMAIL = r"(?:adresses? (?:de )?)?(?:courriels?|e-?mails?|mails?|adresse electronique)\b(?: address)?"
_PHONE = r"(?:numeros? (?:de |d')?(?:tel\w*|cell\w*|mobile|portable|contact)|(?:contact )?(?:tele)?phone(?: number| no)?|cell(?: phone)?(?: number)?|mobile(?: number)?|telephone)\b"


_UP_TO_DATE = (
    r"(?:bonn?e?|a jour|correcte?|vraie?|actuelle?|right|correct|up to date|current|latest|good|valide?)"
)


def _held(noun: str, *, mine: bool = True) -> re.Pattern[str]:
    """A question for what we hold: « vous avez quelle adresse pour moi ? »; mine: « c'est quoi mon adresse ? » too."""
    patterns = [
        rf"\b{_ASKED}\b ?{_SMALL}{noun}.{{0,30}}{_HELD}",
        rf"\b{_HELD}.{{0,12}}\b{_ASKED} {_SMALL}{noun}",
        rf"{noun}.{{0,12}}{_HELD}.{{0,20}}\b{_ASKED}\b",
        rf"\b{_TELL}\b.{{0,40}}{noun}.{{0,30}}{_HELD}",
        rf"\bj'ai quel(?:le)? {noun}.{{0,20}}{_HELD}",
    ]
    if mine:
        patterns += [
            rf"\b(?:c'est quoi|c quoi|what's|whats|what is|quel(?:le)? est)\b {_SMALL}{_MY} {_SMALL}{noun}",
            rf"\b{_MY} {_SMALL}{noun}.{{0,12}}\b(?:c'est|est) (?:quoi|laquelle|lequel)\b",
            rf"\b{_TELL}\b (?:\w+ ){{0,3}}{_MY} {_SMALL}{noun}",
            rf"\b{_YOU_HAVE} (?:bien |toujours |encore |still )?(?:{_MY}|le|la|the) {_UP_TO_DATE} {noun}",
            rf"\b{_YOU_HAVE} (?:bien |toujours |encore |still )?{_MY} {_SMALL}{noun} (?:actuelle?|a jour)\b",
            rf"\b(?:is|are|est[- ]ce que) {_MY} {_SMALL}{noun}.{{0,25}}\b{_UP_TO_DATE}\b",
            rf"\b{_MY} {_SMALL}{noun}(?:,? (?:il|elle))?.{{0,3}}\b(?:est|is|etait)\b.{{0,20}}\b{_UP_TO_DATE}\b.{{0,20}}\?",
        ]
    return any_of(*patterns)


_PAPER = r"(?:papiers?|paper|(?:par|a) la (?:poste|malle)|by (?:post|mail)|mailed)"
_ELECTRONIC = r"(?:electroni\w+|e-?bill\w*|e-?factur\w*|paperless|par (?:courriel|e-?mail|mail|internet)|by e-?mail|e-?mailed|en ligne|online)"
_MEDIUM = rf"(?:{_PAPER}|{_ELECTRONIC})"
_NOW = r"\b(?:en ce moment|actuellement|presentement|pour l'instant|right now|currently|at the moment|these days)\b"
_BILL = r"(?:factur\w*|bills?|invoices?|statements?|releves?)"
_I_AM = r"(?:je suis|suis[- ]je|j'suis|chu|on est|am i|are we|i'm)"
_I_GET = r"(?:j'ai|ai-je|je recois|recois-je|on recoit|nous recevons|(?:do|am|are) (?:i|we) (?:get|getting|receive|receiving|have)|(?:i|we) (?:get|receive))"
_WHERE = r"(?:ou|where|a quelle adresse|to (?:what|which) address|(?:what|which) address)"
_SENT = r"(?:envoye\w*|envoyez|expedie\w*|sent|sending|send|mailed|mailing|going|go)"
_IS = r"(?:est|sont|is|are|do|does|vont|va|etes|you|vous|being)"

_SERVICE = r"(?:services?|forfaits?|abonnements?|lignes?|plans?|lines?|subscriptions?|packages?)"
_THING = rf"(?:{_SERVICE}|internet|fibre|mobile|cell\w*|telephon\w*|telephones?|phone|wi-?fi|fax|tele|tv)"
_I_HAVE = r"(?:j'ai|ai-je|on a (?=quoi|quel|comme|chez)|nous avons|avons-nous|i have|do i have|i've got|we have|do we have|have i got|am i on|i'm on|are we on)(?! to\b)"
_WHICH = r"(?:quoi|quels?|quelles?|lesquel(?:le)?s?|which|what)"
_I_PAY = r"(?:(?:je|on) (?:paie|paye)|paie-je|nous pay\w+|(?:do|am|are) (?:i|we) (?:currently |actually )?(?:pay|paying|being charged|charged)|(?:i|we) (?:pay|(?:am|are) paying)|i'm (?:paying|charged)|we're paying)"
_EACH_MONTH = r"(?:par mois|a month|per month|monthly|mensuel\w*|(?:chaque|each|every) mo(?:is|nth)|/ ?mo(?:is|nth)?\b|au mois)"
_NOT_A_PRICE = re.compile(
    r"\b(si|if|resili\w*|cancel\w*|quitt\w*|leav\w*|retard|late|frais|fees?|penalit\w*|penalt\w*|jours?|days?|option|wi-?fi calling|extra|de plus|more)\b"
)
_CONTRACT = r"(?:engagements?|contrats?|contracts?|commitments?|terms?|agreements?)"
_BOUND = r"(?:engagee?s?|sous contrat|lie(?:e|s)? par (?:un )?(?:contrat|engagement)|(?:under|on|in|tied to|bound by|locked in(?:to)?)(?: an?| my)?(?: \w+)? ?(?:contract|commitment|term)|locked in)"

_PATTERNS: dict[Topic, re.Pattern[str]] = {
    Topic.ADDRESS: any_of(
        _held(_ADDRESS).pattern,
        rf"\b{_WHERE}\b.{{0,15}}\b{_IS}\b.{{0,20}}\b{_MY} {_BILL}.{{0,20}}\b{_SENT}\b",
        rf"\b{_WHERE}\b.{{0,15}}\b{_IS}\b.{{0,12}}\b{_SENT}\b.{{0,12}}\b{_MY} {_BILL}",
        rf"\b{_MY} {_BILL}.{{0,12}}\b{_SENT}\b (?:ou|where|a quelle adresse)\b",
        rf"\b{_MY} (?:changement d'adresse|address change|change of address)\b.{{0,30}}(?<!ce qui )\b(?:fait|enregistre|note|done|registered|recorded|on file|gone through|went through|been (?:processed|made|registered))\b",
    ),
    Topic.EMAIL: _held(_EMAIL),
    Topic.PHONE: _held(_PHONE, mine=False),
    Topic.NAME: any_of(
        r"\b(?:a|sous|au) quel nom\b.{0,30}\b(?:compte|factures?|dossier|contrat|ligne)\b|\b(?:compte|factures?|dossier|contrat|ligne)\b.{0,30}\b(?:a|sous|au) quel nom\b",
        r"\b(?:what|which|whose) name\b.{0,25}\b(?:account|on file|bills?|contract|line)\b|\b(?:account|bills?|contract|line)\b.{0,15}\bwhose name\b",
    ),
    Topic.BILLS: any_of(
        rf"\b{_I_AM}\b.{{0,25}}\b{_MEDIUM}\b.{{0,20}}\b(?:ou|or)\b.{{0,25}}\b{_MEDIUM}",
        rf"\b{_I_GET}(?:[- ]tu)?\b.{{0,30}}\b{_MEDIUM}\b.{{0,20}}\b(?:ou|or)\b.{{0,25}}\b{_MEDIUM}",
        rf"\b{_MY} {_BILL}.{{0,12}}\b(?:est|sont|is|are)\b.{{0,20}}\b{_MEDIUM}\b.{{0,20}}\b(?:ou|or)\b.{{0,25}}\b{_MEDIUM}",
        rf"\b(?:est|sont|is|are)\b {_MY} {_BILL}.{{0,12}}\b{_MEDIUM}\b.{{0,20}}\b(?:ou|or)\b.{{0,25}}\b{_MEDIUM}",
        rf"\b(?:am i|are we|suis[- ]je|est[- ]ce que je suis|je suis[- ]tu)\b.{{0,30}}\b{_MEDIUM}",
        rf"\b(?:comment|how)\b.{{0,20}}\b{_I_GET}\b.{{0,12}}{_BILL}.{{0,20}}{_NOW}",
    ),
    Topic.SERVICES: any_of(
        rf"^(?=.*\b{_WHICH}\b)(?=.*\b{_I_HAVE}\b).*\b{_SERVICE}\b",
        rf"\b(?:which|what) (?:ones|of them) {_I_HAVE}\b|\b(?:lesquel(?:le)?s|quels) (?:que )?{_I_HAVE}\b|^(?:which|what|lesquels?|lesquelles?|quels?) (?:{_SERVICE} )?{_I_HAVE}\b",
        rf"\b(?:c'est quoi|c quoi|what's|whats|what is|what are|quel(?:le)?s? (?:est|sont))\b {_SMALL}{_MY} (?:\w+ )?{_SERVICE}\b(?! (?:number|numero))",
        rf"\b(?:ai[- ]je|est[- ]ce que (?:j'ai|on a)|j'ai[- ]tu) (?:une? |encore |toujours )*{_THING}\b.{{0,20}}\b(?:chez|avec) vous\b|\bdo (?:i|we) (?:still )?have (?:an? |any )?(?:\w+ )?{_THING} (?:with|from) you\b",
        rf"\b{_MY} (?:resiliation|cancell?ation)\b.{{0,30}}\b(?:enregistree?|notee?|faite|confirmee?|au dossier|registered|recorded|confirmed|on file|gone through|went through|been (?:processed|registered|recorded))\b",
        rf"\b(?:ou en est|what's the status of|where are (?:you|we) (?:at )?with) {_MY} (?:resiliation|cancell?ation)\b",
        rf"\b(?:quand|when (?:does|do|is|will|did)|(?:know|see|tell me|wonder\w*|check|until|till) when|jusqu'a quand|quel(?:le)? (?:jour|date)|what (?:day|date))\b.{{0,35}}\b{_MY} (?:\w+ )?{_CONTRACT}\b(?! \w+ (?:bill|facture))",
        rf"\b{_MY} (?:\w+ )?{_CONTRACT}\b.{{0,30}}\b(?:quand|jusqu'a quand|jusqu'a quelle date|until when)\b",
        rf"\b(?:am i|are we|suis[- ]je|sommes[- ]nous|est[- ]ce que (?:je suis|on est)|(?:je suis|chu)[- ]tu) (?:still |encore |toujours )?{_BOUND}|\b{_I_AM} (?:still |encore |toujours )?{_BOUND} jusqu'a quand",
        rf"\b(?:combien|how (?:long|much|many))\b.{{0,40}}\b(?:reste\w*|left|remain\w*)\b.{{0,25}}\b{_CONTRACT}\b|\breste\b.{{0,12}}\bcombien\b.{{0,25}}\b{_CONTRACT}\b",
    ),
}
_CONTACTS = {
    topic: re.compile(rf"\b{noun}")
    for topic, noun in ((Topic.ADDRESS, _ADDRESS), (Topic.EMAIL, _EMAIL), (Topic.PHONE, _PHONE))
}
_PRICE = any_of(
    rf"\b(?:combien|how much)\b.{{0,20}}\b{_I_PAY}\b.{{0,25}}(?:{_EACH_MONTH}|{_NOW}|\b{_MY} {_THING}\b)",
    rf"\b{_I_PAY}\b (?:combien|how much)\b.{{0,25}}(?:{_EACH_MONTH}|{_NOW}|\b{_MY} {_THING}\b)",
    rf"\b(?:combien|how much)\b.{{0,10}}\b(?:coute|est|is|does) {_MY} (?:\w+ )?{_THING}\b|\b{_MY} {_THING}\b.{{0,10}}\b(?:coute|est a|me coute|c'est) combien\b|\bc'est combien,? {_MY} {_THING}\b",
)
_EVERYTHING = any_of(
    rf"\b(?:qu'est-ce que|c'est quoi|quelles?) (?:les |sont les )?(?:infos?|informations|donnees|coordonnees|renseignements)?.{{0,15}}{_YOU_HAVE}.{{0,20}}{_ON_FILE}",
    rf"\b(?:what|which)(?: info\w*| details| data)?(?: do)? {_YOU_HAVE}.{{0,20}}\bon file\b",
)
# « vous avez laquelle, là, à mon dossier ? » where an address is asked for
_WHICH_ONE = any_of(
    rf"\b{_YOU_HAVE}.{{0,8}}\b(?:laquelle|lequel|quoi)\b",
    rf"\b(?:laquelle|lequel|which one|what)\b.{{0,15}}{_HELD}",
)
_BY_SLOT = {"address": Topic.ADDRESS, "email": Topic.EMAIL}


def account_topics(text: str, asked_for: str | None = None) -> list[Topic]:
    """What the text asks about the customer's own account, in the order of OVERVIEW; empty for any other text.

    Args:
        asked_for: the slot; « vous avez laquelle ? » is about that.
    """
    found: set[Topic] = set()
    for sentence in sentences(text):
        bare = written_out(sentence)
        if _OTHERWISE.search(bare):
            continue
        found |= {topic for topic, pattern in _PATTERNS.items() if pattern.search(bare)}
        if _PRICE.search(bare) and not _NOT_A_PRICE.search(bare):
            found.add(Topic.SERVICES)
        if found & _CONTACTS.keys():  # "which e-mail and phone number do you have?"
            found |= {topic for topic, noun in _CONTACTS.items() if noun.search(bare)}
        if not found and _EVERYTHING.search(bare):
            found.update(OVERVIEW)
        if asked_for in _BY_SLOT and not found and _WHICH_ONE.search(bare):
            found.add(_BY_SLOT[asked_for])
    return [topic for topic in Topic if topic in found]


def beside_account(text: str) -> str:
    """The sentences of the text that ask nothing about the account."""
    return " ".join(sentence for sentence in sentences(text) if not account_topics(sentence))
