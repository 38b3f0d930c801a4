"""Stands in for Rasa and the action server: a small scripted assistant behind the same HTTP contract.

In tests it is called in-process (`FakeRasa().app`); `python tests/bot/fake_rasa.py 5005` serves it, so that the
widget can be looked at without a trained model.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

Said = dict[str, Any]

FORM = ["account_number", "pin", "address", "effective_date", "email", "confirmation"]
ASKS = {
    "account_number": ("Quel est votre numéro de compte ?", "What is your account number?"),
    "pin": ("Et votre NIP à quatre chiffres ?", "And your four-digit PIN?"),
    "address": (
        "Merci, c’est bien vous. Quelle est la nouvelle adresse ?",
        "Thank you, that’s you. What is the new address?",
    ),
    "effective_date": (
        "À partir de quelle date ? Vous pouvez dire « aujourd’hui » ou « fin du mois ».",
        "From which date? You can say “today” or “end of the month”.",
    ),
    "email": ("À quelle adresse de courriel vous écrire ?", "Which e-mail address should we write to?"),
    "confirmation": (
        "Je résume : vos factures iront au 4120, rue Fabre, Montréal (Québec) H2J 3T4 "
        "à partir du 1er décembre 2026. Est-ce exact ?",
        "To sum up: your bills will go to 4120 rue Fabre, Montréal, Quebec H2J 3T4 "
        "from December 1, 2026. Is that right?",
    ),
}
DONE = (
    "C’est fait. Un avis a été envoyé au contact que nous avons au dossier.",
    "Done. A notice has been sent to the contact we have on file.",
)
ANSWER = (
    "Ouvrez « Mon compte », puis « Factures » : les douze derniers mois s’y trouvent en PDF. Si une facture manque, "
    "elle apparaît au plus tard le lendemain de son émission.",
    "Open “My account”, then “Bills”: the last twelve months are there as PDF files. If one is missing, it appears "
    "at the latest the day after it is issued.",
)
YES_NO = (
    (("Oui, c’est exact", "/affirm"), ("Non", "/deny")),
    (("Yes, that’s right", "/affirm"), ("No", "/deny")),
)


class FakeRasa:
    """Answers like bot/channel.py.

    Attributes:
        received: the bodies of all requests, in order.
        answer: replaces the scripted dialogue if set; takes the request's body and returns the answer's.
        delay: seconds before each answer.
        status: HTTP status of every answer.
    """

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], Any] | None = None
        self.delay: float | Callable[[dict[str, Any]], float] = 0.0
        self.status = 200
        self._slots: dict[str, int] = {}
        self._languages: dict[str, str] = {}
        self.app = Starlette(
            routes=[
                Route("/webhooks/guichet/messages", self._messages, methods=["POST"]),
                Route("/status", self._status),
                Route("/health", self._status),
            ]
        )

    async def _messages(self, request: Request) -> JSONResponse:
        body = await request.json()
        self.received.append(body)
        await asyncio.sleep(self.delay(body) if callable(self.delay) else self.delay)
        answer = self.answer(body) if self.answer else self._dialogue(body)
        return JSONResponse(answer, self.status)

    async def _status(self, request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    def _dialogue(self, body: dict[str, Any]) -> dict[str, Any]:
        sender, text = body["sender"], body["message"].lower()
        language = self._languages.setdefault(sender, body["metadata"]["language"])
        if "english" in text or "français" in text:
            language = self._languages[sender] = "en" if "english" in text else "fr"
            return turn([("Très bien, en français.", "Sure, in English.")], language, self._slot(sender))
        if sender not in self._slots and ("adresse" in text or "address" in text):
            self._slots[sender] = 0
            return turn([ASKS[FORM[0]]], language, FORM[0])
        if sender in self._slots and not text.endswith("?"):
            self._slots[sender] += 1
            if self._slots[sender] < len(FORM):
                slot = FORM[self._slots[sender]]
                return turn([ASKS[slot]], language, slot, buttons=YES_NO if slot == "confirmation" else None)
            del self._slots[sender]
            return turn([DONE], language, None)
        if "merci" in text or "thank" in text:
            return turn([("Avec plaisir !", "You’re welcome!")], language, self._slot(sender))
        slot_asked = self._slot(sender)
        again = [ASKS[slot_asked]] if slot_asked else []
        return turn([ANSWER, *again], language, slot_asked, source=True)

    def _slot(self, sender: str) -> str | None:
        return FORM[self._slots[sender]] if sender in self._slots else None


def turn(
    texts: list[tuple[str, str]],
    language: str = "fr",
    slot: str | None = None,
    *,
    buttons: tuple[Any, Any] | None = None,
    source: bool = False,
) -> dict[str, Any]:
    """The answer to one message; texts are (French, English), the buttons go with the last."""
    index = 0 if language == "fr" else 1
    messages: list[Said] = [{"text": text[index], "buttons": [], "custom": None} for text in texts]
    if buttons:
        messages[-1]["buttons"] = [{"title": title, "payload": payload} for title, payload in buttons[index]]
    if source:
        messages[0]["custom"] = {"sources": [_source(index)], "language": language}
    state = {
        "language": language,
        "task": "change_billing_address" if slot else None,
        "requested_slot": slot,
        "intent": {"name": "inform" if slot else "ask_question", "confidence": 0.93},
    }
    return {"messages": messages, "state": state}


def _source(index: int) -> dict[str, Any]:
    return {
        "document": ("Service électronique résidentiel – Aide", "Residential e-service – Help")[index],
        "heading": ("Factures › Consulter mes factures", "Bills › See my bills")[index],
        "date": "2026-09-14",
        "url": "https://example.com/e-service#bills",
    }


if __name__ == "__main__":
    import uvicorn

    fake = FakeRasa()
    fake.delay = 0.6
    uvicorn.run(fake.app, port=int(sys.argv[1]), access_log=False)
