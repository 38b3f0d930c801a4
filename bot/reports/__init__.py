"""Reports: what the assistant and the agents do, in figures that are defined where they are shown.

facts.py reads one line of facts for each conversation, figures.py adds them up, charts.py draws, export.py writes CSV.
"""
