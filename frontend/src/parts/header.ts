import { html, nothing, type TemplateResult } from "lit";
import type { Step } from "../wording";
import type { Context } from "./context";
import { icon, type IconName } from "./icons";

export interface HeaderActions {
  menuOpen: boolean;
  toggleMenu(): void;
  switchLanguage(): void;
  ask(step: Step): void;
  download(): void;
  minimize(): void;
}

/* Who one talks with, and what else can be done. The menu is a disclosure: plain buttons, in the order of Tab. */
export function header(context: Context, actions: HeaderActions): TemplateResult {
  const { words, conversation, name } = context;
  const other = conversation.language === "fr" ? "en" : "fr";
  return html`
    <div class="head">
      <span class="mark" aria-hidden="true">${name.slice(0, 1).toUpperCase()}</span>
      <div class="who">
        <h2 id="title">${words.title(name)}</h2>
        <p>${subtitle(context)}</p>
      </div>
      <button type="button" class="language" lang=${other} title=${words.switchLanguage} ?hidden=${!conversation.writable}
        aria-label=${words.switchLanguage} @click=${actions.switchLanguage}>${words.otherLanguage}</button>
      <button type="button" class="more" title=${words.more} aria-label=${words.more}
        aria-expanded=${actions.menuOpen} aria-controls="menu" @click=${actions.toggleMenu}>${icon("more")}</button>
      <button type="button" class="minimize" title=${words.minimize} aria-label=${words.minimize}
        @click=${actions.minimize}>${icon("down")}</button>
    </div>
    <div class="menu" id="menu" ?hidden=${!actions.menuOpen}>
      ${stepsOf(context).map((step) => html`
        <button type="button" @click=${() => actions.ask(step)}>${icon(ICONS[step])}${words.steps[step].menu}</button>`)}
      ${conversation.history.messages.length
        ? html`<button type="button" @click=${actions.download}>${icon("download")}${words.download}</button>`
        : nothing}
    </div>
  `;
}

const ICONS: Record<Step, IconName> = { restart: "restart", sms: "phone", end: "end" };

function stepsOf({ conversation, sms }: Context): Step[] {
  if (!conversation.history.messages.length || !conversation.writable) return ["restart"];
  return sms ? ["restart", "sms", "end"] : ["restart", "end"];
}

function subtitle({ words, conversation }: Context): string {
  if (conversation.standing.state !== "human") return words.subtitle;
  const author = conversation.history.messages.findLast((message) => message.sender === "agent")?.author;
  return author ? words.withAgent(author) : words.human;
}
