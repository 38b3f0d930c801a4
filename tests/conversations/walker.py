"""A customer who wanders through the running assistant by the throw of a die, and what must always hold.

Detours are said at whatever is asked for; afterwards the answers lead to an end. Every walk has an account of its own,
so that walks can go on side by side.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.conversations.player import Conversation, Guichet, text_of

DETOURS_AT_MOST, ANSWERS_AT_MOST = 8, 16
FAILURES_AT_MOST = 3  # in a row, at one question
OPERATORS = ("primus", "alsatis", "allstream", "calltower", "ooma")
CHANGING = ("billing_address", "scheduled_address", "billing_method", "ebill_email", "cancellation")

OPENINGS = {
    "fr": {
        "change_billing_address": "je veux changer mon adresse de facturation",
        "switch_to_ebilling": "je voudrais recevoir mes factures par courriel",
        "switch_to_paper": "je veux revenir à la facture papier",
        "cancel_service": "je veux résilier mon service internet",
        "request_agent": "je veux parler à un agent",
    },
    "en": {
        "change_billing_address": "I want to change my billing address",
        "switch_to_ebilling": "I'd like to get my bills by e-mail",
        "switch_to_paper": "I want to go back to paper bills",
        "cancel_service": "I want to cancel my internet service",
        "request_agent": "I want to talk to an agent",
    },
}
ANSWERS = {
    "fr": {
        "address": {
            "CA": "2520 rue Sainte-Catherine Est, Montréal (Québec) H2K 2J4",
            "FR": "14 bis allée des Soupirs, 31000 Toulouse",
            "US": "31 Main Street, Springfield, Illinois 62701",
        },
        "effective_date": "le 3 mars",
        "email": "jeanne@example.com",
        "service": "internet",
        "end_date": "le 31 décembre",
        "reason": "c'est devenu trop cher pour moi",
        "contact": "non merci",
        "confirmation": "oui, c'est exact",
        "code": "je préfère vous donner mon NIP, c'est le {pin}",
    },
    "en": {
        "address": {
            "CA": "31 Lakeview Drive, Kanata, Ontario K2L 3Z4",
            "FR": "14 bis allée des Soupirs, 31000 Toulouse",
            "US": "31 Main Street, Springfield, Illinois 62701",
        },
        "effective_date": "March 3",
        "email": "jeanne@example.com",
        "service": "the internet one",
        "end_date": "December 31",
        "reason": "it has become too expensive for me",
        "contact": "no thanks",
        "confirmation": "yes, that's right",
        "code": "I'd rather give you my PIN, it's {pin}",
    },
}
# What is none of the answers: nonsense counts as a failure, the rest is a detour.
NONSENSE = {"fr": ["asdf", "blabla", "fghj kl", "😀"], "en": ["asdf", "blah blah", "fghj kl", "😀"]}
DETOURS = {
    "fr": [
        "combien ça coûte, la facture papier ?",
        "est-ce que vous êtes ouverts le samedi ?",
        "pourquoi vous me demandez ça ?",
        "bonjour !",
        "merci beaucoup",
        "c'est vraiment pourri votre affaire",
        "espèce d'imbécile de robot",
        "quel temps fait-il à Paris ?",
        "le 31 février",
        "jean@@example",
        "je ne sais pas",
        "attendez, l'adresse n'est pas bonne",
        "je veux un crédit sur ma facture",
        "et si je changeais d'avis après ?",
        "pardon ?",
        "j'ai oublié mon NIP",
        "<script>alert(1)</script>",
        "tu peux répéter la question ?",
        "je veux aussi la facture papier",
    ],
    "en": [
        "how much does a paper bill cost?",
        "are you open on Saturday?",
        "why do you need to know that?",
        "hello there!",
        "thank you so much",
        "this is really awful service",
        "you stupid robot",
        "what is the weather like in Paris?",
        "February 31",
        "jean@@example",
        "I don't know",
        "wait, the address is wrong",
        "I want a credit on my bill",
        "what if I change my mind afterwards?",
        "sorry?",
        "I forgot my PIN",
        "<script>alert(1)</script>",
        "could you repeat the question?",
        "I also want paper bills",
    ],
}
SWITCH = {"fr": "en français s'il vous plaît", "en": "in English please"}
GIVE_UP = {"fr": "laissez tomber", "en": "never mind"}
BROKEN = (
    "problème technique",
    "technical problem",
    "n’arrive pas à vous répondre",
    "can’t answer you right now",
)


def account_of(walk: int) -> tuple[str, dict]:
    """The operator and the account of a walk; each number is used once."""
    operator = OPERATORS[walk % len(OPERATORS)]
    french = operator == "alsatis"
    service = {
        "id": f"W-{walk}",
        "kind": "internet",
        "plan": "Internet 60",
        "activated_on": "2026-02-10",
        "commitment_months": 24,
        "monthly_fee": 44.9,
        "currency": "EUR" if french else "CAD",
        "equipment": ["modem"],
    }
    address = {
        "street": "9 impasse des Tilleuls" if french else "44 rue de l'Anse",
        "city": "Muret" if french else "Rimouski",
        "region": "Occitanie" if french else "QC",
        "postal_code": "31600" if french else "G5L 3B2",
        "country": "FR" if french else "CA",
    }
    account = {
        "number": str(70_000_000 + walk),
        "name": f"Marcheuse {walk}",
        "language": "fr",
        "pin": f"{walk + 1000:04d}",
        "email": f"marche{walk}@example.com",
        "phone": "+14185550162",
        "segment": "residential",
        "billing_address": address,
        "billing_method": ("paper", "electronic")[walk // 2 % 2],
        "ebill_email": f"marche{walk}@example.com",
        "services": [service],
    }
    return operator, account


@dataclass
class Walker:
    """One walk; `go` raises AssertionError with the whole conversation when something does not hold."""

    guichet: Guichet
    walk: int
    seed: int
    language: str = "fr"
    log: list[str] = field(default_factory=list)
    failures: int = 0
    agreed: bool = False

    def go(self) -> int:
        """Walk to the end; returns the number of messages."""
        self.dice = random.Random(f"{self.seed}/{self.walk}")
        self.operator, self.account = account_of(self.walk)
        self.guichet.put(self.operator, self.account)
        self.language = self.dice.choice(["fr", "en"])
        self.conversation = Conversation(self.guichet, self.operator, self.language)
        self.before = self._standing()
        try:
            self._say(self.dice.choice(list(OPENINGS[self.language].values())))
            self._wander()
            self._finish()
        except AssertionError as error:
            raise AssertionError(
                f"walk {self.walk}, seed {self.seed}: {error}\n" + "\n".join(self.log)
            ) from None
        return len(self.log) // 2

    def _wander(self) -> None:
        for _ in range(self.dice.randint(2, DETOURS_AT_MOST)):
            if self.conversation.slot is None:
                return
            throw = self.dice.random()
            if throw < 0.08:
                self.language = "en" if self.language == "fr" else "fr"
                self._say(SWITCH[self.language])
            elif throw < 0.11:
                self._say(GIVE_UP[self.language])
            elif throw < 0.25:
                self._say(self.dice.choice(NONSENSE[self.language]), nonsense=True)
            elif throw < 0.7:
                self._say(self.dice.choice(DETOURS[self.language]))
            else:
                self._say(self._answer())

    def _finish(self) -> None:
        for _ in range(ANSWERS_AT_MOST):
            if self.conversation.slot is None:
                return
            self._say(self._answer())
        raise AssertionError("the answers lead to no end")

    def _answer(self) -> str:
        slot = self.conversation.slot
        if slot in ("account_number", "pin"):
            return self.account["number" if slot == "account_number" else "pin"]
        answer = ANSWERS[self.language][slot]
        if isinstance(answer, dict):
            answer = answer["FR" if self.operator == "alsatis" else "CA"]
        return answer.format(pin=self.account["pin"])

    def _say(self, text: str, *, nonsense: bool = False) -> None:
        asked, said_before = self.conversation.slot, text_of(self.conversation.reply or {"messages": []})
        reply = self.conversation.say(text)
        self.log += [f"  > {text}", f"  < {text_of(reply)} [{self.conversation.slot}]"]
        self._check_words(reply, said_before, text)
        self.failures = self.failures + 1 if nonsense and self.conversation.slot == asked else 0
        assert self.failures < FAILURES_AT_MOST, "asks again after three failures in a row"
        now = self._standing()
        if now != self.before:
            assert asked == "confirmation", f"changed the account at {asked}"
            self.before = now

    def _check_words(self, reply: dict, said_before: str, text: str) -> None:
        said = text_of(reply)
        assert said.strip(), f"silent after {text!r}"
        assert not any(words in said for words in BROKEN), "broke"
        languages = {message["language"] for message in reply["messages"]}
        assert languages == {self.language}, f"answers in {languages} instead of {self.language}"
        if self.conversation.slot is not None:
            assert said != said_before, "says the same in the same words"

    def _standing(self) -> dict:
        shown = self.guichet.show(self.operator, self.account["number"])
        return {name: shown[name] for name in CHANGING}
