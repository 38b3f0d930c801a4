"""Names of tasks and of what they ask for, as they appear inside sentences; in both languages."""

from __future__ import annotations

TASKS: dict[str, dict[str, str]] = {
    "fr": {
        "change_billing_address": "le changement d’adresse de facturation",
        "switch_to_ebilling": "le passage à la facture électronique",
        "switch_to_paper": "le retour à la facture papier",
        "cancel_service": "la résiliation",
        "request_agent": "la demande de parler à quelqu’un",
        "withdraw_change": "l’annulation d’une demande",
        "check_account": "la consultation de votre dossier",
    },
    "en": {
        "change_billing_address": "the billing address change",
        "switch_to_ebilling": "the switch to electronic bills",
        "switch_to_paper": "the return to paper bills",
        "cancel_service": "the cancellation",
        "request_agent": "the request to talk to someone",
        "withdraw_change": "the withdrawal of a request",
        "check_account": "the look at your account",
    },
}

SLOTS: dict[str, dict[str, str]] = {
    "fr": {
        "address": "l’adresse",
        "effective_date": "la date",
        "email": "l’adresse courriel",
        "service": "le service",
        "end_date": "la date de fin",
        "reason": "la raison",
    },
    "en": {
        "address": "the address",
        "effective_date": "the date",
        "email": "the e-mail address",
        "service": "the service",
        "end_date": "the end date",
        "reason": "the reason",
    },
}

# Parts of a postal address that can be missing or wrong.
ADDRESS_PARTS: dict[str, dict[str, str]] = {
    "fr": {
        "street_number": "le numéro dans la rue",
        "street": "le numéro et la rue",
        "city": "la ville",
        "region": "la province ou l’État",
        "postal_code": "le code postal",
    },
    "en": {
        "street_number": "the street number",
        "street": "the street number and name",
        "city": "the city",
        "region": "the province or state",
        "postal_code": "the postal code",
    },
}

# Kinds of services, for the list to choose from.
KINDS: dict[str, dict[str, str]] = {
    "fr": {
        "internet": "Internet",
        "mobile": "mobile",
        "phone": "téléphone",
        "telephone": "téléphone",
        "voice": "téléphonie",
        "voip": "téléphonie",
        "fax": "télécopie",
        "tv": "télévision",
    },
    "en": {
        "internet": "internet",
        "mobile": "mobile",
        "phone": "phone",
        "telephone": "phone",
        "voice": "voice",
        "voip": "voice",
        "fax": "fax",
        "tv": "TV",
    },
}

# At the end of a sentence on a cancellation.
FEE: dict[str, dict[str, str]] = {
    "fr": {"none": "sans frais", "some": "avec des frais de {total}"},
    "en": {"none": "with no fee", "some": "with a fee of {total}"},
}
