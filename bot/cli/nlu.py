"""`guichet nlu check`: the training examples of understanding, for those who write them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.nlu.check import Pair, Report

app = typer.Typer(no_args_is_help=True, help="The training examples of understanding.")


@app.callback()
def nlu() -> None:
    """The training examples of understanding."""


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Folder with the examples, <language>/<intent>.yml")] = Path(
        "data/nlu"
    ),
    kept: Annotated[
        Path, typer.Option(help="Folder of evaluation texts that must not be trained on (*.jsonl, *.yml)")
    ] = Path("../shared/eval"),
    alike: Annotated[
        bool, typer.Option("--alike", help="List the pairs that differ by a letter or two")
    ] = False,
) -> None:
    """Report contradictions, near-duplicates, examples by intent and language, and leaked evaluation texts."""
    from bot.nlu.check import check as examine
    from bot.nlu.examples import read_examples
    from bot.nlu.kept import read_kept

    if not kept.is_dir():
        typer.echo(f"No evaluation texts in {kept}: leakage is not checked.")
    report = examine(read_examples(folder), read_kept(kept))
    _print_balance(report)
    _print_pairs("under two intents", report.contradictions)
    _print_pairs("written twice", report.repeated)
    _print_pairs("leaked from the evaluation", report.leaks, quote=False)
    typer.echo(
        f"{len(report.alike)} pairs differ by a letter or two{'' if alike else ' (--alike lists them)'}."
    )
    _print_pairs("alike", report.alike if alike else [])
    if not report.clean:
        raise typer.Exit(1)


def _print_balance(report: Report) -> None:
    for (intent, language), count in sorted(report.counts.items()):
        mark = "  too few" if (intent, language) in report.thin else ""
        typer.echo(f"{intent:24} {language}  {count:4}{mark}")
    typer.echo(f"{sum(report.counts.values())} examples.")


def _print_pairs(problem: str, pairs: list[Pair], *, quote: bool = True) -> None:
    """Evaluation texts are not shown: who writes examples should not read them."""
    for pair in pairs:
        other = f" | {pair.other} ({pair.other_intent})" if quote else ""
        typer.echo(f"{problem}: {pair.text} ({pair.intent}){other}")
