"""How long a question turn takes, next to a turn of the bot that `rasa init` makes, in one run on one machine.

    .venv/bin/python -m benchmarks.turn [--turns 100] [--check]

Both bots run at the same time and are asked in turns, so that whatever else the machine does hits both. Ours answers
a question through the web API: language, understanding, rules, action server, hybrid search, data base. The stock bot
answers "hello" by a fixed sentence over its REST channel, with a tracker in memory. It is made and trained once, in
var/benchmarks/rasa-init. Times are in milliseconds of wall clock, seen by the client.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from actions.services import IndexInService
from bot.settings import settings
from knowledge.encoder.relay import RELAY, Encoding, packed
from knowledge.encoder.serving import OnnxEncoder
from knowledge.index.store import IndexStore
from knowledge.language import identify
from tests.conversations.player import Guichet
from tests.stack import free_ports, running_guichet

ROOT = Path(__file__).parents[1]
RASA = ROOT / ".venv-rasa" / "bin" / "rasa"
STOCK = ROOT / "var" / "benchmarks" / "rasa-init"
START_SECONDS = 180
WARM_UP = 10
LONGEST = 20  # turns of one conversation, of both bots
OPERATOR = "primus"
QUESTIONS = (
    "When does my automatic payment go through?",
    "À quelle date mon paiement automatique est-il prélevé ?",
    "Is there a charge for electronic bills?",
    "Comment changer mon adresse de facturation ?",
)


@dataclass
class Times:
    """Milliseconds by step, in the order of the first measurement."""

    seen: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, step: str, call: Callable[[], object]) -> None:
        """Call, and keep how long it took."""
        start = time.perf_counter()
        call()
        self.seen.setdefault(step, []).append((time.perf_counter() - start) * 1000)

    def median(self, step: str) -> float:
        """Of a step."""
        return statistics.median(self.seen[step])

    def p95(self, step: str) -> float:
        """What 95 % stay below."""
        return statistics.quantiles(self.seen[step], n=20)[-1]


def make_stock_bot() -> None:
    """`rasa init`, once; it trains by itself.

    Raises:
        subprocess.CalledProcessError: its output is in rasa-init.log beside it.
    """
    if list((STOCK / "models").glob("*.tar.gz")):
        return
    STOCK.mkdir(parents=True, exist_ok=True)
    with (STOCK.parent / "rasa-init.log").open("wb") as log:
        command = [str(RASA), "init", "--no-prompt", "--init-dir", str(STOCK)]
        env = os.environ | {"RASA_TELEMETRY_ENABLED": "false"}
        subprocess.run(command, check=True, env=env, stdout=log, stderr=subprocess.STDOUT)


@contextmanager
def running_stock_bot() -> Iterator[str]:
    """The stock bot's address until the block ends.

    Raises:
        TimeoutError: it does not start.
    """
    (port,) = free_ports(1)
    env = os.environ | {"RASA_TELEMETRY_ENABLED": "false"}
    command = [str(RASA), "run", "-i", "127.0.0.1", "-p", str(port)]
    with (STOCK.parent / "rasa-run.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=STOCK, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(url: str) -> None:
    """Until the address answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise TimeoutError(f"{url} does not answer after {START_SECONDS} s.")


