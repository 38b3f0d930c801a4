"""The words without which a message is no wish for a credit, a ticket … whatever the classifier says."""

from __future__ import annotations

import re

from actions.phrases import plain

WITHOUT_A_WORD = 0.9
_WORDS = {
    "report_payment": r"pa(y|ie|ye|id)\w*|paiements?|payments?|vers(e|ement)\w*|vire\w*|transfer\w*|deposit\w*|depose\w*|regle\w*|cheques?|carte|card|bills?|factur\w*|sent|envoye",
    "request_credit": r"credit\w*|rembours\w*|refund\w*|gestes?|goodwill|compens\w*|rabais|discount\w*|dedommag\w*|reimburs\w*|deduct\w*|dedui\w*|money back|cash|argent|waive\w*|annul\w*|panne|outage|downtime|twice|deux fois|en double|double|overcharg\w*|surfactur\w*",
    "check_ticket": r"tickets?|billets?|dossiers?|demandes?|requests?|cases?|repairs?|reparation\w*|technicien\w*|technicians?|pannes?|outages?|suivi|incident\w*|plainte|complaint|commandes?|orders?|status|statut|reference|refunds?|rembours\w*|returns?|retours?|renvo\w*|colis|parcels?|packages?|livr\w*|deliver\w*|shipped|rendez-vous|rdv|appointments?",
    "opt_out_marketing": r"marketing|pub\w*|promo\w*|cpni|opt|listes?|lists?|donnees|data|informations?|sollicit\w*|offers?|offres?|spam|pourriels?|newsletters?|infolettres?|partners?|partenaires?|appel\w*|calls?|calling|ads?|adverti\w*|consent\w*",
}
# What travels is no word for a status unless something is said of its way.
_THINGS = r"\b(?:modems?|routers?|routeurs?|box|boitiers?|decodeurs?|decoders?|equipements?|equipment|appareils?|devices?|sim)\b"
_WAYS = r"\b(?:recue?s?|arrivee?s?|parvenue?s?|partie?s?|expediee?s?|envoyee?s?|en route|got|get there|arrived?|received?|sent|on (?:its|the) way|did you get)\b"
_ON_ITS_WAY = re.compile(rf"{_THINGS}.{{0,40}}{_WAYS}|{_WAYS}.{{0,40}}{_THINGS}")
# What questions beside a wish are likely about, for the search.
TOPICS: dict[str, dict[str, str]] = {
    "report_payment": {"fr": "paiement de la facture", "en": "payment of the bill"},
    "request_credit": {"fr": "crédit après une panne", "en": "credit for an outage"},
    "check_ticket": {"fr": "suivi d’une demande de service", "en": "status of a service request"},
    "opt_out_marketing": {
        "fr": "ne plus recevoir d’offres de marketing",
        "en": "opt out of marketing offers",
    },
}
_PATTERNS = {intent: re.compile(rf"\b({words})\b") for intent, words in _WORDS.items()}


def speaks_of(intent: str, text: str, confidence: float) -> bool:
    """The text holds a word of the matter, or the classifier has hardly a doubt; True for intents that need none."""
    pattern, bare = _PATTERNS.get(intent), plain(text)
    if pattern is None or confidence >= WITHOUT_A_WORD or pattern.search(bare):
        return True
    return intent == "check_ticket" and bool(_ON_ITS_WAY.search(bare))
