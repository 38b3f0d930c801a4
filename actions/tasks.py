"""The tasks of the assistant, and how customers name them."""

from __future__ import annotations

import re

from actions.cues import negates_wish, says_person
from actions.phrases import plain, written_out
from actions.second_thoughts import forbids, says_keep
from actions.sentences import sentences

CHANGE_BILLING_ADDRESS = "change_billing_address"
SWITCH_TO_EBILLING = "switch_to_ebilling"
SWITCH_TO_PAPER = "switch_to_paper"
CANCEL_SERVICE = "cancel_service"
REQUEST_AGENT = "request_agent"
# Begun by what is said in so many words; these have no intent of their own.
WITHDRAW_CHANGE = "withdraw_change"  # takes back a cancellation or a change of address
CHECK_ACCOUNT = "check_account"  # tells what is on the account

ACCOUNT_TASKS = (CHANGE_BILLING_ADDRESS, SWITCH_TO_EBILLING, SWITCH_TO_PAPER, CANCEL_SERVICE)
TASKS = (*ACCOUNT_TASKS, REQUEST_AGENT)
# Asking for one takes back the other.
OPPOSITES = {SWITCH_TO_EBILLING: SWITCH_TO_PAPER, SWITCH_TO_PAPER: SWITCH_TO_EBILLING}

