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

export function messageView(context: Context, message: Message, place: Place): TemplateResult {
  const { words, conversation } = context;
  const classes = { message: true, [message.sender]: true, first: place.first };
  const language = message.language && message.language !== conversation.language ? message.language : nothing;
  return html`
    <div class=${classMap(classes)} data-id=${message.id} lang=${language}>
      ${speaker(context, message, place.first)}
      ${message.text ? html`<p class="bubble" title=${clock(message.created_at, conversation.language)}>${rich(message.text, words)}</p>` : nothing}
      ${message.sources.length ? sources(context, message.sources) : nothing}
      ${message.sender === "customer" && isLastOfCustomer(context, message)
        ? html`<div class="state">${icon("check")}${words.sent}</div>`
        : nothing}
      ${ratable(context, message, place.newest) ? rating(context, message) : nothing}
    </div>
  `;
}

export function unsentView(context: Context, item: Item, first: boolean): TemplateResult {
  const { words, conversation } = context;
  const classes = { message: true, customer: true, first, [item.delivery]: true };
  const retry = html`<button type="button" class="quiet" @click=${() => conversation.retry(item.clientId)}>${words.retry}</button>`;
  return html`
    <div class=${classMap(classes)}>
      <span class="unseen">${words.you}: </span>
      <p class="bubble">${rich(item.text, words)}</p>
      <div class="state">${words[item.delivery]}${item.delivery === "failed" ? retry : nothing}</div>
    </div>
  `;
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
  return message.sources.length > 0 || (newest && conversation.standing.expects === null);
}

const rating = ({ conversation, words }: Context, message: Message) => html`
  <guichet-rating
    .words=${words}
    .value=${conversation.opinions.ratingOf(message.id)}
    .onRate=${(given: Rating) => conversation.opinions.rate(message.id, given)}
  ></guichet-rating>
`;