class OurTurn:
    """A turn of ours, whole and in parts."""

    def __init__(self, guichet: Guichet, client: httpx.Client) -> None:
        self.guichet, self.client = guichet, client
        self.begin()
        self.encoder = OnnxEncoder(settings().encoder_dir)
        self.knowledge = IndexInService(IndexStore(settings().index_dir), self.encoder)
        self.knowledge.warm_up()

    def begin(self) -> None:
        """A new conversation."""
        created = self.client.post(
            f"{self.guichet.url}/api/conversations", json={"operator": OPERATOR}
        ).json()
        self.id, self.headers = created["id"], {"Authorization": f"Bearer {created['token']}"}

    def whole(self, question: str) -> None:
        """Through the web API."""
        url = f"{self.guichet.url}/api/conversations/{self.id}/messages"
        self._ok(self.client.post(url, json={"text": question}, headers=self.headers))

    def rasa(self, question: str) -> None:
        """Rasa's part, with the action server: a conversation that the web process knows nothing of."""
        metadata = {"operator": OPERATOR, "language": "fr", "channel": "web", "message_id": "benchmark"}
        body = {"sender": f"benchmark-{self.id}", "message": question, "metadata": metadata}
        self._ok(self.client.post(f"{self.guichet.rasa_url}/webhooks/guichet/messages", json=body))

    def parse(self, question: str) -> None:
        """Understanding: language, features, intent."""
        self._ok(self.client.post(f"{self.guichet.rasa_url}/model/parse", json={"text": question}))

    def encoding(self, question: str) -> Encoding:
        """What Rasa hands on to the action server."""
        vector, (tokens,) = self.encoder.encode_tokens([question], queries=True)
        return Encoding(self.encoder.id, vector, tokens)

    def actions(self, question: str, encoding: Encoding) -> None:
        """The action server's part, with the search."""
        metadata = {"operator": OPERATOR, "language": "fr", "channel": "web", "message_id": "benchmark"}
        message = {
            "text": question,
            "intent": {"name": "ask_question", "confidence": 0.99},
            "entities": [],
            "language": "fr",
            "metadata": metadata,
        }
        tracker = {
            "sender_id": f"benchmark-{self.id}",
            "slots": {},
            "latest_message": message,
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": "action_listen",
        }
        body = {
            "next_action": "action_answer_question",
            "sender_id": tracker["sender_id"],
            "tracker": tracker,
            "domain": {},
            "encoded": packed(question, encoding),
        }
        url = self.guichet.actions_url
        self._ok(self.client.post(f"{url}/webhook", json=body))

    def search(self, question: str, encoding: Encoding) -> None:
        """Hybrid search alone, in this process."""
        RELAY.keep(question, encoding)
        self.knowledge.search(question, operator=OPERATOR, language="fr")

    @staticmethod
    def language(question: str) -> None:
        """The language identifier alone, in this process."""
        identify(question)

    @staticmethod
    def _ok(answer: httpx.Response) -> None:
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.request.url} answered {answer.status_code}: {answer.text[:200]}")


def run(turns: int) -> Times:
    """Ask both bots in turns, and measure the parts of ours in between."""
    make_stock_bot()
    times = Times()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_stock_bot() as stock,
        running_guichet(Path(folder)) as guichet,
        httpx.Client(timeout=60) as client,
    ):
        ours = OurTurn(guichet, client)
        for turn in range(-WARM_UP, turns):
            if turn > 0 and turn % LONGEST == 0:
                ours.begin()
            measured = times if turn >= 0 else Times()
            sender, question = f"s{turn // LONGEST}", QUESTIONS[turn % len(QUESTIONS)]
            one_round(measured, ours, client, stock, question, sender)
    return times


def one_round(
    times: Times, ours: OurTurn, client: httpx.Client, stock: str, question: str, sender: str
) -> None:
    """The stock bot's turn, our turn, and our turn's parts."""
    body = {"sender": sender, "message": "hello"}
    times.measure(
        "stock", lambda: client.post(f"{stock}/webhooks/rest/webhook", json=body).raise_for_status()
    )
    times.measure("whole", lambda: ours.whole(question))
    times.measure("rasa", lambda: ours.rasa(question))
    times.measure("parse", lambda: ours.parse(question))
    encoding = ours.encoding(question)
    times.measure("actions", lambda: ours.actions(question, encoding))
    times.measure("search", lambda: ours.search(question, encoding))
    times.measure("language", lambda: ours.language(question))


def report(times: Times) -> float:
    """Print both turns, their ratio and the breakdown; returns the ratio."""
    ratio = times.median("whole") / times.median("stock")
    print(f"{'':34}{'median':>9}{'p95':>9}  ms")
    print(f"{'stock bot of rasa init':34}{times.median('stock'):9.1f}{times.p95('stock'):9.1f}")
    print(f"{'question turn of Guichet':34}{times.median('whole'):9.1f}{times.p95('whole'):9.1f}")
    print(f"ratio {ratio:.2f}\n\nbreakdown of the question turn (differences of medians)")
    whole, rasa, parse = times.median("whole"), times.median("rasa"), times.median("parse")
    actions, search, language = times.median("actions"), times.median("search"), times.median("language")
    for step, took in (
        ("language", language),
        ("NLU: features and intent", parse - language),
        ("rules, tracker, wording", rasa - parse - actions),
        ("action server without search", actions - search),
        ("search", search),
        ("web process and data base", whole - rasa),
    ):
        print(f"  {step:32}{took:9.1f}{took / whole:9.0%}")
    return ratio


def main() -> int:
    """Run it; with --check a ratio above 1 is a failure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=100)
    parser.add_argument("--check", action="store_true", help="fail if ours is the slower one")
    options = parser.parse_args()
    ratio = report(run(options.turns))
    return int(options.check and ratio > 1)


if __name__ == "__main__":
    sys.exit(main())
