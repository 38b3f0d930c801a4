"""What review refuses.

ReviewError
├── UnknownCorrection    there is no such correction, or it is another operator's
├── CorrectionRefused    it lacks something, or says something impossible; `problem` names it
└── UnknownPassage       the index holds no such passage of the operator
"""

from __future__ import annotations


class ReviewError(Exception):
    """Base of all errors of this package; the message says what was found and what to do."""


class UnknownCorrection(ReviewError):
    """There is no such correction, or it is another operator's."""

    def __init__(self, correction_id: int) -> None:
        super().__init__(f"There is no correction {correction_id}. `guichet corrections list` shows them.")


class CorrectionRefused(ReviewError):
    """It lacks something, or says something impossible.

    problem: no_text, too_long, unknown_intent, no_passage, not_an_answer, not_a_question, already_published, not_published, no_message
    or personal_data.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"The correction was refused: {problem.replace('_', ' ')}.")


class UnknownPassage(ReviewError):
    """The index holds no such passage of the operator: its document changed, or was removed."""

    def __init__(self, operator: str, passage_id: str) -> None:
        super().__init__(f"Operator '{operator}' has no passage '{passage_id}' in the index in service.")
