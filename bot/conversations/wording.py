"""What customers are told about who answers them, in French and in English."""

from __future__ import annotations

WORDING: dict[str, dict[str, str]] = {
    "queue_first": {
        "fr": "Votre demande est la première de la file d’attente.",
        "en": "Your request is first in the queue.",
    },
    "queue_position_one": {
        "fr": "Il y a 1 demande avant la vôtre.",
        "en": "Requests ahead of yours: 1.",
    },
    "queue_position": {
        "fr": "Il y a {ahead} demandes avant la vôtre.",
        "en": "Requests ahead of yours: {ahead}.",
    },
    "queue_estimate": {
        "fr": "Attente estimée : environ {minutes} min.",
        "en": "Estimated wait: about {minutes} min.",
    },
    "queue_open": {
        "fr": "Si personne n’a pu vous répondre d’ici {wait} minutes, je vous le dirai et votre demande sera conservée.",
        "en": "If nobody has been able to reply within {wait} minutes, I’ll tell you, and your request will be kept.",
    },
    "queue_closed": {
        "fr": "L’équipe n’est pas en ligne en ce moment. Elle sera là à partir de {opening} ({zone}) ; votre demande est "
        "conservée d’ici là.",
        "en": "The team is not online right now. It will be there from {opening} ({zone}); your request is kept until then.",
    },
    "queue_meanwhile": {
        "fr": "En attendant, je réponds toujours à vos questions. Vous pouvez aussi laisser un numéro de téléphone ou une "
        "adresse courriel où vous joindre.",
        "en": "Meanwhile, I still answer your questions. You can also leave a phone number or an e-mail address "
        "where we can reach you.",
    },
    "return_button": {"fr": "Revenir à l’assistant", "en": "Return to the assistant"},
    "withdrawn": {
        "fr": "D’accord, je retire votre demande de parler à quelqu’un. Je reste là si vous avez besoin de moi.",
        "en": "All right, I’m withdrawing your request to talk to someone. I’m here if you need me.",
    },
    "nothing_to_withdraw": {
        "fr": "Aucune demande n’est en attente. Que puis-je faire pour vous ?",
        "en": "No request is waiting. What can I do for you?",
    },
    "claimed": {
        "fr": "{agent}, de l’équipe {operator}, a pris le relais et vous répond maintenant.",
        "en": "{agent} from the {operator} team has taken over and will now reply to you.",
    },
    "transferred": {
        "fr": "Votre conversation est confiée à {agent}, de l’équipe {operator}, qui a sous les yeux tout ce qui a été dit.",
        "en": "Your conversation is now with {agent} from the {operator} team, who can see everything that was said.",
    },
    "requeued": {
        "fr": "Votre conversation est transmise à un autre membre de l’équipe. Votre demande garde sa place dans la file.",
        "en": "Your conversation is being passed to another member of the team. Your request keeps its place in the queue.",
    },
    "agent_gone": {
        "fr": "La personne qui vous répondait n’est plus en ligne. Votre demande a repris sa place dans la file "
        "d’attente ; en attendant, je réponds à vos questions.",
        "en": "The person who was replying to you is no longer online. Your request is back in its place in the queue; "
        "meanwhile, I can answer your questions.",
    },
    "returned": {
        "fr": "Vous êtes de nouveau avec l’assistant virtuel. Que puis-je faire pour vous ?",
        "en": "You’re back with the virtual assistant. What can I do for you?",
    },
    "closed": {
        "fr": "La conversation est terminée. Merci de nous avoir écrit ; pour toute autre demande, commencez-en une nouvelle.",
        "en": "This conversation has ended. Thank you for writing to us; for anything else, please start a new one.",
    },
    "reopened": {
        "fr": "{agent}, de l’équipe {operator}, a rouvert la conversation et vous répond.",
        "en": "{agent} from the {operator} team has reopened the conversation and will reply to you.",
    },
    "ticket": {
        "fr": "Personne n’a pu vous répondre en {wait} minutes, et j’en suis désolé. Votre demande est conservée sous le "
        "numéro {reference}.",
        "en": "Nobody has been able to reply within {wait} minutes, and I’m sorry about that. Your request is kept "
        "under number {reference}.",
    },
    "ticket_closed": {
        "fr": "Votre demande est conservée sous le numéro {reference}. L’équipe la verra à partir de {opening} ({zone}).",
        "en": "Your request is kept under number {reference}. The team will see it from {opening} ({zone}).",
    },
    "ticket_contact": {
        "fr": "Quelqu’un vous répondra ici ou aux coordonnées que vous avez laissées.",
        "en": "Someone will reply to you here, or contact you the way you asked.",
    },
    "ticket_no_contact": {
        "fr": "Quelqu’un vous répondra ici. Si vous partez, laissez un numéro de téléphone ou une adresse courriel "
        "où vous joindre.",
        "en": "Someone will reply to you here. If you leave, please give a phone number or an e-mail address where we "
        "can reach you.",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The sentence in the language, French for any other than the two."""
    return WORDING[key]["en" if language == "en" else "fr"].format(**values)
