"""What Rasa asks to be done: one module per skill, after rasa-sdk conventions."""