_BILL = r"(factur\w*|bills?|e[ -]?bills?|billing|invoices?|releves?|statements?|comptes?)"
_ELECTRONIC = r"(electroniques?|electronic|en ligne|par (courriels?|e-?mails?|mails?|internet)|(sur|a) (l'|mon |ma |le |la )(ordi\w*|cell\w*|telephone|tablette|portable)|on (my|the) (computer|laptop|phone|tablet)|(by|via|to|on) (e-?mail|online)|e-?mailed|online|paperless|sans papier|numeriques?|virtuelles?|e-?factur\w*|e[ -]?bill(s|ing)?|(a|sur|dans) (mon|ma|son|sa|notre|leur|un|une) (nouve(au|lle) |autre )?(courriels?|e-?mails?|mails?|adresse (courriel|e-?mail|mail))|(to|in) (my|our|his|her|their|an?other) (new |personal |work )?(e-?mail|inbox)|(sur|dans) (ma|notre|une) (messagerie|boite (mail|courriel|e-?mail)))"
_PAPER = r"(papiers?|paper|par la (poste|malle)|(in|by|through) the mail|by (post|mail)|postal\w*|mailed(?! (?:to|there)\b))"
_SERVICE = r"(services?|abonnements?|forfaits?|contrats?|lignes?|internet|fibre|wi-?fi|mobiles?|cell\w*|telephon\w*|telephones?|tele|plans?|subscriptions?|lines?|account|phones?|landline|fiber|modem|option|compte client|fax(es)?|telecopie\w*)"
_NO_LONGER = r"\b((veux|veut|voulons|souhaite|souhaitons) (plus|pas) (continuer|garder|conserver|renouveler|poursuivre|payer pour)|(don'?t|do not|no longer) (want|wish|need) to (continue|keep|renew|pay for|keep paying for|go on))"
_NEEDS_NO = (
    r"(?<!you )(?<!vous )\b(?:(?:n'|j')?(?:ai|a|avons|aura|aurai|aurons) (?:plus|pu) besoin (?:de |du |d')|(?:no longer|don'?t|do not|doesn'?t|won'?t) (?:really )?need |no (?:more )?need (?:for|of) |no use for )"
    r"(?:(?:the|my|our|this|that|any|ma|mon|la|le|cette|ce|son|sa) |l')?(?:(?!help|support|paper|papier)\w+ )?"
)
_NAMES: dict[str, re.Pattern[str]] = {
    CHANGE_BILLING_ADDRESS: re.compile(
        r"\b(adresses?|address(es)?)\b(?! (courriel|e-?mail|mail|electronique|ip|\S+@))"
        rf"(?=.*\b({_BILL}|chang\w*|modif\w*|nouvelle|new|updat\w*|mettre a jour|mettez a jour|demenag\w*|mov(e|ed|ing)))"
        rf"|\b(chang\w*|modif\w*|nouvelle|new|updat\w*|mettre|mettez|correct|wrong|mauvaise)\b.{{0,25}}(?<!mail )(?<!courriel )\b(adresses?|address)\b(?! (courriel|e-?mail|mail|electronique|\S+@))"
        rf"|\b{_BILL}\b.{{0,30}} (a|to) (une |notre |my |our |the |a |l')?(nouvelle |new |autre |different )?(billing |mailing |postal )?(adresse|address)\b(?! (courriel|e-?mail|mail|electronique|\S+@))"
        rf"|\b{_BILL}\b.{{0,30}}\b(go|sent|send|mailed|come|aillent|aller|envoye\w*|arrive\w*)\b.{{0,12}}\b(p\.? ?o\.? ?box|post(al)? (office )?box|case postale|boite postale)\b"
        rf"|\b(envoye\w*|send|mail)\b.{{0,20}}{_BILL}.{{0,30}}\b(nouvelle (place|maison)|new (place|house|apartment|home)|chez moi|my new)\b"
    ),
    SWITCH_TO_EBILLING: re.compile(rf"\b{_BILL}\b.{{0,45}}{_ELECTRONIC}\b|{_ELECTRONIC}.{{0,20}}\b{_BILL}\b|\be[ -]?bill(s|ing)?\b|\bpaperless\b|\be-?factur\w*|\b(e-?mail|courriel) (me )?(my |mes )?{_BILL}\b|\b{_BILL}\b[^.,;]{{0,30}} (to|at|a|sur|pour) ([\w']+ ){{0,2}}\S+@\S|\b(have|get|send|receive|find|see|want|like|prefer) (them|those|it)( to \w+)?( instead)?[ ,?.]{{1,3}}{_ELECTRONIC}\b|\benvoye[rz]?-les(-(moi|nous))?( plutot)?( a \w+)?[ ,?.]{{1,3}}{_ELECTRONIC}\b|\bl[ae]s? (avoir|recevoir|envoyer) {_ELECTRONIC}\b"),
    SWITCH_TO_PAPER: re.compile(rf"\b{_BILL}\b.{{0,40}}\b{_PAPER}\b|\b{_PAPER} {_BILL}\b|\b(retour|revenir|back|repasser|remett\w+)\b.{{0,25}}\b{_PAPER}\b|\b(vraie|real|want|veux|voudrais|prefer\w*|like)\b.{{0,40}}\b(on paper|sur (du )?papier|en papier)\b"),
    CANCEL_SERVICE: re.compile(
        r"\bresili\w*|\bdesabonn\w*|\bcancell?ation\b"
        rf"|(?<!n't )(?<!not )(?<!never )(?<!you )\b(need|want|would like|'d like) (to have |to get )?(my|our|the|this|these) (\w+ ){{0,3}}{_SERVICE} (to be )?(cancell?ed|terminated|disconnected|closed)\b"
        rf"|\b(annul\w*|cancell?\w*|terminat\w*|end|ending|stop|arret\w*|coup[eoiu]\w*|ferm\w*|clos\w*|disconnect\w*|debranch\w*|quitt\w*|mettre fin|mettez fin|get rid of)\b(?! (the |my |la |ma |les |mes )?(paper|e-?)?\W?{_BILL}).{{0,30}}\b{_SERVICE}\b"
        rf"|{_NEEDS_NO}{_SERVICE}\b(?! (numbers?|numeros?|support|help|bills?))"
        rf"|{_NO_LONGER} (avec |with )?(\w+ ){{0,3}}{_SERVICE}\b"
        rf"|\b(take|remove|enlev\w*|retir\w*|drop)( \w+)? (the|that|this|a|one|my|our|la|le|une?|cette|ce|ma|mon|notre)( \w+)? (lines?|services?|plans?|lignes?|forfaits?|abonnements?)\b"
    ),
}  # fmt: skip
# « au lieu du papier », "I don't want electronic invoices anymore": what is unwanted names its opposite.
_UNWANTED = re.compile(
    r"\b(au lieu d[eu']?|plutot qu[e']|instead of|rather than|no (more|longer)|(pas|plus|pus?) par|(plus|pus?) (de|aucune|jamais de)|sans|tired of|sick of|tannee? (de|d')|get rid of|debarrass\w*"
    r"|(don'?t|do not|doesn'?t) (\w+ )?(want|need|like|wish)|(veux|veut|voulons|voudrais|souhaite|besoin) (plus|pas)|(stop|cess\w*|arret\w*|cancel|annul\w*)( \w+ing| de m'envoyer| d'envoyer| de recevoir)?)\b"
    r"(?! (to )?(a )?(switch|change|move|go|passer|changer|revenir|retourner|resilier))(?:(?! (envoye|passez|mettez|send |put ))[^.;,!?]){0,45}"
)
_WHERE_TO = re.compile(r"\bwhere\b[^.,;!?]{0,45}\bmailed\b")  # about the address, not about paper
_MEDIA = {
    SWITCH_TO_EBILLING: re.compile(rf"\b{_ELECTRONIC}\b"),
    SWITCH_TO_PAPER: re.compile(rf"\b{_PAPER}\b"),
}
_IN_MAILBOX = re.compile(
    rf"\b{_BILL}\b.{{0,25}}\b(boites? (aux|a) lettres|mail ?box(es)?|letter ?box(es)?)\b"
)
_RIVALS = r"(bell|videotron|rogers|telus|fizz|fido|koodo|cogeco|virgin|shaw|orange|sfr|free|bouygues|comcast|verizon|ringcentral|vonage)"
_LEAVING = re.compile(
    r"\b(resili\w*|cancel\w*|terminat\w*|me desabonn\w*|(if|when|should) (i|we) (\w+ )?(leave|left|quit|stop(ped)?|cut|end)|si (j'|je |on |nous )?(\w+ )?(pars|part|partons|quitt(e|ons)|arret(e|ons|ais|ait)|coup(e|ons|ais|ait)|m'en vais|s'en va)"
    r"|vous quitter|partir de chez vous|pour (tout |l')?arreter(?! de)|leav(e|ing) (you|us)|get (us|me|everyone) (off|out)( of)?"
    rf"|(vais|va|allons|pars|part|partons|passe|passons|retourne|retournons) chez (l'autre|un autre|d'autres|la concurrence|quelqu'un d'autre|{_RIVALS})"
    rf"|(go|going|moving|switching|move|switch) (over |back )?(to|with|for) (((another|your|the|some|a (different|cheaper|new|better)) )+(\w+ )?(provider|company|carrier|competit\w+|operator)|{_RIVALS})|leaving (you )?for {_RIVALS}"
    r"|(business|company|shop|store|office|restaurant|practice|clinic|we|we're) (is |are |'s )?(closing|shutting|closed|winding)( (up|down|shop|for good|the \w+|our \w+))\b|(business|company|shop|store|restaurant|practice|clinic) is closing"
    r"|(on|je|nous) ferm(e|ons) (boutique|(le|la|mon|ma|notre|l')[ ']?(magasin|commerce|entreprise|boutique|resto\w*|clinique|bureau|compagnie|cabinet|atelier))|ferm(e|er|ons|eture) (definitivement|pour de bon)"
    r"|mett(re|ons|ez) fin a (ca|cela|tout( ca)?)|put an end to (it|this|that)|done with (you|you guys|you people|you lot)\b(?! for)"
    r"|(switch|chang)\w* (to another |provider|operator|carrier)s?|chang\w* (de fournisseur|d'operateur|d'operatrice|de compagnie)|aller voir ailleurs|go elsewhere)\b"
)
_MOVING = re.compile(
    r"\b(demenag\w*|mov(e|ed|ing) (out|offices?|houses?|home|to an?|into|apartments?)|(when|if|after|before|once) (i|we) (\w+ )?move|(i'm|we're|i am|we are) (\w+ )?moving)\b(?! (our|my|the|his|her|some) (?!office|shop|store|business|company|place|home)|(?: phone)? numbers?\b)"
)
_DONE_BY_OPERATOR = re.compile(
    r"\b(avant que vous|quand vous|before you|when (do|will|would) you)( \w+){0,2} (coup[eoiu]\w*|debranch\w*|suspend\w*|cut|disconnect\w*|shut)\b"
    r"|\b(coup[eoiu]\w*|debranch\w*|suspend\w*|cut|disconnect\w*|shut)\b.{0,40}\b(sans ((nous|me|m'?) ?)?(avertir|prevenir|aviser|avis|preavis|avertissement)|without (any )?(warning|notice|telling|letting))\b"
)
# The sentence wishes; it does not tell what happened: "I cancelled my internet last month."
_WISHED = re.compile(
    r"\b(need|want|would like|('d|'ll) like|i'd (\w+ ){0,3}(rather|happier|prefer)|(i|we|je|on) prefer\w*|j'aimerais mieux|please|pls|can you|could you|je (ne )?(veux|voudrais|souhaite|dois|cherche a)|j'(en )?(aimerais|veux|voudrais|ai besoin)|il (me )?faut|faudrait|svp|stp"
    r"|s'il vous plait|(pouvez|pourriez)[ -]vous|on (veut|voudrait|aimerait)|nous (voulons|voudrions))\b"
    r"|^((bonjour|hello|hi|hey|ok|allo|salut|d'abord|first)\W+)*(chang|modifi|mett|pass|resili|annul|coup|cancel|switch|put|send|envoy|move|updat|end|stop)\w*(e|ez|er|l|h|t|d|p)\b"
)
_WANTS_TO_KNOW = re.compile(
    r"\b((want|need|like|voudrais|veux|aimerais) (to )?(know|savoir)\b(?!.*\bet )|wonder\w*|me demand\w*|what happens|que se passe|how (do|can|to))\b"
)
_ONLY_TOLD = re.compile(
    r"\b(if|si|might|maybe|peut[- ]etre|later|plus tard|when|quand|(il|elle|on|he|she|they|wife|husband|ex|femme|mari|conjointe?) (a |has )?(deja |already )?(resilie|annule|cancell?ed)"
    r"|avais|avait|had|said|told|dit|(la|ma|my|the) (resiliation|cancell?ation)|combien|how (much|long)|proof|preuve|receipt|recu|never|jamais|not|pas|comprendre|understand)\b|n't\b"
)
_CLAUSE = re.compile(r"[,;:]|\b(?:mais|but)\b", re.IGNORECASE)
_HAS_CANCELLED = re.compile(
    r"(?<!if )(?<!si )\b(j'ai|on a|nous avons|i|we|i've|we've|i have|we have)( deja| already| just)? (resilier?|annuler?|coupe|cancell?ed|terminated|ended)\b"
)
_NEVER_DID = re.compile(
    r"\b(n'ai|n'a|n'avons|j'ai|on a|avons) (rien|pas|jamais) (resilie|annule|demande|coupe|change)\w*\b"
    r"|\b(didn'?t|did not|never|haven'?t|have not) (even )?(cancel|ask|request|chang|switch|end)\w*\b"
)
# « retirer ma résiliation », "withdraw my cancellation"
_WITHDRAW = re.compile(
    r"\b(retir\w*|annul\w*|renonc\w*|revenir sur|cancel\w*|withdraw\w*|undo|revers\w*|take back|call off)\b.{0,25}\b(resiliation|cancell?ation|changement d'adresse|address change|change of address)\b"
    r"|\b(keep|garder?|conserver?) (my |mon |ma |the |le |la )?(service|abonnement|forfait|plan|subscription)\b.{0,25}\b(after all|finalement|instead)"
)


