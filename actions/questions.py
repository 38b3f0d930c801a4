"""What looks like a question, and what kind: for a fact, a favour, the way, the reason, the wait.

Texts come with or without accents.
"""

from __future__ import annotations

import re

from actions.phrases import any_of, plain, written_out

_WHY_ASKED = any_of(
    r"\b(pourquoi|why|y (?=do|are|is|would|you))\b.{0,40}\b(besoin|demande[rz]?|voulez|veux|faut|need|ask|asking|want|require|necessaire)\b",
    r"\b(securitaire|securise|surs?|safe|secure|legit|confiance|trust|arnaque|scam|phishing|hameconnage)\b",
    r"\ba quoi (?:ca |cela )?(?:vous |te )?sert\b|\bwhat (?:do you|will you|would you|is it|are you going to) use (?:it|that|this|my \w+)?\b ?(?:for)?|\bwhat (?:good|use) is\b",
    r"\b(c'est pour quoi|pour quoi faire|c'est quoi le rapport|what for|what do you need it for)\b",
)
# « je trouve ça où ? », "what pin?" where an account number or a PIN was asked for
_KEY = r"(?:it|that|this|one|ca|cela|pin|nip|code(?: pin| secret)?|(?:account|acct)(?: number| no)?|numero(?: de (?:compte|client))?|number)(?: (?:number|code))?"
_WHERE_KEY = any_of(
    rf"\b(?:where|how)\b.{{0,25}}\b{_KEY}[^a-z]*$",
    rf"\b(?:ou|comment)\b.{{0,25}}\b(?:trouve\w*|retrouve\w*|vois|voir|avoir|obtenir|est|c'est)\b(?: (?:le|la|l'|mon|ce|un|ca)?)* ?(?:{_KEY})?[^a-z]*$",
    rf"\b(?:what'?s?|which|quel|quoi)\b.{{0,15}}\b{_KEY}[^a-z]*$",
    r"\b(?:trouve|vois|c'?est|est) (?:ca )?ou\b",
)
_OTHER_WAY = re.compile(
    r"\b(?:y a|ya|avez[- ]vous|vous avez|existe|is there|there'?s|are there|(?:do )?you have|any|got)\b.{0,20}\b(?:autres?|another|other|different) (?:moyens?|facons?|manieres?|choix|ways?|options?|methods?)\b"
    r"(?! (?:de|d'|pour|to|of) (?:pay|pai|recev|receiv|get|resili|cancel))"
)
# « ça tombe quel jour, ça ? », "what address did you put?": about what was given before
_VALUE = r"(?:jour|date|adresse|courriel|mail|service|day|address|e-?mail|unit|postal code|code postal)"
_GIVEN = any_of(
    rf"\b(?:what|which) {_VALUE}(?: exactly)? (?:is|was|would|will) (?:that|it|this)\b|\b(?:what|which) {_VALUE} (?:did|do|have|had) (?:you|i|we) (?:put|write|written|note\w*|give|gave|given|said?y?|have|got|down|typed?|enter\w*)\b",
    rf"\b(?:c'est|c'etait|ce serait|ca fait|ca donne|ca tombe|ca serait) (?:un |le |a )?quel(?:le)? {_VALUE}\b|\bquel(?:le)? {_VALUE} (?:est-ce|c'est|ca (?:fait|donne|tombe)|ca serait)\b",
    rf"\bquel(?:le)? {_VALUE} (?:que )?(?:(?:vous|tu) (?:avez|as)|j'ai|avez-vous|as-tu|ai-je|on a) (?:mis|mise|note|notee|ecrit|ecrite|donne|donnee|dit|dite|la|inscrit\w*)\b",
    r"\b(?:vous|tu) (?:avez|as) (?:mis|note|ecrit|inscrit) (?:quoi|quelle?) (?:comme |pour )?",
)
# « est-ce que je vais recevoir une confirmation ? », "can I get that in writing?"
_WRITTEN_PROOF = any_of(
    r"\b(confirm\w*|preuve|proof|ecrit|writing|recu|receipt)\b.{0,40}\b(recevoir|recevrai|envoy\w*|aur(ai|ez|ons)|get|send|receive|ecrit|writing|courriel|e-?mail)\b",
    r"\b(recevoir|recevrai|aurai|get|send|receive|give|have)\b.{0,30}\b(confirmation|preuve|proof|receipt|recu|in writing)\b",
)
_OH_WAIT = re.compile(
    r"^(?:(?:oh|ah|no|non|ok|hm+|so|and|but|mais|et|euh)\W+)*(?:wait|hold on|attend\w*)\b(?! (?:time|is|how|long))[ ,.!…]*"
)
_WAITING = any_of(
    r"\b(attente|attendre|attends|wait(ing|s)?|queue|file d'attente|on hold)\b",
    r"\b(how long|combien de temps|c'est(-tu)? long|ca va(-tu)? etre long|dans combien)\b",
    r"\b(quand|when|what time|a quelle heure)\b.{0,40}\b(repond\w*|rappel\w*|contact\w*|appel\w*|agents?|quelqu'un|someone|somebody|person(ne)?|anyone|answer|reply|get back|call|hear)\b",
    r"\b(y a(-t-il|-tu)?|est-ce qu'il y a) (du monde|quelqu'un|encore)\b|\b(is|are) (any(one|body)|someone|they|you) (there|still there|available)\b|\b(ahead of me|avant moi|devant moi)\b",
)
_REQUEST = any_of(
    r"\b(pouvez|pourriez|peux|pourrais|peut|voulez|voudriez)[ -]?(vous|tu|on|il)\b|\b(can|could|would|will) (you|someone|we)\b|\bplease\b|\bs'il (vous|te) plait\b|\b(svp|stp)\b",
    r"\b(can|could|may) i\b|\b(puis-je|(pourrais|peux)[ -]je)\b|\best[- ]ce que (je|vous|on) (peux|peut|pouvez|pourriez|pourrais)\b|\bje peux\b|\bis it possible\b|\bpossible de\b",
)
_FAVOUR = any_of(
    r"\b(pouvez|pourriez|peux|pourrais|voulez|voudriez|veux)[ -]?(vous|tu)\b|\bvous (pouvez|pourriez|voulez)\b|\b(can|could|would|will) you\b|\b((je|on|nous) (veux|veut|voudrais|voudrait|voulons)|(j'|on )aimerai(s|t)|(i|we)('d| would) (like|rather)|(i|we) (only |just |really )?want)\b"
    r"|\b(can|could) (the|my|our) (bills?|invoices?|statements?) (please )?(go|be|come)\b|\b(mes|nos|les) factures (peuvent|pourraient|peut|pourrait)\b"
    r"|\b(can|could|may) (i|we) (please )?(get|have|go|return|switch|receive)\b.{0,60}\b(again|back|please|instead|now)\b"
    r"|\b(on|vous|je|nous) (peut|peux|pouvez|pouvons|pourrait|pourriez)[ -]tu\b|\bc'est[ -]tu possible\b"
    r"|\b(puis-je|je peux|on peut|peut-on|pouvons-nous)\b.{0,60}\b(de nouveau|a nouveau|plutot|svp|stp|s'il vous plait)\b"
)
_HOW = re.compile(
    r"\b(comment|combien|pourquoi|quand|how|why|when|how much|what happens|que se passe|qu'arrive|qu'est[- ]ce)\b"
)
_OPENS_WITH_HOW = re.compile(
    r"^(?:(?:bonjour|bonsoir|allo|salut|bjr|slt|madame|monsieur|hi|hello|hey|there|ok|bon|so|et|pis|puis)\W+)*"
    r"(?:com+[ae]?nt?|cmt|cmnt|kmt|kom+an|coman|how|hw|hwo)\b"
    r"(?! (?:about|come|are you|dare|hard can|many times|allez[- ]vous|vas[- ]tu|vont|se fait|ca\b(?! (?:marche|se passe|fonctionne))))"
)
_TAG = re.compile(
    r"\b(right|correct|hein|c'est (bien )?ca|n'est[- ]ce pas|or not|ou pas|ou non|isn't it|won't i|is it|do i|will i|non|no) ?\?+[^a-z]*$"
)
_SUPPOSES = re.compile(
    r"(?:(?:et|pis|puis|mais|ok|bon|alors|and|but|so|what|what happens|qu'est-ce qui arrive|il se passe quoi)[ ,]+)*(?:si|if) "
    r"(?:je|j'|on|nous|i|we) ?(?! ?(?:peux|pouvais|pourrais|can|could|may)\b)[^,.;!?]*[ .!?…]*"
)
_INTERROGATIVE = any_of(
    r"\b(qu'est[- ]ce|c'est quoi|(?<!c')est[- ]ce (que|qu')|est-ce|comment|combien|pourquoi|quand est|ou est|quel(le)?s?|lequel|laquelle|qui est|que se passe|que faire|que dois|y a[- ]t[- ]il|faut[- ]il|dois[- ]je|puis-je|aurai[- ]je|c'?est[- ]tu|ca se peut)\b"
    r"|\bj(?:e |')?(?:perds?|garde|dois|paye|paie|recois|peux|vais|ai)[ -]tu\b"
    r"|\b(vous|on|je|ca|il|elle|ils|elles) (?:(?:me|te|le|la|les|lui|y|en|se|nous) |l'|m')?\w{2,}-tu\b"
    r"|\b(vous|on|je|ca|il|elle|ils) (peux|peut|peuvent|pouvez|vas?|vont|allez|ai|as?|ont|avez|est|sont|faut|devez|doit|dois)[ -]tu\b",
    # « le modem je le rends où », « je paye quand », « la box je fais quoi avec »
    r"\b(je |j'|on |vous |ca |il |elle |ils |nous )(?:(?:le|la|les|y|en|me|vous|nous) |l'|m'|vais |va |dois |doit |devez |dois le |dois la )?(?!(?:sais?|sait|savez|ignore|dirai|dis|dit|verrai|vois|rappellerai|rappelle|comprends) )\w{2,} (?:a |pour )?(?:ou|quand|combien|quoi)(?: avec(?: ca)?| ca)?\W*$",
    r"\bquoi (au juste|exactement)\b|\b(vous|tu|on|ca) (?!savez|sais|sait)\w+ quoi\b|^y (do|are|is|would|did|does)\b",
    r"^(?:(?:et|puis|mais|ok|oui|non|alors|bon|ben|ah|oh|hmm*|and|but|so|well|hi|hey|bonjour|also|wait|actually|attende?[zs](?=,))[ ,.!…]+)*(quand|ou|si|que(?! (?:non|oui|si)\b)|qui|what(?! an? \w+ \w+[ .!]*$)|how|when|where|why|which|who|whose|is|are|do|does|did|can|could|will|would|should|may|am|has|have(?! to\b)|if)\b",
    r"\b(what('s| is| are| if| happens| do| does| about)|how (much|many|long|do|does|can|would|is|are|soon|often)|when (do|does|is|will|can)|where (do|does|is|can)|why (do|does|is|am)|do i (have|need|get)|is there|are there|can i|will i|will my|should i)\b",
)


