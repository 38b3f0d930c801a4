"""Understanding: the language, the meaning as a vector, and the intent of a message (Rasa components and their core).

Runs in both environments; only the modules that end in a Rasa component import Rasa:
`language_identifier`, `encoder_featurizer`, `intent_classifier`.
"""