def form_of(task: str) -> str:
    """The name of the Rasa form of a task."""
    return f"{task}_form"


def task_of(form: str) -> str:
    """The task of a Rasa form."""
    return form.removesuffix("_form")


def tasks_named(text: str) -> list[str]:
    """The tasks that a text names, in the order of the text; neither questions nor negated wishes are told apart."""
    bare = plain(text)
    found: dict[str, int] = {}
    for unwanted in _UNWANTED.finditer(bare):
        for task, opposite in OPPOSITES.items():
            if _MEDIA[task].search(unwanted.group()):
                found[opposite] = unwanted.end()
        if _IN_MAILBOX.search(unwanted.group()):
            found[SWITCH_TO_EBILLING] = unwanted.end()
    wanted = _WHERE_TO.sub(" ", _UNWANTED.sub(" ", bare))
    for task, pattern in _NAMES.items():
        if match := pattern.search(wanted if task in OPPOSITES else bare):
            found.setdefault(task, match.end())
    if says_person(text):
        found[REQUEST_AGENT] = len(bare)
    return sorted(found, key=lambda task: found[task])


def other_wish(text: str, task: str) -> str | None:
    """A second task wished for beside `task` in one message: « changez mon adresse et résiliez mon mobile ».

    What is only asked about, negated, forbidden, or the opposite of the first does not count.
    """
    said = sentences(text)
    for sentence in said:
        asked = len(said) > 1 and (
            "?" in sentence
            and not _UNWANTED.search(plain(sentence))
            or _WANTS_TO_KNOW.search(plain(sentence))
        )
        if (
            asked
            or negates_wish(sentence)
            or says_withdraw(sentence)
            or (len(said) > 1 and forbids(sentence))
        ):
            continue
        told = {CANCEL_SERVICE} if _HAS_CANCELLED.search(plain(sentence)) else set()
        for named in tasks_named(sentence):
            if named not in (task, OPPOSITES.get(task), REQUEST_AGENT, *told):
                return named
    return None


