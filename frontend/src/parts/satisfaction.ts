import { html, nothing, type TemplateResult } from "lit";
import type { Satisfaction } from "../api/types";
import { Feedback } from "./feedback";

/* How was it? One to five, once the conversation has ended. */
export class SatisfactionForm extends Feedback {
  static override properties = { ...Feedback.properties, given: { attribute: false }, onGive: { attribute: false } };
  declare given: boolean;
  declare onGive: (satisfaction: Satisfaction) => Promise<void>;
  #score = 0;

  protected override render(): TemplateResult {
    const { words } = this;
    if (this.given || this.sent) return html`<p class="thanks" tabindex="-1" data-outcome role="status">${words.thanks}</p>`;
    return html`
      <form class="opinion" @submit=${(event: Event) => this.#submit(event)}>
        <fieldset class="scores">
          <legend>${words.satisfactionAsk}</legend>
          ${words.scores.map((label, i) => html`
            <label class="score" title=${label}><input type="radio" name="score" required .value=${String(i + 1)}
              aria-label=${`${i + 1} – ${label}`} @change=${() => this.#choose(i + 1)} /><span aria-hidden="true">${i + 1}</span></label>`)}
          <p class="ends" aria-hidden="true"><span>${words.scores[0]}</span><span>${words.scores.at(-1)}</span></p>
        </fieldset>
        ${this.#score
          ? html`<textarea rows="2" maxlength="1000" aria-label=${words.comment} placeholder=${words.comment}></textarea>
              <div class="row"><button type="submit" class="solid">${words.give}</button></div>`
          : nothing}
        ${this.failed ? html`<p class="notice" role="alert">${words.failure}</p>` : nothing}
      </form>
    `;
  }

  #choose(score: number): void {
    this.#score = score;
    this.requestUpdate();
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (!this.#score) return;
    const comment = this.comment();
    void this.submit(() => this.onGive({ score: this.#score, ...(comment && { comment }) }));
  }
}
