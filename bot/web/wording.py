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
    "origin_not_allowed": {
        "fr": "Ce site n’est pas autorisé à ouvrir cette conversation.",
        "en": "This website is not allowed to open this conversation.",
    },
    "no_such_message": {
        "fr": "Ce message n’existe pas dans cette conversation.",
        "en": "This message doesn’t exist in this conversation.",
    },
    "not_authorized": {
        "fr": "Cette conversation n’est plus accessible. Commencez-en une nouvelle.",
        "en": "This conversation is no longer accessible. Please start a new one.",
    },
    "conversation_closed": {
        "fr": "Cette conversation est terminée. Commencez-en une nouvelle.",
        "en": "This conversation has ended. Please start a new one.",
    },
    "conversation_moved": {
        "fr": "Cette conversation se poursuit par texto.",
        "en": "This conversation goes on by text message.",
    },
    "move_not_verified": {
        "fr": "Pour continuer par texto, il faut d’abord vérifier votre identité dans cette conversation.",
        "en": "To go on by text message, your identity has to be verified in this conversation first.",
    },
    "move_no_phone": {
        "fr": "Aucun numéro de téléphone n’est inscrit dans votre dossier.",
        "en": "Your account has no phone number on file.",
    },
    "move_opted_out": {
        "fr": "Le numéro de votre dossier a demandé à ne plus recevoir de textos. Envoyez-nous DEBUT de ce numéro pour les recevoir à nouveau.",
        "en": "The number on file has asked not to get text messages. Text us START from it to get them again.",
    },
    "move_unavailable": {
        "fr": "Cet opérateur ne peut pas continuer par texto pour le moment.",
        "en": "This operator can’t go on by text message at the moment.",
    },
    "too_many_requests": {
        "fr": "Trop de messages en peu de temps. Réessayez dans {seconds} s.",
        "en": "Too many messages in a short time. Please try again in {seconds} s.",
    },
    "conversation_busy": {
        "fr": "Votre message précédent est encore en cours de traitement. Réessayez dans quelques instants.",
        "en": "Your previous message is still being processed. Please try again in a moment.",
    },
    # Said to the mail systems of operators
    "signature_refused": {
        "fr": "La signature est absente, fausse ou trop ancienne, ou cet opérateur n’a pas de clé.",
        "en": "The signature is missing, wrong or too old, or this operator has no key.",
    },
    "account_unknown": {
        "fr": "Cet opérateur n’a pas ce compte.",
        "en": "This operator has no such account.",
    },
    "accounts_unavailable": {
        "fr": "Les comptes ne sont pas accessibles en ce moment. Réessayez plus tard.",
        "en": "The accounts cannot be reached right now. Please try again later.",
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
