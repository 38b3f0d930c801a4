"""Tasks as Rasa forms: what a message means inside one, and what is done about it.

moves     what a customer does with a message: answers, asks, corrects, gives up …
fields    the values a task needs, and how they are read
identity  account number, PIN and one-time code
base      TaskForm: the way from the opening to the confirmation, with every detour
ending    TaskSubmission: carries out what was decided
"""
