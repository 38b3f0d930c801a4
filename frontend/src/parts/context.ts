import type { Conversation } from "../conversation/conversation";
import type { Wording } from "../wording";

/* What every part of the panel draws from. */
export interface Context {
  conversation: Conversation;
  words: Wording;
  name: string; // the operator's
  say(text: string): void;
}
