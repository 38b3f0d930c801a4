"""Every sentence that the web process itself says to customers, in French and in English."""

from __future__ import annotations

LANGUAGES = ("fr", "en")

WORDING: dict[str, dict[str, str]] = {
    # Said by the assistant, in the conversation
    "assistant_down": {
        "fr": "Désolé, je n’arrive pas à vous répondre en ce moment. Votre message est bien conservé ; "
        "réessayez dans quelques instants.",
        "en": "Sorry, I can’t answer you right now. Your message has been kept; please try again in a moment.",
    },
    # Refused messages (422): nothing was changed
    "message_empty": {
        "fr": "Votre message est vide. Écrivez votre question ou votre réponse.",
        "en": "Your message is empty. Please type your question or your answer.",
    },
    "message_too_long": {
        "fr": "Votre message est trop long : {length} caractères, alors que la limite est de {limit}. "
        "Raccourcissez-le ou envoyez-le en plusieurs fois.",
        "en": "Your message is too long: {length} characters, and the limit is {limit}. "
        "Please shorten it or send it in several parts.",
    },
    "message_unreadable": {
        "fr": "Votre message est illisible. Écrivez-le en texte simple.",
        "en": "Your message can’t be read. Please send plain text.",
    },
    "request_unreadable": {
        "fr": "Cette demande est incomplète ou mal formée : {fields}.",
        "en": "This request is incomplete or malformed: {fields}.",
    },
    "button_unknown": {
        "fr": "Ce choix n’existe pas dans cette conversation. Écrivez votre réponse.",
        "en": "This choice doesn’t exist in this conversation. Please type your answer.",
    },
    # Other refusals
    "operator_unknown": {
        "fr": "Opérateur inconnu. Opérateurs disponibles : {known}.",
        "en": "Unknown operator. Available operators: {known}.",
    },
    "not_authorized": {
        "fr": "Cette conversation n’est plus accessible. Commencez-en une nouvelle.",
        "en": "This conversation is no longer accessible. Please start a new one.",
    },
    "conversation_closed": {
        "fr": "Cette conversation est terminée. Commencez-en une nouvelle.",
        "en": "This conversation has ended. Please start a new one.",
    },
    "too_many_requests": {
        "fr": "Trop de messages en peu de temps. Réessayez dans {seconds} s.",
        "en": "Too many messages in a short time. Please try again in {seconds} s.",
    },
    "conversation_busy": {
        "fr": "Votre message précédent est encore en cours de traitement. Réessayez dans quelques instants.",
        "en": "Your previous message is still being processed. Please try again in a moment.",
    },
    "internal_error": {
        "fr": "Une erreur s’est produite chez nous. Réessayez dans quelques instants.",
        "en": "Something went wrong on our side. Please try again in a moment.",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The sentence in the language, French for any other than the two."""
    return WORDING[key]["en" if language == "en" else "fr"].format(**values)


def preferred_language(accept_language: str | None) -> str:
    """fr or en, whichever a browser's Accept-Language header names first; French if neither."""
    for part in (accept_language or "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return "fr"