def earlier_wish(text: str, task: str) -> str | None:
    """The other of two wishes if it is wished for in a sentence before the one that names `task`."""
    other = other_wish(text, task)
    said = sentences(text)
    at = next((n for n, sentence in enumerate(said) if task in tasks_named(sentence)), 0)
    return other if other and any(_wishes_for(other, sentence) for sentence in said[:at]) else None


def negates(text: str, task: str) -> bool:
    """Refuses the task, « je ne veux pas résilier », and wishes for it in no other sentence."""
    said = sentences(text)
    refused = [tasks_named(sentence) for sentence in said if negates_wish(sentence)]
    meant = any(task in named or not named for named in refused)
    return meant and not any(_wishes_for(task, sentence) for sentence in said)


def refuses(text: str, task: str) -> bool:
    """« non, je ne veux pas résilier » where that is under way: names the task, denies it, and wishes for it nowhere."""
    said = [sentence for sentence in sentences(text) if task in tasks_named(sentence)]
    return any(map(negates_wish, said)) and not any(_wishes_for(task, sentence) for sentence in said)


def never_did(text: str, task: str) -> bool:
    """« je n'ai rien résilié, moi ! », "I never cancelled anything": told, and wished for nowhere."""
    others = [sentence for sentence in sentences(text) if not _NEVER_DID.search(plain(sentence))]
    return len(others) < len(sentences(text)) and not any(_wishes_for(task, one) for one in others)


