"""What an installation needs: the checks of `guichet doctor`, and those that `guichet up` insists on."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from bot.settings import Settings
from knowledge.language import MODEL as LANGUAGE_MODEL

ROOT = Path(__file__).parents[2]
RASA_PYTHON = Path(".venv-rasa/bin/python")
MODELS = Path("models")
_NEEDED = (
    "alembic",
    "fastapi",
    "httpx",
    "limits",
    "onnxruntime",
    "rasa_sdk",
    "sqlalchemy",
    "tokenizers",
    "uvicorn",
)
_direct = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `remedy` is a sentence for when it is not ok."""

    name: str
    ok: bool
    found: str
    remedy: str = ""


@dataclass(frozen=True)
class Listener:
    """Where a server listens, and how to see that it is ours and ready."""

    name: str
    url: str
    ready_path: str
    setting: str

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return parts.hostname or "127.0.0.1", parts.port or 80

    @property
    def ready_url(self) -> str:
        return self.url.rstrip("/") + self.ready_path


def listeners(settings: Settings) -> list[Listener]:
    """The three servers."""
    host = "127.0.0.1" if settings.web_host in ("0.0.0.0", "::") else settings.web_host
    return [
        Listener("rasa", settings.rasa_url, "/status", "GUICHET_RASA_URL"),
        Listener("actions", settings.actions_url, "/health", "GUICHET_ACTIONS_URL"),
        Listener("web", f"http://{host}:{settings.web_port}", "/healthz", "GUICHET_WEB_PORT"),
    ]


def examine(settings: Settings, root: Path) -> Iterator[Check]:
    """Every check, cheapest first."""
    yield check_main_environment()
    yield from needed_to_serve(settings, root)
    database = check_database(settings)
    yield database
    if database.ok:
        yield check_dead_letters(settings)
    for listener in listeners(settings):
        yield check_port(listener)


def needed_to_serve(settings: Settings, root: Path) -> Iterator[Check]:
    """What must have been built before the servers can start."""
    yield check_rasa_environment(root)
    yield check_encoder(settings)
    yield check_language(root)
    yield check_places(root)
    yield check_index(settings)
    yield check_model(root)
    yield check_widget(settings)


def check_main_environment() -> Check:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    found = f"{version}, missing: {', '.join(missing)}." if missing else f"{version}."
    return Check("main environment", not missing, found, "Run `make build`.")


def check_rasa_environment(root: Path) -> Check:
    python, name, remedy = root / RASA_PYTHON, "Rasa's environment", "Run `make build`."
    if not python.exists():
        return Check(name, False, f"there is no {RASA_PYTHON}.", remedy)
    ask = "import importlib.metadata as m; print(m.version('rasa'))"
    answer = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    if answer.returncode:
        return Check(name, False, f"{RASA_PYTHON} has no Rasa.", remedy)
    return Check(name, True, f"Rasa {answer.stdout.strip()}.")


def check_encoder(settings: Settings) -> Check:
    folder = settings.encoder_dir
    complete = all((folder / file).exists() for file in ("encoder.json", "model.onnx", "tokenizer.json"))
    if complete:
        return Check("encoder", True, f"in {folder}.")
    return Check("encoder", False, f"none in {folder}.", "Run `guichet encoder build`.")


def check_places(root: Path = ROOT) -> Check:
    from actions.readers.places import BUILT

    if (root / BUILT).exists():
        return Check("names of places", True, f"{BUILT}.")
    return Check("names of places", False, f"there is no {BUILT}.", "Run `make build`.")


def check_widget(settings: Settings) -> Check:
    path = settings.widget_dir / "widget.js"
    if path.exists():
        return Check("widget", True, f"{path}.")
    return Check("widget", False, f"there is no {path}.", "Run `make build`.")


def check_language(root: Path = ROOT) -> Check:
    path = root / LANGUAGE_MODEL
    if path.exists():
        return Check("language identifier", True, f"{LANGUAGE_MODEL}.")
    return Check("language identifier", False, f"there is no {LANGUAGE_MODEL}.", "Run `make build`.")


def check_index(settings: Settings) -> Check:
    from knowledge.encoder.serving import EncoderNotBuilt, OnnxEncoder
    from knowledge.errors import KnowledgeError
    from knowledge.index.store import IndexStore

    remedy = "Run `make build`, or `guichet ingest PATH --operator SLUG` for each operator."
    store = IndexStore(settings.index_dir)
    version = store.current()
    if version is None or version not in store.versions():
        return Check("index", False, f"none in {settings.index_dir}.", remedy)
    manifest = store.manifest(version)
    try:
        encoder = OnnxEncoder(settings.encoder_dir).id
    except (EncoderNotBuilt, KnowledgeError):
        encoder = None  # that is the encoder's own problem
    if encoder not in (None, manifest["encoder"]):
        found = f"made with encoder {manifest['encoder']}, but {encoder} is in service."
        return Check("index", False, found, remedy)
    return Check("index", True, f"version {int(version)}, {sum(manifest['passages'].values())} passages.")


def check_model(root: Path) -> Check:
    models = sorted((root / MODELS).glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if models:
        return Check("Rasa model", True, f"{MODELS / models[-1].name}.")
    return Check("Rasa model", False, f"none in {MODELS}.", "Run `guichet train`.")


def check_database(settings: Settings) -> Check:
    import sqlalchemy as sa

    from accounts.database import make_engine, upgrade

    engine = make_engine(settings.database_url)
    where = engine.url.render_as_string(hide_password=True)
    try:
        upgrade(engine)
    except sa.exc.SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or type(error).__name__
        return Check("data base", False, f"{where}: {reason}.", "Check GUICHET_DATABASE_URL.")
    finally:
        engine.dispose()
    return Check("data base", True, f"{where}, up to date.")


def check_dead_letters(settings: Settings) -> Check:
    """What could not be delivered and was given up: somebody should look."""
    from accounts.database import make_engine, make_sessions, reading
    from bot.cli.dead_letters import count_dead_letters

    engine = make_engine(settings.database_url)
    try:
        with reading(make_sessions(engine)) as session:
            counts = count_dead_letters(session)
    finally:
        engine.dispose()
    found = ", ".join(f"{letters.count} {letters.kind}" for letters in counts)
    remedy = "See " + ", ".join(f"`{letters.command}`" for letters in counts) + "."
    return Check("dead letters", not counts, f"{found} given up." if counts else "none.", remedy)


def check_port(listener: Listener) -> Check:
    """Free, or already ours."""
    name = f"port {listener.address[1]} ({listener.name})"
    if is_free(listener.address):
        return Check(name, True, "free.")
    if answers(listener.ready_url):
        return Check(name, True, "Guichet is running.")
    return Check(name, False, taken_by(listener.address[1]), f"Stop it, or set {listener.setting}.")


def is_free(address: tuple[str, int]) -> bool:
    """Whether a server could listen there."""
    with socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
    return True


def taken_by(port: int) -> str:
    """Who listens on the port, if it can be found out."""
    import psutil

    try:
        holders = {
            c.pid
            for c in psutil.net_connections("tcp")
            if c.laddr and c.laddr.port == port and c.status == "LISTEN"
        }
        names = [f"{psutil.Process(pid).name()} (process {pid})" for pid in sorted(filter(None, holders))]
    except psutil.Error:
        names = []
    return f"taken by {' and '.join(names) or 'another program'}."


def answers(url: str, *, seconds: float = 1.0) -> bool:
    """Whether the server there says that it is ready."""
    try:
        with _direct.open(url, timeout=seconds) as response:
            return response.status == 200
    except (URLError, OSError, ValueError):
        return False
