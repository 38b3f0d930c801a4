import { html, nothing, type TemplateResult } from "lit";
import type { Step } from "../wording";
import type { Context } from "./context";
import { icon } from "./icons";

export interface BarActions {
  asking: Step | null; // whether to take this step
  take(step: Step): void;
  cancel(): void;
}

/* Below the header: where the conversation stands. */
export function bars(context: Context, actions: BarActions): TemplateResult {
  const { words, conversation, say } = context;
  const { state, task } = conversation.standing;
  const taskName = task && words.tasks[task];
  return html`
    ${actions.asking ? askBar(context, actions.asking, actions) : nothing}
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

const askBar = ({ words, conversation }: Context, step: Step, actions: BarActions) => html`
  <div class="bar ask" role="group" aria-label=${words.steps[step].menu}>
    <span>${words.steps[step].ask}
      ${step === "end" && conversation.standing.state === "queued" ? words.endWaiting : nothing}</span>
    <button type="button" class="solid" @click=${() => actions.take(step)}>${words.steps[step].yes}</button>
    <button type="button" class="quiet" @click=${actions.cancel}>${words.cancel}</button>
  </div>
`;
