"""What only the operator's people can do: mend a fault, change a name or a plan, send a past bill, see to payments.

Set phrases of both languages; texts come with or without accents.
"""

from __future__ import annotations

import re

from actions import cues
from actions.phrases import any_of, plain
from actions.questions import asks_information, is_question
from actions.readers.date_words import MONTH

# « ma box ne marche plus », "my internet is down", « j'ai pas de tonalité »
_THE_SERVICE = r"(?:internet|wi-?fi|box|modem|router|routeur|(?:phone )?lines?|lignes?|(?:home |desk |office )?phones?|telephones?|reseau|network|conn?e(?:x|ct)ion|signal|fibre|fiber|satellite|antenne|decodeur|tonalite|dial tone)"
_FAULT = any_of(
    rf"\b{_THE_SERVICE}\b(?: \w+){{0,3}} (?:marche\w*|fonctionne\w*) (?:plus|pas|mal|pu|tres mal|vraiment pas)\b",
    rf"\b{_THE_SERVICE}\b(?: \w+){{0,2}} (?:est|sont|was|is|are|(?:has|have) been|went|keeps?(?: on)?)(?: \w+)? (?:en panne|hors service|morte?s?|down|out|dead|(?:not |un)working|dropping|cutting|disconnecting)\b",
    rf"\b{_THE_SERVICE}\b(?: \w+){{0,2}} (?:(?:do|does|did)(?:n'?t| not) work|stopped working|won'?t (?:work|connect|turn on)|is(?:n'?t| not) working)\b",
    rf"\b{_THE_SERVICE}\b(?: \w+){{0,2}} (?:coupe\w*|lache\w*|plante\w*|saute\w*|tombe\w*) (?:tout le temps|sans arret|sans cesse|souvent|toutes? les|en panne|constamment)\b",
    rf"\b{_THE_SERVICE}\b(?: \w+){{0,2}} (?:rame\w*|lag\w*|buffer\w*|saccade\w*)\b|\b{_THE_SERVICE} (?:est|is|was|(?:has|have) been|keeps?)(?: \w+){{0,2}} (?:lente?s?|slow\w*|instable|unstable|patchy|spotty)\b(?! \?)",
    rf"\b(?:pas|plus|pu) (?:d'|de |l'|le |la )?{_THE_SERVICE} (?:depuis|chez (?:moi|nous)|a la maison|ce matin|aujourd'hui|du tout)\b|\bj(?:'|e n')?ai (?:pas|plus|pu) (?:d'|de ){_THE_SERVICE}\b(?! (?:chez|avec|with) (?:vous|you)\b)",
    rf"\bno {_THE_SERVICE} (?:since|at all|on my|today|this morning|for (?:the|\d|two|three|a))\b|\b(?:have|had|got|there is|there's) no {_THE_SERVICE}\b(?! with you\b)",
    rf"\bpanne (?:d'|de )(?:mon |ma |l'|la )?{_THE_SERVICE}\b|\b{_THE_SERVICE} (?:outage|en panne)\b",
)
# « combien je dois ? », "what's my balance": no bill is kept here
_BALANCE = any_of(
    r"(?<!payer )(?<!regler )\b(?:mon|notre|le) solde\b|\bsolde (?:de mon|du) compte\b",
    r"\bcombien (?:est-ce que )?(?:je|on|nous) (?:vous )?(?:dois|doit|devons)\b",
    r"\b(?:montant|total) (?:de|sur) (?:ma|mes|notre) (?:derniere |dernieres |prochaine )?factures?\b|\bma (?:derniere |prochaine )?facture est de combien\b|\bcombien (?:est|fait|etait) ma (?:derniere |prochaine )?facture\b",
    r"(?<!pay )\b(?:my|our) (?:current |account |outstanding )*balance\b|\bhow much (?:do|did) (?:i|we) (?:still )?owe\b",
    r"\bhow much (?:is|was) (?:my|our) (?:last |next |current )?(?:bill|invoice)\b|\b(?:amount|total) (?:of|on) (?:my|our) (?:last |next |current |latest )?(?:bill|invoice)\b",
)
_NO_BALANCE = re.compile(
    r"\b(?:si|if|resili\w*|cancel\w*|quitt\w*|leav\w*|pourquoi|why|pay\w*|paie\w*|regl\w*|frais|fees?|transfer\w*)\b"
)
_MOVES = re.compile(r"\b(?:demenag\w*|moved|moving)\b")  # the address comes first
# « mettre le compte à mon nom », "change of account holder"
_NEW_HOLDER = any_of(
    r"\b(?:raison sociale|denomination sociale|nom de (?:jeune fille|mariage|femme mariee)|(?:married|maiden) name)\b|\bchang\w* (?:de|notre|mon) nom\b",
    r"\b(?:mauvais|wrong) (?:nom|name)\b|\bnom est (?:faux|mal (?:ecrit|orthographie))|\bname is (?:wrong|misspel\w*)",
    r"\b(?:company|business|legal|corporate)(?:'s)? name\b.{0,20}\b(?:chang\w*|updat\w*)|\b(?:chang\w*|new|updat\w*)\b.{0,20}\b(?:company|business|legal|corporate) name\b",
    r"\b(?:bills?|invoices?|account|statements?)\b.{0,30}\b(?:in|under|with|have|show|bear|to) (?:the|our|a|my) (?:new|other|right|correct) name\b",
    r"\b(?:factures?|compte|contrat)\b.{0,30}\b(?:au|sous le|avec (?:le|mon|notre)) (?:nouveau|bon) nom\b",
    r"\b(?:mettre|mets|mettez|passer|passez|changer|changez|transfer\w*|basculer)\b(?:(?!adresse|\bqui\b|\best\b)[^.?!]){0,40}\b(?:a|au|sous|en) (?:mon|notre|son|leur) nom\b",
    r"\b(?:chang\w*|nouveau|nouvelle)\b.{0,20}\b(?:titulaire|nom (?:du compte|sur (?:la|les|le|ma|mes|mon) (?:factures?|compte|contrat)))\b|\b(?:ajouter|mettre|veu[tx])\b.{0,20}\bnom sur (?:la|les|le|ma|mes|mon) (?:factures?|compte|contrat)\b",
    r"\b(?:put|switch|change|move|transfer|get)\b(?:(?!address|\bthat\b|\bwhich\b)[^.?!]){0,30}\b(?:in|into|under|to) (?:my|our|his|her|their) (?:own )?name\b",
    r"\b(?:chang\w*|new|switch\w*|transfer\w*)\b.{0,20}\baccount(?:'s)? (?:holder|owner)\b|\b(?:add|change|put|update)\b.{0,20}\bname on (?:the|my|our) (?:account|bills?|contract)\b",
)
# « renvoyez-moi ma facture de mars », "I need a copy of invoice 20233": bills that were made before
_BILL = r"(?:factur\w*|relev\w*|bills?|invoices?|statements?)"
_PAST = rf"(?:{MONTH}|mois (?:dernier|passe)|l'an (?:dernier|passe)|l'annee (?:derniere|passee)|last (?:month|year|quarter)|20\d\d)"
_BILL_COPY = any_of(
    rf"\b(?:cop(?:ies?|y)|duplicat\w*|double|exemplaires?|reprints?)\b(?: \w+){{0,2}} (?:de |d'|du |des |of )(?: ?\w+){{0,3}} ?\b{_BILL}\b",
    r"\b(?:renvo\w*|re-?envo\w*|re-?send)\b.{0,20}\b(?:ma|la|mon|le|une?|my|the|that|a) (?:derniere? |last |latest )?(?:facture|releve|bill|invoice|statement)\b",
    rf"\b(?:besoin|faut|veu[tx]|voudrais|voudrait|aimerais|avoir|obtenir|retrouve\w*|envo\w*|imprim\w*|need|want|get|have|send|see|find|like|email|e-mail)\b.{{0,20}}\b{_BILL} (?:de |d'|du |des |pour |from |for |of )(?:(?:le |la |the )?(?:mois |month )?(?:de |d'|of )?)?{_PAST}",
    r"\b(?:perdu|egare|lost)\b(?: ma| la| my| the| mon| une?){1,2} (?:derniere |last )?(?:facture|releve|bill|invoice|statement)\b",
    rf"\b(?:need|want|get|have|send|see|find|like|email|e-mail)\b.{{0,30}}\b(?:last (?:month|year|quarter)|{MONTH})(?:'s)? {_BILL}\b",
)
# « j'ai jamais reçu ma facture », "my bill never came"
_NO_BILL = any_of(
    rf"\b(?:jamais|pas|never|not|haven'?t|didn'?t|hasn'?t)\b.{{0,12}}\b(?:recu\w*|recois|recevons|got|gotten|get|getting|received?|eu)\b.{{0,20}}\b{_BILL}\b",
    rf"\b{_BILL}\b.{{0,20}}\b(?:(?:arrive\w*|rentre\w*) (?:pas|plus|jamais)|(?:never|not|didn'?t|hasn'?t|haven'?t|jamais|pas) (?:encore |yet )?(?:arriv\w*|come|came|recue?s?|received|show\w*))\b",
)
# « plus de débit », "add a second line", « changer de forfait »
_PLAN = r"(?:forfaits?|plans?|packages?|formules?|options?|vitesse|speed|debit|bandwidth)"
_WANTS = r"(?:veu[tx]|voudrais|voudrait|veulent|aimerais|besoin|faut|want|need|like|get|have|possible|peux|peut|can)"
_OTHER_PLAN = any_of(
    rf"\b(?:chang\w*|modifi\w*|augment\w*|baiss\w*|reduire|upgrad\w*|downgrad\w*|switch\w*|increas\w*)\b.{{0,25}}\b{_PLAN}\b",
    rf"\b{_WANTS}\b.{{0,15}}\b(?:plus de (?:debit|vitesse|donnees|gigas?|go|data|bande passante)|more (?:speed|data|bandwidth|gigs?)|faster (?:internet|speeds?|plan|connection)|higher speeds?"
    r"|(?:cheaper|better|bigger|smaller) plan|(?:forfait|plan) (?:moins cher|plus (?:rapide|gros|petit)))\b",
    r"\b(?:ajout\w*|add|adding|order\w*|command(?:er|e|ez)|souscri\w*|s'abonner)\b.{0,20}\b(?:lignes?|lines?|tele(?:phone|vision)?|tv|internet|mobile|cell\w*|users?|utilisat\w*|extensions?|services?|options?|forfaits?|plans?|dids?)\b",
    r"\b(?:remove|delete|enleve\w*|retire\w*|supprime\w*)\b.{0,15}\b(?:users?|utilisat\w*|extensions?|options?|employ\w*)\b",
)
_NO_PLAN = re.compile(
    rf"\b(?:resili\w*|cancel\w*|annul\w*|quitt\w*|leav\w*|courriels?|e-?mails?|papier|paper|adresses?|address|{_BILL})\b"
)
# « votre numéro de téléphone ? », "how do I reach you?"
_CONTACT = any_of(
    r"\b(?:votre|vos|ton|quel|un) (?:numero|no|num)s? (?:de |d')?tel\w*|\b(?:votre|vos) (?:coordonnees|(?:adresse )?(?:courriel|e-?mail|mail))\b|\bquel numero\b.{0,20}\bappel\w*|\bappel\w*\b.{0,12}\b(?:a |sur )?quel numero\b",
    r"\bcomment\b.{0,30}\bvous (?:joindre|rejoindre|appeler|contacter|telephoner|ecrire)\b|\bvous (?:joindre|rejoindre|appeler|contacter) (?:par (?:tel\w*|courriel|mail|e-?mail)|ou|comment)\b|\bon vous (?:joint|rejoint|appelle|contacte) (?:comment|ou)\b",
    r"\b(?:your|ur) (?:(?:tele)?phone |contact |customer service |support )?(?:number|no|contact (?:info\w*|details)|e-?mail(?: address)?)\b|\b(?:what|which) (?:phone )?number\b.{0,20}\b(?:call|dial|phone)\b",
    r"\bhow (?:can|do|could|would|should) (?:i|we|one) (?:call|phone|reach|contact|e-?mail|ring|get (?:in touch with|a ?hold of)) (?:you|u)\b",
)
# « vos heures d'ouverture ? », "are you open Sunday?"
_HOURS = any_of(
    r"\b(?:vos|quelles? sont (?:vos|les)) heures?\b|\bheures? d'ouverture\b|\b(?:a )?quelle heure (?:vous |est-ce que vous |ca )?(?:ouvr|ferm)\w*|\betes[- ]vous ouverts?\b|\bvous etes ouverts?\b",
    r"\bvous (?:ouvrez|fermez) (?:a |quand|jusqu|aujourd'hui|demain|le (?:soir|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))",
    r"\b(?:your|ur|opening|office|business|support) hours\b|\b(?:are|r) (?:you|u|you guys) open\b|\b(?:when|what time) (?:do|are|r) (?:you|u) (?:open|close)\b",
)
# « mon RIB a changé », "my card expired", « je peux pas payer ce mois-ci »
_BANK = r"(?:rib|iban|cartes? (?:de credit|bancaire|bleue|visa)|(?:credit|debit|bank) cards?|bank(?:ing)? (?:account|details|info\w*)|coordonnees bancaires|compte (?:bancaire|en banque|de banque)|banque|bank|visa|mastercard|card (?:number|on file))"
_NEW = r"(?:chang\w*|new|nouve\w*|updat\w*|modifi\w*|mettre a jour|mets a jour|expir\w*|perime\w*|perdu\w*|lost|stolen|volee?|remplac\w*|replac\w*|different)"
_PAYMENT = any_of(
    rf"\b{_NEW}\b.{{0,25}}\b{_BANK}\b|\b{_BANK}\b.{{0,20}}\b{_NEW}\b",
    r"\b(?:my|ma|our|notre) (?:card|carte)\b.{0,15}\b(?:expir\w*|perimee?|declined|refusee?|lost|stolen|perdue|volee)\b",
    r"\b(?:opposition (?:a |au |aux )|(?:stop\w*|cancel\w*|arrete\w*|annul\w*|suspend\w*) )(?:le |les |the |my |mes |mon |our |nos |ce |this )?(?:prelevements?|direct debits?|pre-?authori[sz]ed (?:payments?|debits?)|auto(?:matic)? ?pay(?:ments?)?|paiements? (?:auto\w*|pre-?autorises?))\b",
    r"\b(?:peux|peut|pouvons|pourrai\w*|pourrons|capable de) (?:pas|plus|pu|vraiment pas) (?:tout |vous )?(?:payer|regler)\b|\bpas capable de (?:payer|regler)\b|\b(?:can'?t|cannot|can not|unable to|not able to|won'?t be able to) (?:afford to )?pay\b(?! (?:by|with|online|through|via))",
    r"\b(?:arrangement|entente|plan|delai|report|echeancier) (?:de |pour (?:le |mon )?)paie?ments?\b|\bpayment (?:plan|arrangement|extension)\b|\bpay\w* (?:in (?:instal\w*|several|two|three|\d)|en (?:plusieurs|deux|trois|\d)(?: fois)?)\b|\b(?:etaler|echelonner) (?:mes|mon|le|les|ma|la)\b",
)
_FROM_NOW_ON = re.compile(
    r"\b(?:desormais|dorenavant|from now on|a partir d\w+|starting|as of|chaque mois|every month|each month)\b"
)


