/* Guichet's chat widget: <script src="https://…/widget.js" data-operator="primus" async></script>
 *
 *   words     what the widget itself says, in French and in English
 *   Api       the chat API and its event stream
 *   Talk      the conversation: state only, no drawing
 *   Chat      the web component <guichet-chat>: draws a Talk in a shadow root
 *
 * What people wrote is only ever set as text, never as markup. Options of the script or element:
 * data-operator, data-language (fr, en; else the page's), data-open, data-theme (light, dark; else the system's).
 * Colours and corners: --guichet-accent, --guichet-on-accent, --guichet-radius, --guichet-font.
 */
(() => {
  "use strict";

  const script = document.currentScript ?? document.querySelector("script[src*='widget.js'][data-operator]");
  const HOME = new URL(".", script?.src ?? location.href).href;
  const NAMES = { allstream: "Allstream", alsatis: "Alsatis", calltower: "CallTower", ooma: "Ooma", primus: "Primus" };
  const MASK = "[PIN]";
  const DOTS = "••••";

  // ---------------------------------------------------------------- words

  const WORDS = {
    fr: {
      title: (name) => `Assistance ${name}`,
      subtitle: "Assistant virtuel bilingue",
      launch: (name) => `Ouvrir l’assistance ${name}`,
      unread: (n) => (n > 1 ? `${n} nouveaux messages` : "1 nouveau message"),
      close: "Réduire",
      restart: "Nouvelle conversation",
      restartAsk: "Effacer cette conversation ?",
      restartYes: "Effacer",
      restartNo: "Annuler",
      otherLanguage: "EN",
      switchLanguage: "EN – Switch to English",
      askLanguage: "English please",
      log: "Conversation",
      welcome: "Bonjour ! Comment puis-je vous aider ?",
      welcomeMore: (name) =>
        `Je réponds d’après les documents de ${name}, et je peux changer votre adresse de facturation ou la façon dont vous recevez vos factures.`,
      suggestions: ["Changer mon adresse de facturation", "Passer à la facture électronique", "Parler à quelqu’un"],
      placeholder: "Écrivez votre message…",
      field: "Votre message",
      send: "Envoyer",
      typing: "L’assistant écrit…",
      you: "Vous",
      bot: "Assistant",
      agent: "Agent",
      secret: { pin: "Votre NIP (code PIN)", code: "Votre code" },
      secretHint: "Masqué et retiré de la conversation.",
      secretNot: "Écrire autre chose",
      secretAgain: { pin: "Saisir le NIP (code PIN)", code: "Saisir le code" },
      hidden: "chiffres masqués",
      email: "nom@exemple.com",
      date: "Date, ou « fin du mois »",
      pickDate: "Choisir une date",
      source: (title) => `Source\u00a0: ${title}`,
      dated: (date) => `Document du ${date}`,
      openSource: "Ouvrir le document",
      sending: "Envoi…",
      failed: "Non envoyé.",
      retry: "Réessayer",
      offline: "Connexion perdue. Nouvelle tentative…",
      expired: "La conversation précédente a expiré. Votre prochain message en commence une nouvelle.",
      queued: "Quelqu’un de l’équipe va prendre le relais. Vous pouvez continuer à écrire.",
      human: "Vous parlez avec quelqu’un de l’équipe.",
      closed: "Cette conversation est terminée.",
      tasks: {
        change_billing_address: "Changement d’adresse de facturation",
        switch_to_ebilling: "Passage à la facture électronique",
        switch_to_paper: "Retour à la facture papier",
        cancel_service: "Résiliation d’un service",
        request_agent: "Demande de parler à quelqu’un",
      },
      abort: "Abandonner",
      abortText: "Laissez tomber",
      failure: "Une erreur s’est produite. Réessayez dans quelques instants.",
      choices: "Choix proposés",
    },
    en: {
      title: (name) => `${name} support`,
      subtitle: "Bilingual virtual assistant",
      launch: (name) => `Open ${name} support`,
      unread: (n) => (n > 1 ? `${n} new messages` : "1 new message"),
      close: "Minimize",
      restart: "New conversation",
      restartAsk: "Clear this conversation?",
      restartYes: "Clear",
      restartNo: "Cancel",
      otherLanguage: "FR",
      switchLanguage: "FR – Passer en français",
      askLanguage: "En français, s’il vous plaît",
      log: "Conversation",
      welcome: "Hello! How can I help you?",
      welcomeMore: (name) =>
        `I answer from ${name}’s own documents, and I can change your billing address or the way you get your bills.`,
      suggestions: ["Change my billing address", "Switch to electronic bills", "Talk to someone"],
      placeholder: "Type your message…",
      field: "Your message",
      send: "Send",
      typing: "The assistant is typing…",
      you: "You",
      bot: "Assistant",
      agent: "Agent",
      secret: { pin: "Your PIN", code: "Your code" },
      secretHint: "Hidden and removed from the conversation.",
      secretNot: "Type something else",
      secretAgain: { pin: "Enter the PIN", code: "Enter the code" },
      hidden: "hidden digits",
      email: "name@example.com",
      date: "A date, or “end of the month”",
      pickDate: "Pick a date",
      source: (title) => `Source: ${title}`,
      dated: (date) => `Document dated ${date}`,
      openSource: "Open the document",
      sending: "Sending…",
      failed: "Not sent.",
      retry: "Try again",
      offline: "Connection lost. Trying again…",
      expired: "The previous conversation has expired. Your next message starts a new one.",
      queued: "Someone on the team will take over. You can keep writing.",
      human: "You are talking with someone on the team.",
      closed: "This conversation has ended.",
      tasks: {
        change_billing_address: "Changing your billing address",
        switch_to_ebilling: "Switching to electronic bills",
        switch_to_paper: "Going back to paper bills",
        cancel_service: "Cancelling a service",
        request_agent: "Asking to talk to someone",
      },
      abort: "Stop",
      abortText: "Never mind",
      failure: "Something went wrong. Please try again in a moment.",
      choices: "Choices",
    },
  };

  const languageOf = (code) => (/^en/i.test(code ?? "") ? "en" : /^fr/i.test(code ?? "") ? "fr" : null);

  // ---------------------------------------------------------------- Api

  class ApiError extends Error {
    constructor(status, detail) {
      super(detail);
      this.status = status;
    }
  }

  class Api {
    async open(operator, language) {
      return this.#json("api/conversations", { method: "POST", body: { operator, language } });
    }

    async send(key, body) {
      return this.#json(`api/conversations/${key.id}/messages`, { method: "POST", body, token: key.token });
    }

    async history(key, after = 0) {
      return this.#json(`api/conversations/${key.id}/messages?after=${after}`, { token: key.token });
    }

    /* Reads server-sent events over fetch: EventSource cannot send the token in a header. */
    async follow(key, after, signal, onEvent) {
      const headers = { Authorization: `Bearer ${key.token}`, "Last-Event-ID": String(after) };
      const response = await fetch(`${HOME}api/conversations/${key.id}/events`, { headers, signal });
      if (!response.ok) throw new ApiError(response.status, "");
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let buffer = "", ended = false; !ended; ) {
        const { value, done } = await reader.read();
        ended = done;
        const blocks = (buffer + (value ?? "")).replaceAll("\r\n", "\n").split("\n\n");
        buffer = blocks.pop();
        for (const block of blocks) {
          const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/:\s?(.*)/s, 2)));
          if (fields.data) onEvent(fields.event ?? "message", JSON.parse(fields.data));
        }
      }
    }

    async #json(path, { method = "GET", body, token } = {}) {
      const headers = { Accept: "application/json" };
      if (body) headers["Content-Type"] = "application/json";
      if (token) headers.Authorization = `Bearer ${token}`;
      const response = await fetch(HOME + path, { method, headers, body: body && JSON.stringify(body) });
      const answer = await response.json().catch(() => ({}));
      if (!response.ok) throw new ApiError(response.status, typeof answer.detail === "string" ? answer.detail : "");
      return answer;
    }
  }

  // ---------------------------------------------------------------- Talk

  const newId = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /* A conversation; says `change` when anything in it changed. It survives a reload of the page. */
  class Talk extends EventTarget {
    messages = []; // by id; what the server knows
    outbox = []; // what it has not confirmed: {clientId, text, body, status: sending|failed, at}
    standing = { state: "bot", task: null, expects: null };
    notice = null; // {text, restore}: about what was just refused
    online = true;
    waiting = 0; // messages that wait for their answer
    #api = new Api();
    #queue = Promise.resolve();
    #seen = 0; // the last id that arrived in order; answers to our own messages may run ahead of it
    #stream = null;
    #retryMs = 1000;

    constructor(operator, language) {
      super();
      this.operator = operator;
      const kept = this.#read();
      this.key = kept?.key ?? null;
      this.language = kept?.language ?? language;
    }

    get started() {
      return this.messages.length + this.outbox.length > 0;
    }

    /* After a reload: what was said so far. */
    async restore() {
      if (!this.key) return;
      try {
        const { messages, ...standing } = await this.#api.history(this.key);
        for (const message of messages) this.#receive(message);
        this.#seen = messages.at(-1)?.id ?? 0;
        this.#stand(standing);
      } catch (error) {
        if (error.status === 401) this.#forget();
        else this.online = false;
      }
      this.#changed();
    }

    speak(language) {
      this.language = language;
      this.#write();
      this.#changed();
    }

    /* Messages go out one after the other. `shown` is what the customer sees of a payload or a secret. */
    send(body, shown = body.text) {
      const item = { clientId: newId(), text: shown, body, status: "sending", at: new Date().toISOString() };
      this.outbox.push(item);
      this.notice = null;
      this.#enqueue(item);
    }

    retry(item) {
      item.status = "sending";
      this.#enqueue(item);
    }

    restart() {
      this.unfollow();
      this.#forget();
      this.#queue = Promise.resolve();
      this.notice = null;
      this.waiting = 0;
      this.#changed();
    }

    /* Live messages, until unfollow(). */
    async follow() {
      if (this.#stream || !this.key) return;
      const stream = (this.#stream = new AbortController());
      while (!stream.signal.aborted && this.key) {
        try {
          await this.#api.follow(this.key, this.#seen, stream.signal, (kind, data) => this.#hear(stream, kind, data));
        } catch (error) {
          if (stream.signal.aborted) return;
          if (error.status === 401) return this.#expire();
          this.#connected(false);
        }
        await this.#pause(stream.signal);
      }
    }

    unfollow() {
      this.#stream?.abort();
      this.#stream = null;
    }

    #hear(stream, kind, data) {
      if (stream.signal.aborted) return;
      this.#retryMs = 1000;
      this.#connected(true);
      this.#resend();
      if (kind === "message") {
        this.#seen = Math.max(this.#seen, data.id);
        this.#receive(data);
      } else if (kind === "state" && this.waiting === 0) {
        this.#stand(data);
      }
      this.#changed();
    }

    async #pause(signal) {
      const wait = this.#retryMs * (0.75 + Math.random() / 2);
      this.#retryMs = Math.min(this.#retryMs * 2, 15000);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, wait);
        addEventListener("online", resolve, { once: true, signal });
        signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
      });
    }

    #enqueue(item) {
      this.waiting += 1;
      this.#changed();
      const key = this.key;
      this.#queue = this.#queue.then(async () => {
        if (key && this.key !== key) return; // the customer began a new conversation meanwhile
        await this.#deliver(item);
        this.waiting = Math.max(0, this.waiting - 1);
        this.#changed();
      });
    }

    async #deliver(item) {
      try {
        if (!this.key) await this.#open();
        const key = this.key;
        const turn = await this.#api.send(key, { ...item.body, client_id: item.clientId });
        if (this.key !== key) return;
        for (const message of [turn.message, ...turn.messages]) this.#receive(message);
        this.#stand(turn);
        this.#connected(true);
      } catch (error) {
        this.#refused(item, error);
      }
    }

    async #open() {
      const { id, token } = await this.#api.open(this.operator, this.language);
      this.key = { id, token };
      this.#write();
      this.#changed();
    }

    #refused(item, error) {
      const repeatable = !(error instanceof ApiError) || error.status >= 500;
      if (repeatable) {
        item.status = "failed";
        item.lost = !(error instanceof ApiError);
        if (item.lost) {
          this.unfollow(); // the stream is lost too, even if it does not know yet; drawing takes it up again
          this.#connected(false);
        }
        return;
      }
      this.outbox = this.outbox.filter((other) => other !== item);
      const restore = item.text === MASK ? "" : (item.body.text ?? "");
      if (error.status === 401) this.#expire(restore);
      else this.notice = { text: error.message || WORDS[this.language].failure, restore };
    }

    #expire(restore = "") {
      this.unfollow();
      this.#forget();
      this.notice = { text: WORDS[this.language].expired, restore };
      this.#changed();
    }

    #receive(message) {
      if (message.client_id) this.outbox = this.outbox.filter((item) => item.clientId !== message.client_id);
      const place = this.messages.findIndex((other) => other.id >= message.id);
      if (place === -1) this.messages.push(message);
      else if (this.messages[place].id !== message.id) this.messages.splice(place, 0, message);
    }

    #stand({ state, task, expects, language }) {
      this.standing = { state, task, expects };
      if (language && language !== this.language) this.language = language;
      this.#write();
    }

    /* What the network lost goes out again by itself; the server knows it by its client_id. */
    #resend() {
      for (const item of this.outbox.filter((item) => item.status === "failed" && item.lost)) this.retry(item);
    }

    #connected(online) {
      if (this.online === online) return;
      this.online = online;
      this.#changed();
    }

    #forget() {
      this.key = null;
      this.messages = [];
      this.outbox = [];
      this.#seen = 0;
      this.standing = { state: "bot", task: null, expects: null };
      this.#write();
    }

    #changed() {
      this.dispatchEvent(new Event("change"));
    }

    // Storage may be forbidden; then the conversation does not survive a reload, and all else works.
    #read() {
      try {
        return JSON.parse(sessionStorage.getItem(`guichet:${this.operator}`));
      } catch {
        return null;
      }
    }

    #write() {
      try {
        const kept = JSON.stringify({ key: this.key, language: this.language });
        sessionStorage.setItem(`guichet:${this.operator}`, kept);
      } catch {
        /* see above */
      }
    }
  }

  // ---------------------------------------------------------------- drawing

  /* An element with attributes, properties (text, on…) and children. */
  function el(tag, options = {}, ...children) {
    const [name, ...classes] = tag.split(".");
    const node = document.createElement(name);
    node.classList.add(...classes);
    for (const [key, value] of Object.entries(options)) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "text") node.textContent = value;
      else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.filter(Boolean));
    return node;
  }

  const ICONS = {
    chat: "M4 5h16v11H9l-5 4z",
    down: "m6 9 6 6 6-6",
    restart: "M5 12a7 7 0 1 1 2 5M5 12V7m0 5h5",
    send: "M5 12h13m-6-6 6 6-6 6",
    calendar: "M5 6h14v14H5zM5 10h14M9 3v4m6-4v4",
    lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    document: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5m-5 4h5",
    person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0",
  };

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  /* French punctuation does not begin a line. */
  const unbroken = (text) => text.replace(/ (?=[;!?])/g, "\u202f").replace(/ (?=[:»])|(?<=«) /g, "\u00a0");

  /* Text with its web addresses as links. */
  function linked(text) {
    const parts = unbroken(text).split(/(https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]’'])/);
    return parts.map((part, i) =>
      i % 2 ? el("a", { href: part, target: "_blank", rel: "noopener noreferrer", text: part }) : part,
    );
  }

  const safeUrl = (url) => (/^https?:\/\//i.test(url ?? "") ? url : null);

  const longDate = (iso, language) => {
    const date = new Date(`${iso}T00:00:00Z`);
    if (Number.isNaN(date.getTime())) return iso;
    const text = new Intl.DateTimeFormat(`${language}-CA`, { dateStyle: "long", timeZone: "UTC" }).format(date);
    return language === "fr" ? text.replace(/^1 /, "1er ") : text;
  };

  const STYLE = `
    :host {
      all: initial;
      --accent: var(--guichet-accent, #2b5f8c);
      --on-accent: var(--guichet-on-accent, #fff);
      --radius: var(--guichet-radius, 20px);
      --surface: light-dark(#fff, #1b1d21);
      --raised: light-dark(#f1f3f6, #2a2d33);
      --line: light-dark(#dfe3e8, #3b3f47);
      --ink: light-dark(#1a1d21, #eceef1);
      --soft: light-dark(#5a626d, #a9b0bb);
      --link: light-dark(var(--accent), color-mix(in oklab, var(--accent), white 55%));
      --tint: light-dark(color-mix(in oklab, var(--accent), white 91%), color-mix(in oklab, var(--accent), #1b1d21 72%));
      --bad: light-dark(#a3221c, #ff9d94);
      color-scheme: light dark;
      display: block; position: fixed; inset: auto 20px 20px auto; z-index: 2147483000;
      font: 15px/1.5 var(--guichet-font, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
      color: var(--ink);
    }
    :host([data-theme="light"]) { color-scheme: light; }
    :host([data-theme="dark"]) { color-scheme: dark; }
    :host([data-operator="allstream"]) { --accent: var(--guichet-accent, #0b5cad); }
    :host([data-operator="alsatis"]) { --accent: var(--guichet-accent, #27733b); }
    :host([data-operator="calltower"]) { --accent: var(--guichet-accent, #a83c12); }
    :host([data-operator="ooma"]) { --accent: var(--guichet-accent, #0d6971); --radius: var(--guichet-radius, 14px); }
    :host([data-operator="primus"]) { --accent: var(--guichet-accent, #a8123e); }
    *, ::before, ::after { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button, input, textarea { font: inherit; color: inherit; margin: 0; }
    button { cursor: pointer; background: none; border: 0; padding: 0; }
    svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8;
      stroke-linecap: round; stroke-linejoin: round; flex: none; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    .only-read { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

    .launcher { position: relative; display: grid; place-items: center; width: 60px; height: 60px; margin-left: auto;
      border-radius: 50%; background: var(--accent); color: var(--on-accent);
      box-shadow: 0 6px 20px rgb(0 0 0 / .25); transition: transform .15s; }
    .launcher:hover { transform: scale(1.05); }
    .launcher svg { width: 28px; height: 28px; }
    .badge { position: absolute; top: -3px; right: -3px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px;
      background: #c5221f; color: #fff; font-size: 13px; font-weight: 600; line-height: 22px; text-align: center; }

    .panel { display: flex; flex-direction: column; width: 400px; height: min(700px, calc(100dvh - 40px));
      overflow: hidden; border-radius: var(--radius); border: 1px solid var(--line); background: var(--surface);
      box-shadow: 0 16px 48px rgb(0 0 0 / .24); animation: rise .2s ease-out; }
    @keyframes rise { from { opacity: 0; transform: translateY(14px); } }

    .head { display: flex; align-items: center; gap: 11px; padding: 13px 12px 13px 16px; background: var(--accent); color: var(--on-accent); }
    .head :focus-visible { outline-color: var(--on-accent); outline-offset: -3px; }
    .mark { display: grid; place-items: center; width: 40px; height: 40px; border-radius: 12px; flex: none;
      background: rgb(255 255 255 / .18); font-size: 20px; font-weight: 700; }
    .who { flex: 1; min-width: 0; }
    .who h2 { margin: 0; font-size: 16px; font-weight: 650; line-height: 1.25; }
    .who p { margin: 1px 0 0; font-size: 12.5px; line-height: 1.3; }
    .head button { display: grid; place-items: center; width: 36px; height: 36px; border-radius: 10px; flex: none; font-size: 13px; font-weight: 650; }
    .head button:hover { background: rgb(255 255 255 / .16); }

    .bar { display: flex; align-items: center; gap: 10px; padding: 8px 16px; background: var(--tint); border-bottom: 1px solid var(--line); font-size: 13.5px; line-height: 1.35; }
    .bar span { flex: 1; }
    .bar svg { width: 18px; height: 18px; color: var(--link); }
    .bar.bad { color: var(--bad); }
    .quiet { color: var(--link); font-size: 13.5px; font-weight: 600; text-decoration: underline; text-underline-offset: 3px; padding: 4px 2px; }
    .solid { background: var(--accent); color: var(--on-accent); border-radius: 9px; padding: 5px 12px; font-weight: 600; font-size: 13.5px; }

    .log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 8px; display: flex; flex-direction: column; gap: 4px; }
    .log:focus-visible { outline-offset: -3px; }
    .welcome { padding: 6px 2px 14px; }
    .welcome h3 { margin: 0 0 6px; font-size: 20px; line-height: 1.3; font-weight: 650; }
    .welcome p { margin: 0; color: var(--soft); }

    .message { display: flex; flex-direction: column; max-width: 86%; align-self: flex-start; align-items: flex-start; }
    .message.customer { align-self: flex-end; align-items: flex-end; }
    .message.first { margin-top: 10px; }
    .name { font-size: 12.5px; color: var(--soft); margin: 0 4px 3px; display: flex; gap: 5px; align-items: center; }
    .name svg { width: 15px; height: 15px; }
    .bubble { margin: 0; padding: 9px 13px; border-radius: 16px; background: var(--raised); white-space: pre-wrap; overflow-wrap: anywhere; }
    .customer .bubble { background: var(--accent); color: var(--on-accent); border-bottom-right-radius: 5px; }
    .bot .bubble, .agent .bubble { border-bottom-left-radius: 5px; }
    .agent .bubble { background: var(--tint); border: 1px solid color-mix(in oklab, var(--link), transparent 55%); }
    .bubble a { color: inherit; text-underline-offset: 2px; }
    .failed .bubble { background: none; color: var(--ink); border: 1.5px dashed var(--bad); }
    .secret { display: inline-flex; gap: 6px; align-items: center; letter-spacing: 2px; }
    .secret svg { width: 16px; height: 16px; }
    .state { font-size: 12.5px; color: var(--soft); margin: 3px 4px 0; display: flex; gap: 8px; align-items: center; }
    .failed .state { color: var(--bad); }
    .sending .state { animation: appear .2s 1.5s both; }
    @keyframes appear { from { opacity: 0; } }

    .sources { margin: 5px 0 0; padding: 0; font-size: 13px; max-width: 100%; }
    details { border: 1px solid var(--line); border-radius: 11px; margin-top: 4px; overflow: hidden; }
    summary { display: flex; gap: 7px; align-items: center; padding: 6px 11px; cursor: pointer; color: var(--soft); list-style: none; }
    summary::-webkit-details-marker { display: none; }
    summary:hover { color: var(--ink); }
    summary:focus-visible { outline-offset: -3px; border-radius: 11px; }
    summary svg { width: 16px; height: 16px; }
    summary .turn { margin-left: auto; width: 14px; height: 14px; transition: transform .15s; }
    details[open] .turn { transform: rotate(180deg); }
    .cited { padding: 2px 11px 10px 34px; color: var(--soft); line-height: 1.45; }
    .cited p { margin: 2px 0; }
    .cited .heading { color: var(--ink); }
    .cited a { color: var(--link); }

    .choices { display: flex; flex-wrap: wrap; gap: 7px; margin: 8px 0 4px; padding: 0; list-style: none; }
    .choice { border: 1.5px solid var(--link); color: var(--link); border-radius: 18px; padding: 6px 14px; font-weight: 600; font-size: 14px; line-height: 1.35; text-align: left; background: var(--surface); }
    .choice:hover { background: var(--tint); }

    .typing { display: flex; gap: 5px; padding: 13px 14px; margin-top: 10px; border-radius: 16px; border-bottom-left-radius: 5px; background: var(--raised); align-self: flex-start; }
    .typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: blink 1.2s infinite both; }
    .typing i:nth-child(2) { animation-delay: .18s; }
    .typing i:nth-child(3) { animation-delay: .36s; }
    @keyframes blink { 0%, 70%, 100% { opacity: .25; } 35% { opacity: 1; } }

    form { padding: 10px 12px 12px; border-top: 1px solid var(--line); }
    .notice { margin: 0 4px 8px; font-size: 13.5px; line-height: 1.4; color: var(--bad); }
    .hint { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 10px; align-items: center; margin: 0 4px 6px; font-size: 13px; color: var(--soft); }
    .entry { display: flex; align-items: flex-end; gap: 4px; padding: 4px; border: 1.5px solid light-dark(#8a929d, #6d747f); border-radius: 16px; background: var(--surface); }
    .entry:focus-within { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
    .entry textarea, .entry input.text { flex: 1; min-width: 0; border: 0; background: none; outline: 0; padding: 8px 10px; resize: none; max-height: 130px; font-size: 16px; line-height: 1.4; }
    .entry input[type="password"] { letter-spacing: 4px; }
    .entry ::placeholder { color: var(--soft); opacity: 1; letter-spacing: normal; }
    .entry button { display: grid; place-items: center; width: 40px; height: 40px; border-radius: 12px; flex: none; }
    .send { background: var(--accent); color: var(--on-accent); }
    .send[aria-disabled="true"] { background: var(--raised); color: var(--soft); cursor: default; }
    .pick { position: relative; flex: none; color: var(--link); }
    .pick input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; pointer-events: none; border: 0; }

    @media (max-width: 520px) {
      :host([data-open]) { inset: 0; }
      .panel { width: 100%; height: 100dvh; border: 0; border-radius: 0; }
    }
    @media (prefers-reduced-motion: reduce) {
      *, ::before, ::after { animation: none !important; transition: none !important; }
      .typing i { opacity: .6; }
    }
    @media (forced-colors: active) { .bubble, .launcher, .send { border: 1px solid; } }
    @media print { :host { display: none; } }
  `;

  class Chat extends HTMLElement {
    static observedAttributes = ["data-operator", "data-language"];
    #root = this.attachShadow({ mode: "open" });
    #talk = null;
    #parts = {};
    #drawn = new Map(); // what is in the log, by key: {node, signature}
    #mode = ""; // kind of the entry field that is shown
    #plain = false; // the customer writes something else than the secret that was asked for
    #unread = 0;
    #count = 0;
    #asking = false; // whether to start over
    #atEnd = true; // the customer has not scrolled up

    connectedCallback() {
      if (!this.#root.adoptedStyleSheets.length) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
        this.#root.adoptedStyleSheets = [sheet];
        this.#build();
        this.addEventListener("keydown", (event) => event.key === "Escape" && this.opened && this.close());
      }
      this.#begin();
    }

    disconnectedCallback() {
      this.#talk?.unfollow();
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || before === after || before === null) return;
      if (name === "data-operator") this.#begin();
      else if (this.#talk && !this.#talk.started && languageOf(after)) this.#talk.speak(languageOf(after));
    }

    get opened() {
      return this.hasAttribute("data-open");
    }

    open() {
      this.toggleAttribute("data-open", true);
      this.#unread = 0;
      this.#draw();
      this.#field()?.focus({ preventScroll: true });
      this.#toEnd();
    }

    close() {
      this.toggleAttribute("data-open", false);
      this.#draw();
      this.#parts.launcher.focus();
    }

    /* For the page around: opens the widget and says this for the customer. */
    ask(text) {
      this.open();
      this.#say(text);
    }

    get #words() {
      return WORDS[this.#talk.language];
    }

    get #name() {
      const slug = this.dataset.operator ?? "";
      return this.dataset.name ?? NAMES[slug] ?? slug;
    }

    #begin() {
      const operator = this.dataset.operator;
      if (!operator || this.#talk?.operator === operator) return;
      this.#talk?.unfollow();
      const language =
        languageOf(this.dataset.language) ??
        languageOf(document.documentElement.lang) ??
        languageOf(navigator.language) ??
        "fr";
      const talk = (this.#talk = new Talk(operator, language));
      talk.addEventListener("change", () => talk === this.#talk && this.#draw());
      for (const { node } of this.#drawn.values()) node.remove();
      this.#drawn.clear();
      this.#unread = this.#count = 0;
      this.#plain = this.#asking = false;
      this.#draw();
      talk.restore().then(() => this.#toEnd());
    }

    #build() {
      const parts = this.#parts;
      parts.badge = el("span.badge", { hidden: true });
      parts.launcher = el("button.launcher", { type: "button", onclick: () => this.open() }, icon("chat"), parts.badge);
      parts.title = el("h2", { id: "title" });
      parts.subtitle = el("p");
      parts.mark = el("span.mark", { "aria-hidden": "true" });
      parts.language = el("button", { type: "button", onclick: () => this.#switchLanguage() });
      parts.restart = el("button", { type: "button", onclick: () => this.#askRestart(true) }, icon("restart"));
      parts.close = el("button", { type: "button", onclick: () => this.close() }, icon("down"));
      parts.bars = el("div", { role: "status" });
      parts.log = el("div.log", { role: "log", "aria-live": "polite", tabindex: "0" });
      parts.typing = el("div.typing", { hidden: true, "aria-hidden": "true" }, el("i"), el("i"), el("i"));
      parts.typingText = el("span.only-read", { role: "status" });
      parts.notice = el("p.notice", { role: "alert" });
      parts.hint = el("div.hint", { id: "hint", hidden: true });
      parts.entry = el("div.entry");
      parts.send = el("button.send", { type: "submit" }, icon("send"));
      parts.form = el(
        "form",
        { novalidate: true, autocomplete: "off", onsubmit: (event) => this.#submit(event) },
        parts.notice,
        parts.hint,
        parts.entry,
      );
      parts.panel = el(
        "section.panel",
        { role: "dialog", "aria-labelledby": "title", hidden: true },
        el(
          "div.head",
          {},
          parts.mark,
          el("div.who", {}, parts.title, parts.subtitle),
          parts.language,
          parts.restart,
          parts.close,
        ),
        parts.bars,
        parts.log,
        parts.typingText,
        parts.form,
      );
      parts.log.addEventListener("scroll", () => (this.#atEnd = this.#nearEnd()), { passive: true });
      new ResizeObserver(() => this.#atEnd && parts.log.scrollTo(0, parts.log.scrollHeight)).observe(parts.log);
      this.#root.append(parts.panel, parts.launcher);
    }

    // ------------------------------------------------ what the customer does

    #say(text) {
      this.#plain = false;
      this.#talk.send({ text });
      this.#toEnd();
    }

    #submit(event) {
      event.preventDefault();
      const field = this.#field();
      const text = field?.value.trim();
      if (!text || this.#talk.standing.state === "closed") return field?.focus();
      field.value = "";
      this.#grow(field);
      if (this.#mode === "secret") this.#talk.send({ text }, MASK);
      else this.#talk.send({ text });
      this.#plain = false;
      this.#draw();
      this.#field()?.focus();
      this.#toEnd();
    }

    #choose(button) {
      this.#talk.send({ payload: button.payload }, button.title);
      this.#field()?.focus();
      this.#toEnd();
    }

    #switchLanguage() {
      if (this.#talk.started) this.#say(this.#words.askLanguage);
      else this.#talk.speak(this.#talk.language === "fr" ? "en" : "fr");
    }

    #askRestart(asking) {
      this.#asking = asking && (this.#talk.started || this.#talk.standing.state === "closed");
      this.#draw();
      if (this.#asking) this.#parts.bars.querySelector("button")?.focus();
      else this.#field()?.focus();
    }

    #restart() {
      this.#asking = this.#plain = false;
      this.#unread = this.#count = 0;
      this.#talk.restart();
      this.#field()?.focus();
    }

    // ------------------------------------------------ drawing

    #draw() {
      const { launcher, panel } = this.#parts;
      const talk = this.#talk;
      if (!talk) return;
      const opening = this.opened && panel.hidden;
      panel.hidden = !this.opened;
      launcher.hidden = this.opened;
      this.lang = talk.language;
      this.#countUnread();
      this.#drawFrame();
      this.#drawBars();
      this.#drawLog();
      this.#drawForm();
      if (opening) this.#toEnd();
      if (talk.key && (this.opened || ["queued", "human"].includes(talk.standing.state))) talk.follow();
      else talk.unfollow();
    }

    #countUnread() {
      const others = this.#talk.messages.filter((message) => message.sender !== "customer").length;
      if (!this.opened && this.#count) this.#unread += Math.max(0, others - this.#count);
      this.#count = others;
    }

    #drawFrame() {
      const { launcher, badge, title, subtitle, mark, language, restart, close, log, send } = this.#parts;
      const words = this.#words;
      const unread = this.#unread ? `, ${words.unread(this.#unread)}` : "";
      label(launcher, words.launch(this.#name) + unread);
      badge.hidden = !this.#unread;
      setText(badge, String(this.#unread));
      setText(title, words.title(this.#name));
      setText(subtitle, words.subtitle);
      setText(mark, this.#name.slice(0, 1).toUpperCase());
      setText(language, words.otherLanguage);
      label(language, words.switchLanguage);
      language.lang = this.#talk.language === "fr" ? "en" : "fr";
      label(restart, words.restart);
      label(close, words.close);
      log.setAttribute("aria-label", words.log);
      label(send, words.send);
    }

    #drawBars() {
      const { online, standing } = this.#talk;
      const words = this.#words;
      const bars = [];
      const quiet = (text, onclick) => el("button.quiet", { type: "button", text, onclick });
      if (this.#asking) {
        const yes = el("button.solid", { type: "button", text: words.restartYes, onclick: () => this.#restart() });
        bars.push(el("div.bar", {}, el("span", { text: words.restartAsk }), yes, quiet(words.restartNo, () => this.#askRestart(false))));
      }
      if (!online) bars.push(el("div.bar.bad", {}, el("span", { text: words.offline })));
      if (standing.state === "queued" || standing.state === "human")
        bars.push(el("div.bar", {}, icon("person"), el("span", { text: words[standing.state] })));
      if (standing.state === "closed")
        bars.push(el("div.bar", {}, el("span", { text: words.closed }), quiet(words.restart, () => this.#restart())));
      if (standing.task && words.tasks[standing.task])
        bars.push(el("div.bar", {}, el("span", { text: words.tasks[standing.task] }), quiet(words.abort, () => this.#say(words.abortText))));
      const signature = bars.map((bar) => bar.textContent).join("|") + this.#talk.language;
      if (signature === this.#parts.bars.dataset.signature) return;
      this.#parts.bars.dataset.signature = signature;
      this.#parts.bars.replaceChildren(...bars);
    }

    #drawLog() {
      const { log, typing, typingText } = this.#parts;
      const { messages, outbox, waiting, standing, language } = this.#talk;
      const items = [
        ["welcome", `${language}${this.#talk.started}${this.#name}`, () => this.#welcome()],
        ...messages.map((message, i) => this.#item(message, messages[i - 1], message === messages.at(-1))),
        ...outbox.map((item) => [
          `out-${item.clientId}`,
          item.status + language,
          () => this.#message({ sender: "customer", text: item.text, status: item.status, item }, true),
        ]),
      ];
      const nearEnd = this.#nearEnd();
      const added = this.#place(items);
      typing.hidden = !waiting || standing.state === "human" || outbox.some((item) => item.status === "failed");
      log.append(typing);
      setText(typingText, typing.hidden ? "" : this.#words.typing);
      if (added && nearEnd) this.#toEnd();
    }

    #item(message, previous, isLast) {
      const isFirst = previous?.sender !== message.sender;
      const offers = isLast && this.#talk.outbox.length === 0 && message.buttons.length > 0;
      const signature = `${this.#talk.language}${isFirst}${offers}`;
      return [message.id, signature, () => this.#message(message, isFirst, offers)];
    }

    /* Adds, replaces and removes only what changed, so that screen readers announce only that. */
    #place(items) {
      const { log } = this.#parts;
      const keys = new Set(items.map(([key]) => key));
      for (const [key, { node }] of this.#drawn) {
        if (keys.has(key)) continue;
        node.remove();
        this.#drawn.delete(key);
      }
      let added = false;
      let place = log.firstChild;
      for (const [key, signature, make] of items) {
        const old = this.#drawn.get(key);
        if (old?.signature === signature) {
          if (old.node !== place) log.insertBefore(old.node, place);
          place = old.node.nextSibling;
          continue;
        }
        const node = make();
        if (old) {
          if (old.node === place) place = old.node.nextSibling;
          old.node.replaceWith(node);
        } else {
          log.insertBefore(node, place);
          added = true;
        }
        this.#drawn.set(key, { node, signature });
      }
      return added;
    }

    #welcome() {
      const words = this.#words;
      const choices = words.suggestions.map((text) =>
        el("li", {}, el("button.choice", { type: "button", text, onclick: () => this.#say(text) })),
      );
      return el(
        "div.welcome",
        {},
        el("h3", { text: words.welcome }),
        el("p", { text: words.welcomeMore(this.#name) }),
        !this.#talk.started && el("ul.choices", { "aria-label": words.choices }, ...choices),
      );
    }

    #message(message, isFirst, offers = false) {
      const words = this.#words;
      const who = { customer: words.you, bot: words.bot, agent: words.agent }[message.sender];
      const isAgent = message.sender === "agent";
      const name = isAgent && isFirst
        ? el("div.name", {}, icon("person"), who)
        : el("span.only-read", { text: `${who}: ` });
      const node = el(
        `div.message.${message.sender}`,
        { lang: message.language ?? null },
        name,
        message.text && el("p.bubble", {}, ...this.#shown(message.text)),
        message.sources?.length && this.#sources(message.sources),
        offers && this.#choices(message.buttons),
        message.item && this.#delivery(message.item),
      );
      node.classList.toggle("first", isFirst);
      if (message.item) node.classList.add(message.item.status);
      return node;
    }

    /* A secret is shown as dots, in whatever text it was. */
    #shown(text) {
      const dots = () =>
        el("span.secret", {}, icon("lock"), el("span", { "aria-hidden": "true", text: DOTS }), el("span.only-read", { text: this.#words.hidden }));
      return text.split(MASK).flatMap((part, i) => [...(i ? [dots()] : []), ...linked(part)]);
    }

    #choices(buttons) {
      const items = buttons.map((button) =>
        el("li", {}, el("button.choice", { type: "button", text: button.title, onclick: () => this.#choose(button) })),
      );
      return el("ul.choices", { "aria-label": this.#words.choices }, ...items);
    }

    #sources(sources) {
      const words = this.#words;
      const items = sources.map((source) => {
        const heading = Array.isArray(source.heading) ? source.heading.join(" › ") : source.heading;
        const url = safeUrl(source.url);
        return el(
          "details",
          {},
          el("summary", {}, icon("document"), el("span", { text: words.source(source.document) }), turned()),
          el(
            "div.cited",
            {},
            heading && el("p.heading", { text: heading }),
            source.date && el("p", { text: words.dated(longDate(source.date, this.#talk.language)) }),
            url && el("p", {}, el("a", { href: url, target: "_blank", rel: "noopener noreferrer", text: words.openSource })),
          ),
        );
      });
      return el("div.sources", {}, ...items);
    }

    #delivery(item) {
      const words = this.#words;
      if (item.status === "sending") return el("div.state", { text: words.sending });
      const retry = el("button.quiet", { type: "button", text: words.retry, onclick: () => this.#talk.retry(item) });
      return el("div.state", {}, el("span", { text: words.failed }), retry);
    }

    #drawForm() {
      const { notice, send, form } = this.#parts;
      const talk = this.#talk;
      form.hidden = talk.standing.state === "closed";
      setText(notice, talk.notice?.text ?? "");
      notice.hidden = !talk.notice;
      const asked = talk.standing.expects;
      const mode = asked?.input === "secret" && this.#plain ? "text" : (asked?.input ?? "text");
      const signature = `${mode}|${asked?.slot}|${this.#plain}|${talk.language}`;
      if (signature !== this.#parts.entry.dataset.signature) {
        this.#parts.entry.dataset.signature = signature;
        this.#drawEntry(mode, asked?.slot);
        this.#drawHint(asked);
      }
      const field = this.#field();
      if (talk.notice?.restore && !field.value && this.#mode !== "secret") {
        field.value = talk.notice.restore;
        talk.notice.restore = "";
        this.#grow(field);
      }
      send.setAttribute("aria-disabled", String(!field.value.trim()));
    }

    #drawEntry(mode, slot) {
      const { entry, send } = this.#parts;
      const words = this.#words;
      const before = this.#field();
      const focused = this.#root.activeElement === before && before !== null;
      const keep = before && this.#mode !== "secret" && mode !== "secret" ? before.value : "";
      this.#mode = mode;
      const field = this.#makeField(mode, slot);
      field.value = keep;
      field.addEventListener("input", () => {
        this.#grow(field);
        send.setAttribute("aria-disabled", String(!field.value.trim()));
      });
      entry.replaceChildren(field, ...(mode === "date" ? [this.#datePicker(field)] : []), send);
      this.#grow(field);
      if (focused) field.focus();
      field.setAttribute("aria-label", mode === "secret" ? words.secret[slot] ?? words.field : words.field);
    }

    #makeField(mode, slot) {
      const words = this.#words;
      if (mode === "secret")
        return el("input.text", {
          type: "password", inputmode: "numeric", autocomplete: "one-time-code", maxlength: "40",
          placeholder: words.secret[slot] ?? "", "aria-describedby": "hint",
        });
      if (mode === "email")
        return el("input.text", { type: "email", autocomplete: "email", placeholder: words.email });
      return el("textarea", {
        rows: "1", enterkeyhint: "send",
        placeholder: mode === "date" ? words.date : words.placeholder,
        onkeydown: (event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          this.#parts.form.requestSubmit();
        },
      });
    }

    /* The picker fills in words that the customer can read and change. */
    #datePicker(field) {
      const input = el("input", { type: "date", tabindex: "-1", "aria-hidden": "true" });
      input.addEventListener("change", () => {
        if (!input.value) return;
        field.value = longDate(input.value, this.#talk.language);
        field.dispatchEvent(new Event("input"));
        field.focus();
      });
      const button = el("button", { type: "button", onclick: () => input.showPicker?.() }, icon("calendar"));
      label(button, this.#words.pickDate);
      return el("span.pick", {}, input, button);
    }

    #drawHint(asked) {
      const { hint } = this.#parts;
      const words = this.#words;
      const secret = asked?.input === "secret";
      hint.hidden = !secret;
      if (!secret) return hint.replaceChildren();
      const text = this.#plain ? words.secretAgain[asked.slot] : words.secretNot;
      const toggle = () => {
        this.#plain = !this.#plain;
        this.#draw();
        this.#field().focus();
      };
      hint.replaceChildren(
        !this.#plain ? el("span", { text: words.secretHint }) : el("span"),
        el("button.quiet", { type: "button", text: text ?? words.secretNot, onclick: toggle }),
      );
    }

    #field() {
      return this.#parts.entry.querySelector("textarea, input.text");
    }

    #grow(field) {
      if (field.localName !== "textarea") return;
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight}px`;
    }

    #nearEnd() {
      const { log } = this.#parts;
      return log.scrollHeight - log.scrollTop - log.clientHeight < 120;
    }

    /* To the newest message; to its beginning if it is longer than the window. */
    #toEnd() {
      const { log } = this.#parts;
      requestAnimationFrame(() => {
        const newest = this.#drawn.get(this.#talk?.messages.at(-1)?.id)?.node;
        const tall = newest && newest.offsetHeight > log.clientHeight - 40;
        log.scrollTop = tall ? newest.offsetTop - log.offsetTop - 12 : log.scrollHeight;
      });
    }
  }

  const label = (button, text) => {
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  const setText = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
  };
  const turned = () => {
    const svg = icon("down");
    svg.classList.add("turn");
    return svg;
  };

  if (!customElements.get("guichet-chat")) customElements.define("guichet-chat", Chat);

  // The script alone is enough: it puts one widget on the page, unless the page has its own element.
  const start = () => {
    if (!script?.dataset.operator || document.querySelector("guichet-chat")) return;
    const chat = document.createElement("guichet-chat");
    Object.assign(chat.dataset, script.dataset);
    document.body.append(chat);
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start, { once: true });
})();