def wishes_for(text: str, task: str, *, stated: bool = False) -> bool:
    """Whether a sentence of a story wishes for the task: « … Faque il faut que mes factures aillent à l'adresse du local. »

    Args:
        stated: it must be no question.
    """
    said = [sentence for sentence in sentences(text) if not stated or "?" not in sentence]
    return any(_wishes_for(task, sentence) for sentence in said)


def refuses_medium(text: str, task: str) -> bool:
    """« plus de facture par courriel », where the task would send them so."""
    return task in _MEDIA and any(
        _MEDIA[task].search(part.group()) for part in _UNWANTED.finditer(plain(text))
    )


def wishes_plainly(text: str, task: str) -> bool:
    """Whether the very clause that names the task wishes for it."""
    return any(
        _wishes_for(task, sentence)
        and any(_WISHED.search(plain(one)) for one in _clauses_about(task, sentence))
        for sentence in sentences(text)
    )


def _wishes_for(task: str, sentence: str) -> bool:
    bare = plain(sentence)
    wished = any(_WISHED.search(plain(clause)) for clause in (sentence, *_CLAUSE.split(sentence)))
    if task not in tasks_named(sentence) or not wished or _WANTS_TO_KNOW.search(bare):
        return False
    clauses = _clauses_about(task, sentence)
    told = (_ONLY_TOLD.search(re.sub(_NO_LONGER, "", plain(clause))) for clause in clauses)
    return any(not negates_wish(clause) and not only for clause, only in zip(clauses, told, strict=True))


