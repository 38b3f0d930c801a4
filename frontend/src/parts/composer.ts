import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Expects, Input, Language } from "../api/types";
import { longDate, today } from "../text/dates";
import type { Wording } from "../wording";
import { icon } from "./icons";

type Field = HTMLTextAreaElement | HTMLInputElement;

/* Where the customer writes. What the assistant asks for decides the kind of field; the customer may always write
   something else instead. */
export class Composer extends LitElement {
  static override properties = {
    words: { attribute: false },
    language: { attribute: false },
    expects: { attribute: false },
    onSend: { attribute: false },
  };
  declare words: Wording;
  declare language: Language;
  declare expects: Expects | null;
  declare onSend: (text: string, secret: boolean) => void;
  #plain = false; // instead of the secret that was asked for
  #draft = "";
  #shown = "";

  protected override createRenderRoot(): HTMLElement {
    return this; // the panel's styles hold here too
  }

  /* Puts text back that could not be sent, unless something was written meanwhile. */
  restore(text: string): void {
    if (!text || this.#draft || this.#mode === "secret") return;
    this.#draft = text;
    this.requestUpdate();
  }

  /* The page and the panel put the focus here. */
  override focus(options?: FocusOptions): void {
    this.#field?.focus(options);
  }

  get #mode(): Input {
    const input = this.expects?.input ?? "text";
    return input === "secret" && this.#plain ? "text" : input;
  }

  get #field(): Field | null {
    return this.querySelector<Field>("[data-field]");
  }

  protected override willUpdate(): void {
    const shown = `${this.#mode} ${this.expects?.slot}`;
    if (shown === this.#shown) return;
    if (this.#mode === "secret" || this.#shown.startsWith("secret")) this.#draft = "";
    if (this.expects?.input !== "secret") this.#plain = false;
    this.#refocus = this.#field !== null && (this.getRootNode() as ShadowRoot).activeElement === this.#field;
    this.#shown = shown;
  }
  #refocus = false;

  protected override updated(): void {
    const field = this.#field;
    if (!field) return;
    if (field instanceof HTMLTextAreaElement) {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight}px`;
    }
    if (this.#refocus) field.focus();
    this.#refocus = false;
  }

  protected override render(): TemplateResult {
    const empty = !this.#draft.trim();
    return html`
      <form novalidate autocomplete="off" @submit=${(event: Event) => this.#submit(event)}>
        ${this.expects?.input === "secret" ? this.#hint() : nothing}
        <div class="entry">
          ${this.#entry()}
          <button type="submit" class="send" title=${this.words.send} aria-label=${this.words.send}
            aria-disabled=${empty}>${icon("send")}</button>
        </div>
      </form>
    `;
  }

  #entry(): TemplateResult {
    const { words } = this;
    const slot = this.expects?.slot ?? "";
    const input = (event: Event) => this.#write((event.target as Field).value);
    if (this.#mode === "secret") {
      return html`<input data-field class="text" type="password" inputmode="numeric" autocomplete="one-time-code"
        maxlength="40" placeholder=${words.secret[slot] ?? ""} aria-label=${words.secret[slot] ?? words.field}
        aria-describedby="hint" .value=${this.#draft} @input=${input} />`;
    }
    if (this.#mode === "email") {
      return html`<input data-field class="text" type="email" autocomplete="email" placeholder=${words.email}
        aria-label=${words.emailField} .value=${this.#draft} @input=${input} />`;
    }
    const date = this.#mode === "date";
    return html`
      <textarea data-field rows="1" enterkeyhint="send" placeholder=${date ? words.date : words.placeholder}
        aria-label=${date ? words.dateField : words.field} .value=${this.#draft} @input=${input}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}></textarea>
      ${date ? this.#datePicker() : nothing}
    `;
  }

  /* The browser's own picker; it fills in words, which the customer can read and change. */
  #datePicker(): TemplateResult {
    const take = (event: Event) => {
      const { value } = event.target as HTMLInputElement;
      if (!value) return;
      this.#write(longDate(value, this.language));
      this.focus();
    };
    const show = (event: Event) => (event.currentTarget as HTMLElement).parentElement!.querySelector("input")!.showPicker();
    return html`
      <span class="pick">
        <input type="date" tabindex="-1" aria-hidden="true" min=${today()} @change=${take} />
        <button type="button" title=${this.words.pickDate} aria-label=${this.words.pickDate} @click=${show}>${icon("calendar")}</button>
      </span>
    `;
  }

  #hint(): TemplateResult {
    const toggle = () => {
      this.#plain = !this.#plain;
      this.requestUpdate();
      void this.updateComplete.then(() => this.focus());
    };
    const { words } = this;
    return html`
      <div class="hint" id="hint">
        <span>${this.#plain ? nothing : words.secretHint}</span>
        <button type="button" class="quiet" @click=${toggle}>${this.#plain ? words.secretAgain : words.secretNot}</button>
      </div>
    `;
  }

  #write(text: string): void {
    this.#draft = text;
    this.requestUpdate();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.querySelector("form")!.requestSubmit();
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.#draft.trim();
    const secret = this.#mode === "secret";
    this.focus();
    if (!text) return;
    this.#plain = false;
    this.#write("");
    this.onSend(text, secret);
  }
}
