import { html, nothing, type TemplateResult } from "lit";
import type { Rating, RatingValue } from "../api/types";
import { Feedback } from "./feedback";
import { icon } from "./icons";

/* Thumbs up or down for one answer; for a thumb down, why. */
export class RatingForm extends Feedback {
  static override properties = { ...Feedback.properties, value: { attribute: false }, onRate: { attribute: false } };
  declare value: RatingValue | null; // what was given before
  declare onRate: (rating: Rating) => Promise<void>;
  #asking = false;
  #reason = "";

  protected override render(): TemplateResult {
    const { words } = this;
    return html`
      <div class="rating" role="group" aria-label=${words.rate}>
        ${this.#thumb("up", words.up)} ${this.#thumb("down", words.down)}
        <span role="status">${this.sent ? words.thanks : nothing}</span>
      </div>
      ${this.#asking && !this.sent ? this.#reasons() : nothing}
      ${this.failed ? html`<p class="notice" role="alert">${words.failure}</p>` : nothing}
    `;
  }

  #thumb(value: RatingValue, label: string): TemplateResult {
    const chosen = this.#asking ? value === "down" : this.value === value;
    const press = () => (value === "up" ? this.#give({ value }) : this.#ask());
    return html`<button type="button" class="thumb" aria-pressed=${chosen} aria-label=${label} title=${label}
      data-outcome=${this.value === value || nothing} @click=${press}>${icon(value === "up" ? "thumbUp" : "thumbDown")}</button>`;
  }

  #reasons(): TemplateResult {
    const { words } = this;
    const give = (event: Event) => {
      event.preventDefault();
      const comment = this.comment();
      this.#give({ value: "down", ...(this.#reason && { reason: this.#reason }), ...(comment && { comment }) });
    };
    return html`
      <form class="opinion" @submit=${give}>
        <fieldset>
          <legend>${words.reasonAsk}</legend>
          ${Object.entries(words.reasons).map(([reason, label]) => html`
            <label class="pill"><input type="radio" name="reason" .value=${reason}
              @change=${() => (this.#reason = reason)} /><span>${label}</span></label>`)}
        </fieldset>
        <textarea rows="2" maxlength="1000" aria-label=${words.comment} placeholder=${words.comment}></textarea>
        <div class="row">
          <button type="submit" class="solid">${words.give}</button>
          <button type="button" class="quiet" @click=${() => this.#close()}>${words.cancel}</button>
        </div>
      </form>
    `;
  }

  #ask(): void {
    this.#asking = true;
    this.sent = false;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>("input")?.focus({ preventScroll: true });
      this.querySelector(".opinion")?.scrollIntoView({ block: "nearest" });
    });
  }

  #close(): void {
    this.#asking = false;
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelectorAll<HTMLElement>(".thumb")[1]?.focus());
  }

  #give(rating: Rating): void {
    void this.submit(async () => {
      await this.onRate(rating);
      this.value = rating.value;
      this.#asking = false;
    });
  }
}