def for_a_person(text: str) -> str | None:
    """The response to what only the operator's people can do, unless the documents speak of it; None for other texts."""
    if reports_fault(text):
        return "utter_service_fault"
    if asks_new_holder(text):
        return "utter_bereaved" if cues.says_bereaved(text) else "utter_new_holder"
    if asks_bill_copy(text) or misses_bill(text):
        return "utter_bill_copy"
    if asks_other_plan(text):
        return "utter_other_plan"
    if about_payment(text):
        return "utter_payment_help"
    if asks_contact(text) or asks_hours(text):
        return "utter_contact"
    return "utter_balance_unknown" if asks_balance(text) else None


def asks_new_holder(text: str) -> bool:
    """« je veux mettre le compte à mon nom », "change of account holder"."""
    bare = plain(text)
    return bool(_NEW_HOLDER.search(bare)) and not _MOVES.search(bare)


def asks_balance(text: str) -> bool:
    """« c'est quoi mon solde », "how much do I owe?"; not what leaving would cost, nor how to pay."""
    bare = plain(text)
    return bool(_BALANCE.search(bare)) and not _NO_BALANCE.search(bare)


def asks_bill_copy(text: str) -> bool:
    """« renvoyez-moi ma facture de mars », "I need a copy of invoice 20233"; not how bills are to come from now on."""
    bare = plain(text)
    return bool(_BILL_COPY.search(bare)) and not _FROM_NOW_ON.search(bare)


