import type { Button } from "../api/types";
import type { Conversation } from "../conversation/conversation";
import type { Wording } from "../wording";

/* What every part of the panel draws from. */
export interface Context {
  conversation: Conversation;
  words: Wording;
  name: string; // the operator's
  sms: boolean; // whether the operator has text messages
  /* Both put the focus back where the customer writes: the button that was pressed is gone. */
  say(text: string): void;
  choose(button: Button): void;
}
