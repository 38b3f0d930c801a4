"""Learn which kinds of question documents answer (question_kind.json); calibrate.py runs this first."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from bot.nlu.classifier import STRANGERS
from bot.nlu.examples import read_examples
from knowledge.encoder.serving import OnnxEncoder
from knowledge.encoder.text import tidy
from knowledge.encoder.training_data import documents, split
from knowledge.folding import fold
from knowledge.retrieval.question_kind import QuestionKind
from knowledge.retrieval.wording import plain_words

EXAMPLES = Path(__file__).parents[2] / "data" / "nlu"
BLOCK = 25  # neighbours in the files are often variants of one message, so whole blocks go to one half
# Questions on the subject that documents do not answer weigh together as much as those that they answer; chatter half as
# much, for most of it never gets as far as search.
CHATTER_WEIGHT = 0.5
COST = 0.001


def learn(encoder: OnnxEncoder) -> QuestionKind:
    """From the training documents' questions, answered or not, and from half of the chatter."""
    from sklearn.linear_model import LogisticRegression

    training, _ = split(documents())
    questions = [question for document in training for question in document.questions]
    chat = chatter(0)
    asked = [question.text for question in questions] + chat
    vectors = encoder.encode_queries([plain_words(tidy(text)) for text in asked])
    answered = np.array([question.passage is not None for question in questions] + [False] * len(chat))
    is_chat = np.arange(len(vectors)) >= len(questions)
    near_miss = ~answered & ~is_chat
    weights = np.ones(len(vectors))
    weights[near_miss] = answered.sum() / near_miss.sum()
    weights[is_chat] = CHATTER_WEIGHT * answered.sum() / len(chat)
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0)
    model = LogisticRegression(C=COST, max_iter=500).fit((vectors - mean) / spread, answered, weights)
    scaled = (model.coef_[0] / spread).astype(np.float32)
    return QuestionKind(scaled, float(model.intercept_[0] - mean @ scaled), encoder.source)


def chatter(half: int) -> list[str]:
    """What customers say that has nothing to do with telecom; half 0 is learnt from, half 1 is kept for the calibration.

    No message is in both, nor one that differs only in accents, case or punctuation.
    """
    texts: dict[str, str] = {}
    for example in read_examples(EXAMPLES):
        if example.intent == STRANGERS and (words := re.findall(r"\w+", fold(example.text))):
            texts.setdefault(" ".join(words), example.text)
    return [text for n, text in enumerate(texts.values()) if n // BLOCK % 2 == half]
