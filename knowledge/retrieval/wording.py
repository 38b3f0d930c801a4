"""What customers write, in the words of documents: SMS spelling and Québec turns put into plain French, English likewise."""

from __future__ import annotations

import re

from knowledge.folding import fold

# Folded, as written -> as documents say it. Only what cannot be meant otherwise.
_PLAIN = {
    # SMS, French
    "c koi": "c'est quoi", "koi": "quoi", "pk": "pourquoi", "pkoi": "pourquoi", "kan": "quand", "qd": "quand",
    "cmt": "comment", "coment": "comment", "cb": "combien", "cmb": "combien", "ke": "que", "ki": "qui", "kel": "quel",
    "kelle": "quelle", "kelke": "quelque", "kelkun": "quelqu'un", "qqn": "quelqu'un", "qqch": "quelque chose",
    "esk": "est-ce que", "es que": "est-ce que", "jveu": "je veux", "jve": "je veux", "jveux": "je veux", "jpeux": "je peux",
    "jpe": "je peux", "jsuis": "je suis", "chui": "je suis", "chu": "je suis", "jsais": "je sais", "g": "j'ai", "jai": "j'ai",
    "vs": "vous", "ns": "nous", "pr": "pour", "ds": "dans", "ss": "sans", "avc": "avec", "mtn": "maintenant",
    "mnt": "maintenant", "tjrs": "toujours", "tjs": "toujours", "bcp": "beaucoup", "tt": "tout", "ts": "tous", "pcq": "parce que",
    "pck": "parce que", "jms": "jamais", "qq": "quelque", "fo": "il faut", "svp": "s'il vous plaît", "stp": "s'il te plaît",
    "bjr": "bonjour", "slt": "salut", "rdv": "rendez-vous", "num": "numéro", "tel": "téléphone", "adr": "adresse", "fact": "facture",
    "mdp": "mot de passe", "abo": "abonnement", "ya": "il y a", "jr": "jour", "jrs": "jours", "sem": "semaine", "gratos": "gratuit",
    "koman": "comment", "coman": "comment", "comen": "comment", "kom": "comme", "keske": "qu'est-ce que", "kesk": "qu'est-ce que",
    "kesse": "qu'est-ce", "plu": "plus", "ossi": "aussi", "osi": "aussi", "tro": "trop", "bi1": "bien", "ri1": "rien",
    "mat1": "matin", "dem1": "demain", "2m1": "demain", "auj": "aujourd'hui", "ajd": "aujourd'hui", "fau": "faut", "vou": "vous",
    "nou": "nous", "mwa": "moi", "pouve": "pouvez", "voule": "voulez",
    "cest": "c'est", "jvoudrais": "je voudrais", "jvx": "je veux", "jdois": "je dois", "jecris": "j'écris", "jhabite": "j'habite",
    "jrecois": "je reçois", "jpaye": "je paye", "jpaie": "je paie", "jdemenage": "je déménage", "jaimerais": "j'aimerais",
    "qqun": "quelqu'un", "tsuite": "tout de suite", "prk": "pourquoi", "pq": "pourquoi", "psk": "parce que", "ladresse": "l'adresse",
    # Québec
    "pour pu": "pour plus", "veux pu": "veux plus", "recois pu": "reçois plus", "pu besoin": "plus besoin",
    "cell": "cellulaire", "malle": "poste", "piasses": "dollars", "piastres": "dollars", "pis": "puis", "icitte": "ici",
    "peut-tu": "peut-on", "y a-tu": "y a-t-il", "c'est-tu": "est-ce", "char": "voiture", "astheure": "maintenant",
    "ca prend": "il faut", "ca prend-tu": "faut-il", "c'est quoi que ca prend": "que faut-il", "pogner": "capter", "pogne": "capte", "barre": "verrouille", "debarrer": "déverrouiller", "jaser": "parler", "fin de semaine": "week-end",
    # SMS, English
    "u": "you", "ur": "your", "pls": "please", "plz": "please", "thx": "thanks", "bc": "because", "cuz": "because",
    "b4": "before", "acct": "account", "acc": "account", "addr": "address", "pymt": "payment", "svc": "service", "wat": "what", "wats": "what's",
    "dont": "don't", "cant": "can't", "wanna": "want to", "gonna": "going to", "gotta": "have to", "lemme": "let me", "tmrw": "tomorrow",
    "pw": "password", "pwd": "password", "txt": "text message", "msg": "message", "biz": "business",
    "abt": "about", "coz": "because", "wen": "when", "wich": "which", "wot": "what", "cud": "could",
    "shud": "should", "wud": "would", "ppl": "people", "thru": "through", "im": "I'm", "ive": "I've", "wont": "won't", "isnt": "isn't",
    "doesnt": "doesn't", "didnt": "didn't", "havent": "haven't", "thats": "that's", "hows": "how's", "wheres": "where's",
    "hrs": "hours", "per mo": "per month", "yr": "year", "yrs": "years", "mth": "month", "mths": "months", "wk": "week", "2day": "today",
    "whats": "what's", "whos": "who's", "nbr": "number", "hw": "how", "cust": "customer", "amt": "amount", "stmt": "statement",
    "inv": "invoice", "idk": "I don't know",
    # said by the way
    "lol": "", "btw": "", "tho": "", "lmao": "", "tbh": "",
}  # fmt: skip
_KNOWN = re.compile(
    r"(?<![\w'’-])(?:" + "|".join(sorted(map(re.escape, _PLAIN), key=len, reverse=True)) + r")(?![\w'’-])"
)


def plain_words(question: str) -> str:
    """The question with abbreviations written out; accents are lost only in words that are replaced."""
    folded = fold(question)
    if len(folded) != len(question):  # a ligature moved the letters
        return question
    pieces, end = [], 0
    for match in _KNOWN.finditer(folded):
        pieces += [question[end : match.start()], _PLAIN[match.group()]]
        end = match.end()
    return " ".join(("".join(pieces) + question[end:]).split())
