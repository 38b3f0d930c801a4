import { LitElement } from "lit";
import type { Wording } from "../wording";

/* What the two forms for opinions share: they are drawn in the panel's own shadow root, keep what the customer is
   choosing, and say when the server has it. */
export abstract class Feedback extends LitElement {
  static override properties = { words: { attribute: false } };
  declare words: Wording;
  protected sent = false;
  protected failed = false;

  protected override createRenderRoot(): HTMLElement {
    return this; // the panel's styles hold here too
  }

  /* Gives the opinion; focus goes where the thanks are, since the form is gone. */
  protected async submit(give: () => Promise<void>): Promise<void> {
    this.failed = false;
    try {
      await give();
      this.sent = true;
    } catch {
      this.failed = true;
    }
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>("[data-outcome]")?.focus();
  }

  protected comment(): string | undefined {
    return this.querySelector("textarea")?.value.trim() || undefined;
  }
}
