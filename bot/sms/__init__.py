"""Text messages (SMS), through Twilio or the phone simulated on /demo/phone.

The way of a message in:  webhook -> inbox (stored, once) -> processing (one number at a time) -> bot/web/turns.py
The way of a message out: relay (what was said in the conversation) -> composing -> sender -> carrier
docs/sms.md says what a customer can expect.
"""