def _clauses_about(task: str, sentence: str) -> list[str]:
    """The clauses that name a task; the whole sentence where it takes several to name it."""
    return [clause for clause in _CLAUSE.split(sentence) if task in tasks_named(clause)] or [sentence]


def part_about(text: str, task: str, other: str) -> str:
    """What a message with two wishes says for `task`: all but the sentences from the other's on, up to its own.

    Where one sentence names both, nothing can be told apart, and it is all.
    """
    said = sentences(text)
    named = [tasks_named(sentence) for sentence in said]
    mine = next((n for n, tasks in enumerate(named) if task in tasks), None)
    theirs = next((n for n, tasks in enumerate(named) if other in tasks), None)
    if mine is None or theirs is None or mine == theirs:
        return text
    kept = said[:theirs] if mine < theirs else said[:theirs] + said[mine:]
    return " ".join(kept)


_DROPS = re.compile(r"\b(forget|drop|stop|abandon\w*|oubli\w*|laiss\w*|cancel|annul\w*)\b")


def speaks_for(text: str, task: str, other: str) -> bool:
    """Speaks of paper where the other is electronic, or the other way round: « ben oui c'est ça que je veux, le papier »."""
    bare = plain(text)
    if OPPOSITES.get(task) != other or _DROPS.search(bare):
        return False
    named = {*tasks_named(text), *(task for task, medium in _MEDIA.items() if medium.search(bare))}
    return task in named and other not in named


def keeps_opposite(text: str, task: str) -> bool:
    """« on garde le papier, mais changez l'adresse », where the bills were to become electronic."""
    bare = plain(text)
    keeps = says_keep(text) or bool(re.search(r"\b(gardez|conservez)\b", bare))
    return task in OPPOSITES and keeps and bool(_MEDIA[OPPOSITES[task]].search(bare))


def is_done_by_operator(text: str) -> bool:
    """« vous pouvez couper ma ligne sans m'avertir ? »: what the operator may do is no wish of the customer's."""
    return bool(_DONE_BY_OPERATOR.search(plain(text)))


def task_asked_about(text: str) -> str | None:
    """The task that a question is about, to offer it: "what do I owe if I cancel?"; what the operator does is none."""
    if is_done_by_operator(text) or never_did(text, CANCEL_SERVICE):
        return None
    named = [task for task in tasks_named(text) if task in ACCOUNT_TASKS]
    if named == [CANCEL_SERVICE] and _HAS_CANCELLED.search(written_out(text)):
        return None  # « j'ai résilié, je renvoie la box où ? »
    if named:
        return named[0] if len(named) == 1 else None
    if _LEAVING.search(plain(text)):
        return CANCEL_SERVICE
    return CHANGE_BILLING_ADDRESS if _MOVING.search(plain(text)) else None


def says_withdraw(text: str) -> bool:
    """Takes back a change that was requested earlier and has not happened yet."""
    return bool(_WITHDRAW.search(plain(text)))
