"""From documents to answers: encoder, ingestion, retrieval, evaluation."""
