import { html, nothing, type TemplateResult } from "lit";
import type { Button } from "../api/types";
import type { Context } from "./context";

/* Things to say with one press: buttons of the assistant's, which carry a payload, or plain words. */
export function choices({ words, say, choose }: Context, offered: (Button | string)[]): TemplateResult | typeof nothing {
  if (offered.length === 0) return nothing;
  const take = (choice: Button | string) => (typeof choice === "string" ? say(choice) : choose(choice));
  return html`
    <ul class="choices" aria-label=${words.choices}>
      ${offered.map((choice) => {
        const title = typeof choice === "string" ? choice : choice.title;
        return html`<li><button type="button" class="choice" @click=${() => take(choice)}>${title}</button></li>`;
      })}
    </ul>
  `;
}
