"""What is said by SMS besides the assistant's replies and the keywords' answers."""

from __future__ import annotations

WORDING: dict[str, dict[str, str]] = {
    "pictures": {
        "fr": "Je ne peux pas voir les images. Écrivez votre question en texte.",
        "en": "I can’t see pictures. Please write your question as text.",
    },
    "too_many": {
        "fr": "Vous avez envoyé beaucoup de messages en peu de temps. Nous répondrons de nouveau dans une heure.",
        "en": "You’ve sent a lot of messages in a short time. We’ll answer again in an hour.",
    },
    "gave_up": {
        "fr": "Désolé, je n’ai pas pu traiter votre dernier message. Envoyez-le de nouveau, s’il vous plaît.",
        "en": "Sorry, I couldn’t process your last message. Please send it again.",
    },
    "moved": {
        "fr": "{operator} : nous continuons ici, par texto. Écrivez votre prochain message à ce numéro. ARRET pour ne plus recevoir de textos.",
        "en": "{operator}: let’s go on here, by text message. Send your next message to this number. Reply STOP to opt out.",
    },
    "source": {"fr": "Source : {name}", "en": "Source: {name}"},
    "more": {"fr": "Suite : {url}", "en": "More: {url}"},
}


def say(key: str, language: str, **values: object) -> str:
    """The sentence in the language."""
    return WORDING[key]["en" if language == "en" else "fr"].format(**values)
