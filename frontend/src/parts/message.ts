import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { Message, Rating } from "../api/types";
import type { Item } from "../conversation/outbox";
import { clock } from "../text/dates";
import { rich } from "../text/rich";
import type { Context } from "./context";
import { icon } from "./icons";
import { sources } from "./sources";

interface Place {
  first: boolean; // of several by the same sender
  newest: boolean;
}

/* A message of the customer's is drawn by the same template before and after the server has it: its element stays, and
   screen readers do not announce it again. */
export function messageView(context: Context, message: Message, place: Place, item?: Item): TemplateResult {
  const { words, conversation } = context;
  const classes = { message: true, [message.sender]: true, first: place.first, sending: false, lost: false, failed: false };
  if (item) classes[item.delivery] = true;
  const language = message.language && message.language !== conversation.language ? message.language : nothing;
  return html`
    <div class=${classMap(classes)} data-id=${item ? nothing : message.id} lang=${language}>
      ${speaker(context, message, place.first)}
      ${message.text ? html`<p class="bubble" title=${clock(message.created_at, conversation.language)}>${rich(message.text, words)}</p>` : nothing}
      ${message.sources.length ? sources(context, message.sources) : nothing}
      ${item ? undelivered(context, item) : delivered(context, message)}
      ${ratable(context, message, place.newest) ? rating(context, message) : nothing}
    </div>
  `;
}

export function unsentView(context: Context, item: Item, first: boolean): TemplateResult {
  const message: Message = {
    id: 0,
    sender: "customer",
    text: item.text,
    language: null,
    buttons: [],
    sources: [],
    created_at: item.at,
  };
  return messageView(context, message, { first, newest: false }, item);
}

const undelivered = ({ words, conversation }: Context, item: Item) => html`
  <div class="state">
    ${words[item.delivery]}
    ${item.delivery === "failed"
      ? html`<button type="button" class="quiet" @click=${() => conversation.retry(item.clientId)}>${words.retry}</button>`
      : nothing}
  </div>
`;

function delivered(context: Context, message: Message): TemplateResult | typeof nothing {
  if (message.sender !== "customer" || !isLastOfCustomer(context, message)) return nothing;
  return html`<div class="state">${icon("check")}${context.words.sent}</div>`;
}

function speaker({ words }: Context, message: Message, first: boolean): TemplateResult {
  const who = { customer: words.you, bot: words.bot, agent: message.author ?? words.agent }[message.sender];
  if (message.sender === "agent" && first) return html`<div class="name">${icon("person")}${who}</div>`;
  return html`<span class="unseen">${who}: </span>`;
}

function isLastOfCustomer({ conversation }: Context, message: Message): boolean {
  const last = conversation.history.messages.findLast(({ sender }) => sender === "customer");
  return last === message && conversation.outbox.items.length === 0;
}

/* An answer is what has a source, or what the assistant said last without asking for something. */
function ratable({ conversation }: Context, message: Message, newest: boolean): boolean {
  if (message.sender !== "bot") return false;
  const { state, expects } = conversation.standing;
  return message.sources.length > 0 || (newest && conversation.writable && state === "bot" && expects === null);
}

const rating = ({ conversation, words }: Context, message: Message) => html`
  <guichet-rating
    .words=${words}
    .value=${conversation.opinions.ratingOf(message.id)}
    .onRate=${(given: Rating) => conversation.opinions.rate(message.id, given)}
  ></guichet-rating>
`;
