"""Tasks as Rasa forms: what a message means inside one, and what is done about it.

moves        what a customer does with a message: answers, asks, corrects, gives up …
fields       the values a task needs, and how they are read
identity     account number, PIN and one-time code
asking       asks for what is missing; gives up after three failures
corrections  « non, plutôt le 3 »
confirming   the last yes, or the no
detours      everything in between
base         TaskForm: the way from the opening to the confirmation
ending       TaskSubmission: carries out what was decided
"""
