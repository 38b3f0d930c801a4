"""What customers write, as values: pure functions from a text in French or English to numbers, dates, addresses.

One module per noun, each with `read(text, ...)`, or `choose` and `find` where that says more:
`account_number`, `address`, `contact`, `dates`, `email`, `entities`, `pin`, `services`, `yes_no`.
Nobody here knows of Rasa, the data base or the conversation; a text that holds no such value gives None.
"""
