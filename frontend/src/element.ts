import { html, LitElement, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { Client } from "./api/client";
import type { Button } from "./api/types";
import { Conversation } from "./conversation/conversation";
import { Memory } from "./conversation/memory";
import { Operators } from "./operators";
import { bars } from "./parts/bars";
import { Composer } from "./parts/composer";
import type { Context } from "./parts/context";
import { keepFocusInside } from "./parts/focus";
import { foot } from "./parts/foot";
import { header } from "./parts/header";
import { icon } from "./parts/icons";
import { log } from "./parts/log";
import { Scroll } from "./parts/scroll";
import { forms } from "./styles/forms";
import { frame } from "./styles/frame";
import { log as logStyles } from "./styles/log";
import { MASK } from "./text/mask";
import { download, transcript } from "./text/transcript";
import { today } from "./text/dates";
import { languageOf, type Step, type Wording, wordings } from "./wording";

/* The web component <guichet-chat>: draws a Conversation, and passes on what the customer does. Options are attributes:
   data-operator; data-language (fr, en; else the page's); data-name (the operator's); data-open; data-theme (light,
   dark; else the system's). */
export class GuichetChat extends LitElement {
  static override styles = [frame, logStyles, forms];
  static home = ""; // the address of the web process, set by main.ts
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, "data-operator", "data-language", "data-name", "data-open"];
  }

  #conversation: Conversation | null = null;
  #client = new Client(GuichetChat.home);
  #operators = new Operators(this.#client);
  #scroll = new Scroll();
  #menuOpen = false;
  #asking: Step | null = null; // whether to take this step
  #unread = 0;
  #answers = 0; // messages by others, of which #unread came while the panel was closed
  #pageLanguage = new MutationObserver(() => this.#conversation?.speak(this.#language));

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.#key);
    window.addEventListener("online", this.#network);
    window.addEventListener("offline", this.#network);
    document.addEventListener("visibilitychange", this.#followIfSeen);
    this.#pageLanguage.observe(document.documentElement, { attributeFilter: ["lang"] });
    this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("keydown", this.#key);
    window.removeEventListener("online", this.#network);
    window.removeEventListener("offline", this.#network);
    document.removeEventListener("visibilitychange", this.#followIfSeen);
    this.#pageLanguage.disconnect();
    this.#conversation?.dispose();
    this.#conversation = null;
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (!this.isConnected || before === after) return;
    if (name === "data-operator") this.#begin();
    else if (name === "data-language") this.#conversation?.speak(this.#language);
    this.requestUpdate();
  }

  get opened(): boolean {
    return this.hasAttribute("data-open");
  }

  open(): void {
    this.#unread = 0;
    this.toggleAttribute("data-open", true);
    void this.#operators.fetch().then(() => this.requestUpdate());
    void this.updateComplete.then(() => {
      this.#composer?.focus({ preventScroll: true });
      this.#scroll.toEnd();
    });
  }

  close(): void {
    this.#menuOpen = false;
    this.toggleAttribute("data-open", false);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".launcher")?.focus());
  }

  /* For the page around: opens the widget and says this for the customer. */
  ask(text: string): void {
    this.open();
    this.#say(text);
  }

  get #language() {
    const page = languageOf(document.documentElement.lang);
    return languageOf(this.dataset.language) ?? page ?? languageOf(navigator.language) ?? "fr";
  }

  get #name(): string {
    return this.dataset.name ?? this.#operators.nameOf(this.dataset.operator ?? "");
  }

  get #composer(): Composer | null {
    return this.renderRoot.querySelector<Composer>("guichet-composer");
  }

  get #words(): Wording {
    return wordings[this.#conversation!.language];
  }

  #begin(): void {
    const { operator } = this.dataset;
    if (!operator || this.#conversation?.operator === operator) return;
    this.#conversation?.dispose();
    const conversation = new Conversation(operator, this.#language, this.#client, new Memory(operator));
    conversation.addEventListener("change", () => conversation === this.#conversation && this.#changed());
    this.#conversation = conversation;
    this.#unread = this.#answers = 0;
    this.#menuOpen = false;
    this.#asking = null;
    if (this.opened) void this.#operators.fetch().then(() => this.requestUpdate());
    void conversation.restore().then(() => {
      this.#answers = this.#answerCount();
      this.#unread = 0;
      this.#scroll.toEnd();
      this.requestUpdate();
    });
  }

  #changed(): void {
    const answers = this.#answerCount();
    if (!this.opened && !this.#conversation?.restoring) this.#unread += Math.max(0, answers - this.#answers);
    this.#answers = answers;
    this.requestUpdate();
  }

  #answerCount(): number {
    return this.#conversation?.history.messages.filter(({ sender }) => sender !== "customer").length ?? 0;
  }

  /* A stream is kept while somebody looks, or while a person may answer at any moment. */
  #followIfSeen = (): void => {
    const conversation = this.#conversation;
    if (!conversation) return;
    const withPerson = conversation.standing.state === "queued" || conversation.standing.state === "human";
    if (withPerson || (this.opened && !document.hidden)) conversation.follow();
    else conversation.unfollow();
  };

  #network = (event: Event): void => this.#conversation?.networkChanged(event.type === "online");

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.opened) {
      if (this.#menuOpen) this.#toggleMenu();
      else if (this.#asking) this.#ask(null);
      else this.close();
    }
    if (event.key === "Tab" && this.opened && this.#fillsScreen) keepFocusInside(this.renderRoot, event);
  };

  get #fillsScreen(): boolean {
    return matchMedia("(max-width: 520px), (max-height: 480px)").matches;
  }

  #toggleMenu = (): void => {
    this.#menuOpen = !this.#menuOpen;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(this.#menuOpen ? ".menu button" : ".more")?.focus();
    });
  };

  #say = (text: string): void => {
    this.#send(text, false);
    this.#composer?.focus({ preventScroll: true });
  };

  #choose = ({ payload, title }: Button): void => {
    this.#conversation?.send({ payload }, title);
    this.#scroll.toEnd();
    this.#composer?.focus({ preventScroll: true });
  };

  #send = (text: string, secret: boolean): void => {
    this.#conversation?.send({ text }, secret ? MASK : text);
    this.#scroll.toEnd();
  };

  #switchLanguage = (): void => {
    const conversation = this.#conversation!;
    if (conversation.started) this.#say(this.#words.askLanguage);
    else conversation.speak(conversation.language === "fr" ? "en" : "fr");
  };

  #download = (): void => {
    const { history, language, operator } = this.#conversation!;
    download(transcript(history.messages, this.#name, language, this.#words), `${operator}-${today()}.txt`);
    this.#toggleMenu();
  };

  #ask = (step: Step | null): void => {
    this.#menuOpen = false;
    this.#asking = this.#conversation!.started ? step : null;
    this.#focusOn(this.#asking ? ".ask button" : null);
  };

  #take = async (step: Step): Promise<void> => {
    this.#asking = null;
    if (step === "restart") this.#conversation!.restart();
    else await this.#conversation!.leave(step);
    this.#focusOn("[data-outcome]");
  };

  #restart = (): Promise<void> => this.#take("restart");

  /* The first that is there: this, or where the customer writes. */
  #focusOn(selector: string | null): void {
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const target = selector ? this.renderRoot.querySelector<HTMLElement>(selector) : null;
      (target ?? this.#composer)?.focus();
    });
  }

  protected override willUpdate(): void {
    if (this.#conversation) this.lang = this.#conversation.language;
  }

  protected override updated(): void {
    this.#followIfSeen();
    this.#scroll.follow(this.#conversation?.history.last?.id ?? null);
    const notice = this.#conversation?.notice;
    if (!notice?.restore || !this.#composer) return;
    this.#composer.restore(notice.restore);
    notice.restore = "";
  }

  protected override render(): TemplateResult | typeof nothing {
    const conversation = this.#conversation;
    if (!conversation) return nothing;
    const words = this.#words;
    return html`
      ${this.opened ? this.#panel(this.#context(conversation, words)) : this.#launcher(words)}
    `;
  }

  #context(conversation: Conversation, words: Wording): Context {
    const sms = this.#operators.hasSms(conversation.operator);
    return { conversation, words, name: this.#name, sms, say: this.#say, choose: this.#choose };
  }

  #launcher(words: Wording): TemplateResult {
    const label = words.launch(this.#name) + (this.#unread ? `, ${words.unread(this.#unread)}` : "");
    return html`
      <button type="button" class="launcher" aria-label=${label} title=${label} @click=${() => this.open()}>
        ${icon("chat")}<span class="badge" aria-hidden="true" ?hidden=${!this.#unread}>${this.#unread}</span>
      </button>
    `;
  }

  #panel(context: Context): TemplateResult {
    return html`
      <section class="panel" role="dialog" aria-labelledby="title" aria-modal=${this.#fillsScreen}>
        ${header(context, {
          menuOpen: this.#menuOpen,
          toggleMenu: this.#toggleMenu,
          switchLanguage: this.#switchLanguage,
          ask: this.#ask,
          download: this.#download,
          minimize: () => this.close(),
        })}
        ${bars(context, {
          asking: this.#asking,
          take: this.#take,
          cancel: () => this.#ask(null),
        })}
        ${log(context)}
        <div class="foot" ${ref(this.#scroll.watch)}>${foot(context, { send: this.#send, restart: this.#restart })}</div>
      </section>
    `;
  }
}
