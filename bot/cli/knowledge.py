"""`guichet search`, `evaluate`, `knowledge …` and `encoder …`: answers out, and how good they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import settings

encoder_app = typer.Typer(no_args_is_help=True, help="The encoder that turns texts into vectors.")
knowledge_app = typer.Typer(no_args_is_help=True, help="The shipped knowledge.")

IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Folder of the index (default: GUICHET_INDEX_DIR)")
]
OperatorOption = Annotated[str | None, typer.Option(help="The operator's slug, e.g. primus")]


def fail(message: object) -> typer.Exit:
    """One clear sentence on stderr, exit code 1."""
    typer.echo(str(message), err=True)
    return typer.Exit(1)


def search(
    text: Annotated[str | None, typer.Argument(help="The question")] = None,
    operator: OperatorOption = None,
    top: Annotated[int, typer.Option(help="Passages wanted")] = 5,
    index: IndexOption = None,
    batch: Annotated[
        Path | None, typer.Option(help='JSONL of {"id", "question", "operator"}; one result a line')
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Answer a question from the operator's documents, with the passages it comes from."""
    if (text is None) == (batch is None) or (text is not None and operator is None):
        raise fail("Give a question with --operator, or --batch FILE.")
    questions = _read_batch(batch) if batch else [{"id": None, "question": text, "operator": operator}]
    searcher = _searcher(index or settings().index_dir)
    for question in questions:
        answer = _search_one(searcher, question, top)
        if as_json:
            typer.echo(json.dumps({"id": question.get("id"), **answer.to_dict()}, ensure_ascii=False))
        else:
            _print_answer(answer)


def _read_batch(path: Path) -> list[dict]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise fail(f"{path} cannot be read: {error}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            found.append(
                {
                    "id": entry.get("id"),
                    "question": str(entry["question"]),
                    "operator": str(entry["operator"]),
                }
            )
        except (ValueError, KeyError, AttributeError) as error:
            raise fail(f'{path}, line {number}: it should be {{"id", "question", "operator"}}.') from error
    return found


def _searcher(folder: Path):
    from knowledge.encoder.serving import EncoderNotBuilt, OnnxEncoder
    from knowledge.errors import KnowledgeError
    from knowledge.index.store import IndexStore
    from knowledge.retrieval.confidence import thresholds
    from knowledge.retrieval.search import Searcher

    try:
        encoder = OnnxEncoder(settings().encoder_dir)
        searcher = Searcher(IndexStore(folder).load(encoder_id=encoder.id), encoder, thresholds=thresholds())
    except (EncoderNotBuilt, KnowledgeError) as error:
        raise fail(error) from error
    encoder.warm_up()
    return searcher


def _search_one(searcher, question: dict, top: int):
    from knowledge.errors import NoIndex

    try:
        return searcher.search(question["question"], operator=question["operator"], top_k=top)
    except NoIndex as error:
        raise fail(error) from error


def _print_answer(answer) -> None:
    typer.echo(f"{answer.outcome} (confidence {answer.confidence:.2f}, {answer.elapsed_ms:.1f} ms)")
    if answer.text:
        typer.echo(f"\n{answer.text}\n")
    for hit in answer.hits:
        heading = hit.passage.question or " > ".join(hit.passage.heading_path)
        typer.echo(f"{hit.score:6.3f}  {heading}  [{hit.passage.source.document}]")


@encoder_app.command("build")
def build_encoder(
    target: Annotated[
        Path | None, typer.Option(help="Folder to write (default: GUICHET_ENCODER_DIR)")
    ] = None,
    adapter: Annotated[bool, typer.Option(help="Merge our adapter into the bundled weights")] = True,
) -> None:
    """Unpack, adapt, export to ONNX and quantise the encoder that GUICHET_ENCODER names."""
    from knowledge.encoder.build import ADAPTER, build

    target = target or settings().encoder_dir
    build(settings().encoder, target, adapter=ADAPTER if adapter else None)
    typer.echo(f"Encoder '{settings().encoder}' written to {target}.")


def evaluate(
    file: Annotated[
        Path, typer.Argument(help="Labelled questions, JSONL (see knowledge/evaluation/evaluate.py)")
    ],
    index: IndexOption = None,
    misses: Annotated[bool, typer.Option("--misses", help="Print the questions that failed")] = False,
) -> None:
    """Score search on labelled questions: hit rates, outcomes, calibration, by language and style."""
    from knowledge.errors import KnowledgeError
    from knowledge.evaluation.evaluate import judge, read_questions, report

    try:
        judged = judge(read_questions(file), _searcher(index or settings().index_dir))
    except (KnowledgeError, OSError) as error:
        raise fail(error) from error
    for j in judged if misses else []:
        if not j.right:
            first = j.answer.hits[0].passage if j.answer.hits else None
            typer.echo(
                f"{j.answer.outcome} {j.answer.confidence:.2f} rank={j.rank} [{j.question['kind']}] {j.question['question']}\n"
                f"    wanted {j.question.get('key')}, found {first and (first.key or first.question or first.text[:60])}"
            )
    typer.echo(json.dumps(report(judged), indent=2, ensure_ascii=False))


@knowledge_app.command("check")
def check_knowledge(
    folder: Annotated[
        Path, typer.Argument(help="Folder with one sub-folder of documents for each operator")
    ] = Path("knowledge/documents"),
    index: IndexOption = None,
) -> None:
    """Check that every passage has both languages and enough question variants, and that no variant leads elsewhere."""
    from knowledge.errors import NoIndex
    from knowledge.evaluation.check import check
    from knowledge.index.store import IndexStore

    try:
        loaded = IndexStore(index or settings().index_dir).load()
    except NoIndex as error:
        raise fail(error) from error
    findings = check(loaded, folder)
    for finding in findings:
        typer.echo(f"{finding.operator}: {finding.key}: {finding.problem}")
    typer.echo(f"{len(loaded.passages)} passages checked, {len(findings)} to look at.")
    if findings:
        raise typer.Exit(1)
