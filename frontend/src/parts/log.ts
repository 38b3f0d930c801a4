import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Button, Message } from "../api/types";
import type { Item } from "../conversation/outbox";
import { choices } from "./choices";
import type { Context } from "./context";
import { messageView, unsentView } from "./message";

type Entry = { key: string; message: Message } | { key: string; item: Item };

/* Everything said. Entries keep their elements while they change, also when the server confirms what was on its way,
   so that screen readers announce each once. */
export function log(context: Context): TemplateResult {
  const { conversation, words } = context;
  const entries = entriesOf(context);
  return html`
    <div class="log" role="log" aria-live="polite" aria-relevant="additions" aria-busy=${conversation.restoring}
      aria-label=${words.log} tabindex="0">
      ${welcome(context)}
      ${conversation.restoring ? html`<p class="loading">${words.loading}</p>` : nothing}
      ${repeat(entries, ({ key }) => key, (entry, i) => entryView(context, entry, entries[i - 1]))}
      <div class="typing" aria-hidden="true" ?hidden=${!conversation.answering}><i></i><i></i><i></i></div>
    </div>
    <span class="unseen" role="status">${conversation.answering ? words.typing : ""}</span>
  `;
}

function entriesOf({ conversation }: Context): Entry[] {
  const said = conversation.history.messages.map((message) => ({ key: message.client_id ?? `m${message.id}`, message }));
  return [...said, ...conversation.outbox.items.map((item) => ({ key: item.clientId, item }))];
}

function entryView(context: Context, entry: Entry, before: Entry | undefined): TemplateResult {
  const first = senderOf(entry) !== (before && senderOf(before));
  const { history, outbox } = context.conversation;
  const newest = "message" in entry && entry.message === history.last && outbox.items.length === 0;
  return html`
    ${"item" in entry ? unsentView(context, entry.item, first) : messageView(context, entry.message, { first, newest })}
    ${newest ? choices(context, offered(context, entry.message)) : nothing}
  `;
}

const senderOf = (entry: Entry) => {
  if ("item" in entry) return "customer";
  return `${entry.message.sender} ${entry.message.author ?? ""}`.trim();
};

/* The choices that the assistant offers; a confirmation that came without any can be given by a button all the same. */
function offered({ conversation, words }: Context, message: Message): (Button | string)[] {
  if (!conversation.writable) return [];
  if (message.buttons.length || message.sender !== "bot") return message.buttons;
  return conversation.standing.expects?.input === "confirmation" ? [words.yes, words.no] : [];
}

function welcome(context: Context): TemplateResult {
  const { words, name, conversation } = context;
  const fresh = !conversation.started && !conversation.restoring;
  return html`
    <div class="welcome">
      <h3>${words.welcome}</h3>
      <p>${words.welcomeMore(name)}</p>
    </div>
    ${fresh ? choices(context, words.suggestions) : nothing}
  `;
}
