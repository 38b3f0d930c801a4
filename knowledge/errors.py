"""Errors of the knowledge package.

KnowledgeError
├── UnreadableDocument   a file cannot become text
├── EmptyIngestion       no document gave a passage
├── NoIndex              nothing was ingested for the operator (or at all)
├── NoPassage            the operator has no such passage
└── EncoderMismatch      the index was made with another encoder
"""


class KnowledgeError(Exception):
    """Base of all errors of this package; the message says what was found and what to do."""


class UnreadableDocument(KnowledgeError):
    """A file cannot become text: unknown format, broken, encrypted, scanned or empty."""


class EmptyIngestion(KnowledgeError):
    """No document gave a single passage."""


class NoIndex(KnowledgeError):
    """There is no index, or it holds nothing of the operator."""


class EncoderMismatch(KnowledgeError):
    """The index was made with another encoder than the one in service."""


class NoPassage(KnowledgeError):
    """The operator has no such passage in the index: its document changed, or was removed."""
