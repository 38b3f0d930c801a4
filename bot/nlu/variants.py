"""How the same message looks when it is typed in a hurry. Made at training time only, never kept as data."""

from __future__ import annotations

import random
import re
import unicodedata

# What people write on a phone, by language; the longest match wins.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    # French
    "est-ce que": ("esk", "est ce que", "es que"),
    "est-ce qu'": ("esk ", "est ce qu'"),
    "qu'est-ce que": ("kesk", "qu est ce que", "qesque"),
    "qu'est-ce qui": ("kesski", "qu est ce qui"),
    "parce que": ("pcq", "pck", "parske"),
    "s'il vous plaît": ("svp", "s'il vous plait", "sil vous plait"),
    "s'il te plaît": ("stp", "sil te plait"),
    "aujourd'hui": ("ajd", "auj", "aujourdhui", "ojd"),
    "quelqu'un": ("qqn", "kelkun", "quelquun"),
    "quelque chose": ("qqch", "qq chose"),
    "je suis": ("chu", "jsuis", "chui"),
    "je ne": ("je", "j"),
    "je n'": ("j'",),
    "c'est": ("c", "cest", "cé", "ces"),
    "j'ai": ("jai", "g", "j ai"),
    "je veux": ("jveux", "jve", "j'veux"),
    "je vais": ("jvais", "jva"),
    "il y a": ("ya", "y a"),
    "n'ai": ("ai",),
    "d'accord": ("dac", "daccord"),
    "bonjour": ("bjr", "bonjours"),
    "bonsoir": ("bsr",),
    "salut": ("slt",),
    "pourquoi": ("pk", "pq", "pkoi"),
    "comment": ("cmt", "coment", "commen"),
    "combien": ("cmb", "combient"),
    "quand": ("qd", "kan", "quant"),
    "quoi": ("koi",),
    "que": ("ke", "q"),
    "qui": ("ki",),
    "avec": ("avc", "av"),
    "beaucoup": ("bcp",),
    "toujours": ("tjrs", "tjs"),
    "tous": ("ts",),
    "tout": ("tt", "tou"),
    "vous": ("vs", "vou"),
    "nous": ("ns",),
    "maintenant": ("mtn", "mnt", "maintenent"),
    "même": ("mm", "meme"),
    "pas": ("pa",),
    "plus": ("pu", "+"),
    "message": ("msg",),
    "numéro": ("num", "no", "numero"),
    "problème": ("pb", "prob", "probleme"),
    "adresse": ("adr", "adress", "addresse"),
    "facture": ("fact", "factur", "facure"),
    "téléphone": ("tel", "telephone"),
    "cellulaire": ("cell", "cel"),
    "rendez-vous": ("rdv",),
    "vraiment": ("vrmt", "vraimen"),
    "merci": ("mci", "mrc"),
    "oui": ("ui", "oué", "wi"),
    "non": ("nn", "nonn"),
    "internet": ("net",),
    "courriel": ("couriel", "mail"),
    "déménage": ("demenage", "déménaje"),
    "résilier": ("resilié", "resilier", "résillier"),
    "annuler": ("anuler", "annulé"),
    "changer": ("changé", "chgr"),
    "payer": ("payé", "paye"),
    "donc": ("dc",),
    "temps": ("tps",),
    # English
    "going to": ("gonna", "goin to"),
    "want to": ("wanna", "want 2"),
    "got to": ("gotta",),
    "let me": ("lemme",),
    "right now": ("rn", "right nw"),
    "i don't": ("i dont", "idont"),
    "don't": ("dont", "don t"),
    "can't": ("cant", "can t"),
    "won't": ("wont",),
    "didn't": ("didnt",),
    "doesn't": ("doesnt",),
    "isn't": ("isnt",),
    "haven't": ("havent",),
    "i'm": ("im", "i m"),
    "i've": ("ive",),
    "i'd": ("id",),
    "i'll": ("ill",),
    "it's": ("its",),
    "that's": ("thats",),
    "what's": ("whats", "wats"),
    "you": ("u", "ya"),
    "your": ("ur", "yr"),
    "are": ("r",),
    "please": ("pls", "plz", "pleas"),
    "thanks": ("thx", "tnx", "thanx"),
    "thank you": ("ty", "thank u", "thankyou"),
    "because": ("cuz", "bc", "becuase"),
    "to": ("2",),
    "for": ("4",),
    "before": ("b4",),
    "and": ("n", "&"),
    "with": ("w/", "wit"),
    "without": ("w/o",),
    "what": ("wat", "wut"),
    "though": ("tho",),
    "people": ("ppl",),
    "tomorrow": ("tmrw", "tomorow", "2moro"),
    "today": ("2day", "tday"),
    "account": ("acct", "acount", "accnt"),
    "address": ("addr", "adress", "adddress"),
    "number": ("num", "nbr", "#"),
    "service": ("svc", "servcie"),
    "payment": ("pymt", "payement"),
    "cancel": ("cancle", "cansel"),
    "email": ("e-mail", "emial"),
    "receive": ("recieve",),
    "something": ("smth", "somethin"),
    "someone": ("sm1", "some1"),
    "know": ("kno",),
    "about": ("abt",),
    "would": ("wud",),
    "should": ("shud",),
    "okay": ("ok", "k"),
    "yes": ("ye", "yess"),
    "never mind": ("nvm", "nevermind"),
}
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(w) for w in sorted(ABBREVIATIONS, key=len, reverse=True)) + r")(?!\w)"
)
_PUNCTUATION = re.compile(r"[,;:.!?…«»\"]+")


def typed_in_a_hurry(text: str, rng: random.Random) -> str:
    """One sloppy spelling of the text; which one is up to `rng`."""
    text = text.replace("’", "'").lower()
    if rng.random() < 0.7:
        text = _abbreviated(text, rng, share=rng.choice((0.4, 0.8)))
    if rng.random() < 0.6:
        text = without_accents(text)
    if rng.random() < 0.5:
        text = " ".join(_PUNCTUATION.sub(" ", text).split())
    if rng.random() < 0.3:
        text = text.replace("'", rng.choice(("", " ")))
    if rng.random() < 0.4:
        text = _mistyped(text, rng)
    return text


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _abbreviated(text: str, rng: random.Random, *, share: float) -> str:
    def shorten(match: re.Match[str]) -> str:
        return rng.choice(ABBREVIATIONS[match.group()]) if rng.random() < share else match.group()

    return _ABBREVIATED.sub(shorten, text)


def _mistyped(text: str, rng: random.Random) -> str:
    """One slip of the finger in a word of at least four letters: swapped, dropped or doubled."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return text
    i = rng.choice(long)
    word, at = words[i], rng.randrange(1, len(words[i]) - 1)
    slip = rng.randrange(3)
    if slip == 0:
        words[i] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif slip == 1:
        words[i] = word[:at] + word[at + 1 :]
    else:
        words[i] = word[:at] + word[at] + word[at:]
    return " ".join(words)
