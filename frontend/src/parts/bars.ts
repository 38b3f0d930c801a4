import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "./context";
import { icon } from "./icons";

export interface BarActions {
  asking: boolean; // whether to leave the conversation
  restart(): void;
  cancelRestart(): void;
}

/* Below the header: where the conversation stands. */
export function bars(context: Context, actions: BarActions): TemplateResult {
  const { words, conversation, say } = context;
  const { state, task } = conversation.standing;
  const taskName = task && words.tasks[task];
  return html`
    ${actions.asking ? restartBar(context, actions) : nothing}
    <div role="status">
      ${conversation.online ? nothing : html`<div class="bar bad"><span>${words.offline}</span></div>`}
      ${state === "queued" ? html`<div class="bar">${icon("person")}<span>${words.queued}</span></div>` : nothing}
      ${state === "human" ? html`<div class="bar">${icon("person")}<span>${words.human}</span></div>` : nothing}
      ${taskName
        ? html`<div class="bar"><span>${taskName}</span>
            <button type="button" class="quiet" @click=${() => say(words.abortText)}>${words.abort}</button></div>`
        : nothing}
    </div>
  `;
}

const restartBar = ({ words }: Context, actions: BarActions) => html`
  <div class="bar ask" role="group" aria-label=${words.restart}>
    <span>${words.restartAsk}</span>
    <button type="button" class="solid" @click=${actions.restart}>${words.restartYes}</button>
    <button type="button" class="quiet" @click=${actions.cancelRestart}>${words.cancel}</button>
  </div>
`;