def asks_why_asked(text: str) -> bool:
    """« pourquoi vous me demandez ça ? », "is it safe to give you my PIN?"."""
    return bool(_WHY_ASKED.search(written_out(text)))


def asks_where_key(text: str) -> bool:
    """Where an account number or a PIN was asked for: « je trouve ça où ? », "what pin?"."""
    return bool(_WHERE_KEY.search(written_out(text)))


def asks_other_way(text: str) -> bool:
    """Where a customer is to be identified: « y a pas un autre moyen ? », "is there another way"."""
    return bool(_OTHER_WAY.search(written_out(text)))


def asks_written_proof(text: str) -> bool:
    """« est-ce que je vais recevoir une confirmation ? », "can I get that in writing?"."""
    return bool(_WRITTEN_PROOF.search(written_out(text)))


def asks_given(text: str) -> bool:
    """What was given or noted before: « ça tombe quel jour, ça ? », "which address did you put?"."""
    return bool(_GIVEN.search(written_out(text)))


def asks_waiting(text: str) -> bool:
    """« c'est long, l'attente ? », "when will someone answer?"."""
    return bool(_WAITING.search(_OH_WAIT.sub("", written_out(text))))


def is_question(text: str) -> bool:
    """Looks like a question: an interrogative, or a question mark."""
    return "?" in text or bool(_INTERROGATIVE.search(written_out(text)))


def only_supposes(text: str) -> bool:
    """« et si je résilie avant la fin », "if I leave before the end": what follows from it is left to be told."""
    return bool(_SUPPOSES.fullmatch(written_out(text)))


def ends_as_question(text: str) -> bool:
    """A statement that wants a yes: "so no more e-mails after that, right?"."""
    return bool(_TAG.search(written_out(text)))


def asks_information(text: str) -> bool:
    """A question that wants to know something, not a polite request (« pouvez-vous le faire ? »)."""
    bare = written_out(text)
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
    return bool(_OPENS_WITH_HOW.search(written_out(text)))


def asks_how(text: str) -> bool:
    """Wants to know how, when, why or at what price, even if politely."""
    return bool(_HOW.search(written_out(text)))
