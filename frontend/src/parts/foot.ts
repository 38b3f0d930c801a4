import { html, type TemplateResult } from "lit";
import type { Satisfaction } from "../api/types";
import type { Context } from "./context";

export interface FootActions {
  send(text: string, secret: boolean): void;
  restart(): void;
}

/* Below what was said: where the customer writes, or why nobody can write here any more. */
export function foot(context: Context, actions: FootActions): TemplateResult {
  const { conversation } = context;
  if (conversation.writable) return html`${notice(context)}${writing(context, actions)}`;
  return html`${notice(context)}${conversation.standing.channel === "sms" ? moved(context, actions) : ended(context, actions)}`;
}

function notice({ conversation, words }: Context): TemplateResult {
  const { notice } = conversation;
  const text = notice ? notice.text || words[notice.key ?? "failure"] : "";
  return html`<p class="notice" role="alert" ?hidden=${!text}>${text}</p>`;
}

const writing = ({ conversation, words }: Context, { send }: FootActions): TemplateResult => html`
  <guichet-composer
    .words=${words}
    .language=${conversation.language}
    .expects=${conversation.standing.expects}
    .onSend=${send}
  ></guichet-composer>
`;

const moved = ({ words }: Context, { restart }: FootActions): TemplateResult => html`
  <div class="ended">
    <p role="status" tabindex="-1" data-outcome>${words.moved}</p>
    <button type="button" class="solid again" @click=${restart}>${words.steps.restart.menu}</button>
  </div>
`;

const ended = ({ conversation, words }: Context, { restart }: FootActions): TemplateResult => html`
  <div class="ended">
    <p role="status" tabindex="-1" data-outcome>${words.closed}</p>
    <guichet-satisfaction
      .words=${words}
      .given=${conversation.opinions.satisfactionGiven}
      .onGive=${(given: Satisfaction) => conversation.opinions.giveSatisfaction(given)}
    ></guichet-satisfaction>
    <button type="button" class="solid again" @click=${restart}>${words.steps.restart.menu}</button>
  </div>
`;