def misses_bill(text: str) -> bool:
    """« mes factures arrivent pas », "I never got my bill this month"."""
    return bool(_NO_BILL.search(plain(text)))


def asks_other_plan(text: str) -> bool:
    """« je veux plus de débit », "add a second line", "remove a user from our plan"; not the end of a service."""
    bare = plain(text)
    return bool(_OTHER_PLAN.search(bare)) and not _NO_PLAN.search(bare) and not asks_information(text)


def about_payment(text: str) -> bool:
    """« mon RIB a changé », "update my credit card", « je peux pas payer ce mois-ci »."""
    return bool(_PAYMENT.search(plain(text)))


def asks_contact(text: str) -> bool:
    """« votre numéro de téléphone ? », "how can I reach you?": the operator's."""
    return bool(_CONTACT.search(plain(text))) and is_question(text)


def asks_hours(text: str) -> bool:
    """« c'est quoi vos heures ? », "are you open Sunday?"."""
    return bool(_HOURS.search(plain(text)))


def is_order(text: str) -> bool:
    """Something to be done that no task does: another plan, a past bill, a payment, whatever the classifier takes it for."""
    return asks_bill_copy(text) or asks_other_plan(text) or about_payment(text)


def documents_may_help(text: str) -> bool:
    """Of what only people can do; not the wish for another name or plan."""
    told = (reports_fault, asks_bill_copy, misses_bill, about_payment, is_question)
    return any(one(text) for one in told)


def reports_fault(text: str) -> bool:
    """« ma box ne marche plus », "my internet is down since yesterday"."""
    return bool(_FAULT.search(plain(text)))
