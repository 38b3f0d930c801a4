"""`guichet ingest`, `search`, `index …` and `encoder …`: documents in, answers out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import settings

index_app = typer.Typer(no_args_is_help=True, help="The index's versions.")
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


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Documents (.txt .md .html .pdf .docx) or folders of them")
    ],
    operator: Annotated[str, typer.Option(help="The operator's slug, e.g. primus")],
    language: Annotated[
        str | None, typer.Option(help="fr or en; found out for each document if not given")
    ] = None,
    index: IndexOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Drop the operator's other documents")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the passages and change nothing")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON")] = False,
) -> None:
    """Read an operator's documents into the index. Documents of the same name are replaced, others stay."""
    from accounts.errors import UnknownOperator
    from accounts.operators import operator as operator_named
    from knowledge.ingestion.ingest import LANGUAGES, read_documents

    try:
        operator_named(operator)
    except UnknownOperator as error:
        raise fail(error) from error
    if language not in (None, *LANGUAGES):
        raise fail(f"--language is '{language}'; it is fr or en.")
    result = read_documents(paths, operator=operator, language=language)
    for problem in result.problems:
        typer.echo(f"Skipped: {problem}", err=True)
    if dry_run and not as_json:
        _list_passages(result)
    elif result.passages and not dry_run:
        _index(result, operator, index or settings().index_dir, replace, quiet=as_json)
    if as_json:
        typer.echo(json.dumps(result.summary(), ensure_ascii=False))
    else:
        _print_summary(result)
    if result.problems or not result.passages:
        raise typer.Exit(1)


def _index(result, operator: str, folder: Path, replace: bool, *, quiet: bool) -> None:
    from knowledge.encoder.serving import EncoderNotBuilt, OnnxEncoder
    from knowledge.errors import NoIndex
    from knowledge.index.store import IndexStore, build, with_documents

    store = IndexStore(folder)
    try:
        encoder = OnnxEncoder(settings().encoder_dir, threads=2)
    except EncoderNotBuilt as error:
        raise fail(error) from error
    try:
        known = store.load()
    except NoIndex:
        known = None
    passages = with_documents(known, operator, result.passages, replace=replace)
    built = build(passages, encoder, known=known, progress=None if quiet else _progress)
    version = store.save(built)
    if not quiet:
        typer.echo(
            f"Index version {int(version)} in {folder}: {len(built.passages)} passages, {built.manifest['encoded']} of {len(built.units)} texts encoded anew."
        )


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    if sys.stderr.isatty() or done == total:
        print(f"\rEncoding {done}/{total}", end=end, file=sys.stderr, flush=True)


def _list_passages(result) -> None:
    for passage in result.passages:
        path = " > ".join(passage.heading_path)
        files = ", ".join(source.file for source in (passage.source, *passage.other_sources))
        typer.echo(
            f"[{passage.kind} {passage.language}] {path}{' | ' if path else ''}{passage.question or ''}"
        )
        typer.echo(f"    {passage.text[:300].replace(chr(10), ' / ')}\n    ({files})")


def _print_summary(result) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in result.summary()["kinds"].items())
    typer.echo(
        f"{len(result.files)} document(s), {len(result.passages)} passages ({kinds}), {result.duplicates} duplicate(s) merged."
    )
    for note in result.notes:
        typer.echo(f"Note: {note}")
    for reason, texts in result.dropped_by_reason().items():
        shown = "; ".join(text if len(text) <= 60 else f"{text[:60]}…" for text in texts[:3])
        typer.echo(f"Dropped, {reason}: {len(texts)} ({shown}{'; …' if len(texts) > 3 else ''})")
    for passage in result.referring:
        typer.echo(f"Only refers elsewhere: {passage.question} -> {passage.text} ({passage.source.file})")
    for pair in result.contradictions:
        typer.echo("Two answers, which may contradict each other:")
        for passage in (pair.first, pair.second):
            typer.echo(f"  {passage.question} -> {passage.text[:200]} ({passage.source.file})")


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


@index_app.command("list")
def list_versions(index: IndexOption = None) -> None:
    """Show the versions kept, and which is in service."""
    from knowledge.index.store import IndexStore

    store = IndexStore(index or settings().index_dir)
    for version in store.versions():
        manifest = store.manifest(version)
        counts = ", ".join(f"{operator} {count}" for operator, count in manifest["passages"].items())
        typer.echo(
            f"{'*' if version == store.current() else ' '} {int(version)}  {manifest['created_at']}  encoder {manifest['encoder']}  {counts}"
        )


@index_app.command()
def rollback(
    version: Annotated[
        int | None, typer.Argument(help="A version of `guichet index list`; the one before if not given")
    ] = None,
    index: IndexOption = None,
) -> None:
    """Put an earlier version back in service."""
    from knowledge.errors import NoIndex
    from knowledge.index.store import IndexStore

    store = IndexStore(index or settings().index_dir)
    earlier = [name for name in store.versions() if name < (store.current() or "")]
    if version is None and not earlier:
        raise fail("There is no earlier version. `guichet index list` shows what is kept.")
    try:
        store.put_in_service(earlier[-1] if version is None else f"{version:06d}")
    except NoIndex as error:
        raise fail(error) from error
    typer.echo(f"In service: version {int(store.current() or 0)}.")


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
            typer.echo(f"{j.answer.outcome} rank={j.rank} [{j.question['kind']}] {j.question['question']}")
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
