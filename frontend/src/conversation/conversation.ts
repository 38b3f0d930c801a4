import { ApiError, type Client } from "../api/client";
import type { ServerEvent } from "../api/events";
import { Follower } from "../api/follower";
import type { Body, Key, Language, Message, Standing, Turn } from "../api/types";
import { MASK } from "../text/mask";
import { History } from "./history";
import type { Memory } from "./memory";
import { Opinions } from "./opinions";
import { type Item, Outbox } from "./outbox";
import { Sender } from "./sender";

const OTHER_TAB_MS = 5000; // another tab's message is ours to send if it is not gone by then
const PATIENCE_MS = 60_000; // for an answer; the server gives up long before
const PAGE = 500; // messages in one answer of the server

/* Something was refused: why (a sentence of the server's, or a key of the wording), and the text to give back. */
export interface Notice {
  text: string;
  key: "expired" | "failure" | null;
  restore: string;
}

const BEGINNING = { state: "bot", channel: "web", task: null, expects: null } as const;

/* One customer's conversation with one operator: state and traffic, no drawing. Says `change` when anything in it
   changed. It survives a reload, a lost network and a restarted server, and all tabs show the same one. */
export class Conversation extends EventTarget {
  readonly outbox: Outbox;
  readonly opinions: Opinions;
  history = new History();
  key: Key | null;
  language: Language;
  standing: Omit<Standing, "language"> = BEGINNING;
  notice: Notice | null = null;
  online = true;
  restoring = false;
  readonly #follower: Follower;
  readonly #unwatch: () => void;
  readonly #sender: Sender;

  constructor(
    readonly operator: string,
    pageLanguage: Language,
    readonly client: Client,
    readonly memory: Memory,
  ) {
    super();
    const kept = memory.read();
    this.key = kept.key;
    this.language = (kept.key && kept.language) ?? pageLanguage;
    this.outbox = new Outbox(memory);
    this.opinions = new Opinions(client, memory, () => this.key);
    this.#sender = new Sender(this.outbox, (item) => this.#deliver(item));
    this.#follower = this.#makeFollower();
    this.#unwatch = memory.watch(() => this.#otherTabChanged());
  }

  get started(): boolean {
    return this.history.messages.length + this.outbox.items.length > 0;
  }

  /* Whether the customer can write here: it has not ended, and does not go on by SMS. */
  get writable(): boolean {
    return this.standing.state !== "closed" && this.standing.channel === "web";
  }

  /* Whether the assistant is at work on an answer. */
  get answering(): boolean {
    if (this.standing.state === "human" || this.standing.state === "closed") return false;
    if (this.outbox.items.some((item) => item.delivery === "sending")) return true;
    const { last } = this.history;
    const waiting = last?.sender === "customer" && last.status === "received";
    return waiting && Date.now() - Date.parse(last.created_at) < PATIENCE_MS;
  }

  /* After a reload: what was said, and what was not sent. */
  async restore(): Promise<void> {
    this.outbox.adopt(this.key?.id ?? null, "sending");
    this.restoring = this.key !== null;
    this.#changed();
    if (this.key) await this.#fetchHistory(this.key);
    this.restoring = false;
    this.#changed();
    void this.#sender.work();
  }

  /* Before the first message; later the customer's own words decide. */
  speak(language: Language): void {
    if (this.started) return;
    this.language = language;
    this.#changed();
  }

  send(body: Body, shown: string): void {
    this.notice = null;
    this.outbox.add(body, shown, this.key?.id ?? null);
    this.#changed();
    void this.#sender.work();
  }

  retry(clientId: string): void {
    this.outbox.mark(clientId, "sending");
    this.#changed();
    void this.#sender.work();
  }

  /* Leaves this conversation for a new one, in all tabs. */
  restart(): void {
    this.#forget();
    this.notice = null;
    this.#changed();
  }

  /* Ends it, or goes on by SMS; what the server says against that becomes a notice. */
  async leave(way: "end" | "sms"): Promise<void> {
    const { key } = this;
    if (!key) return;
    this.notice = null;
    try {
      await this.client.leave(key, way);
      await this.#fetchHistory(key);
    } catch (error) {
      const text = error instanceof ApiError ? error.message : "";
      this.notice = { text, key: text ? null : "failure", restore: "" };
    }
    this.#changed();
  }

  /* Live messages, until unfollow(). */
  follow(): void {
    if (this.key) this.#follower.start();
  }

  unfollow(): void {
    this.#follower.stop();
  }

  /* The browser says that the network is gone, or back. */
  networkChanged(online: boolean): void {
    if (!online) return this.#connected(false);
    this.#follower.restart();
    this.#sender.hurry();
  }

  dispose(): void {
    this.#follower.stop();
    this.#unwatch();
    this.#sender.stop();
  }

  #makeFollower(): Follower {
    return new Follower({
      connect: (signal) => this.client.events(this.key!, this.history.streamed, signal),
      onConnected: () => {
        this.#connected(true);
        void this.#sender.work();
      },
      onEvent: (event) => this.#hear(event),
      onLost: () => this.#connected(false),
      onRefused: () => this.#expire(),
    });
  }

  #hear(event: ServerEvent): void {
    const data = JSON.parse(event.data);
    if (event.kind === "message") {
      this.history.receiveInOrder(data as Message);
      this.#confirm(data as Message);
    } else if (event.kind === "state" && !this.#sender.working) {
      this.#stand(data as Standing);
    }
    this.#changed();
  }

  async #fetchHistory(key: Key): Promise<void> {
    try {
      for (let full = true; full; ) {
        const page = await this.client.history(key, this.history.streamed);
        if (this.key !== key) return;
        for (const message of page.messages) {
          this.history.receiveInOrder(message);
          this.#confirm(message);
        }
        this.#stand(page);
        full = page.messages.length === PAGE;
      }
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.#expire();
      else this.#connected(false); // the stream will bring everything
    }
  }

  /* Whether the next message may go. */
  async #deliver(item: Item): Promise<boolean> {
    try {
      const key = this.key ?? (await this.#open());
      const turn = await this.client.send(key, item.body, item.clientId);
      this.outbox.remove(item.clientId);
      if (this.key?.id === key.id) this.#take(turn);
      return true;
    } catch (error) {
      return this.#notDelivered(item, error);
    }
  }

  #take(turn: Turn): void {
    for (const message of [turn.message, ...turn.messages]) this.history.receive(message);
    this.#confirm(turn.message);
    this.#stand(turn);
    this.#connected(true);
    this.#changed();
  }

  async #open(): Promise<Key> {
    return this.memory.alone(async () => {
      const other = this.memory.read().key; // another tab may have opened it while we waited
      const { id, token } = other ?? (await this.client.open(this.operator, this.language));
      this.key = { id, token };
      this.memory.write({ key: this.key, language: this.language });
      this.outbox.belongTo(id);
      this.#changed();
      return this.key;
    });
  }

  #notDelivered(item: Item, error: unknown): boolean {
    if (!(error instanceof ApiError) || error.passing) {
      this.outbox.mark(item.clientId, "lost");
      if (!(error instanceof ApiError)) this.#connected(false);
      this.#changed();
      return false;
    }
    if (error.status >= 500) {
      this.outbox.mark(item.clientId, "failed");
    } else if (error.status === 401) {
      this.#expire();
    } else {
      this.outbox.remove(item.clientId);
      this.notice = { text: error.message, key: error.message ? null : "failure", restore: restorable(item) };
    }
    this.#changed();
    return true;
  }

  /* The token no longer opens it. What was not sent is given back, to be sent in a new conversation. */
  #expire(): void {
    const restore = this.outbox.items.map(restorable).filter(Boolean).join("\n");
    this.#forget();
    this.notice = { text: "", key: "expired", restore };
    this.#changed();
  }

  #confirm(message: Message): void {
    if (message.client_id) this.outbox.remove(message.client_id);
  }

  #stand({ state, channel, task, expects, language }: Standing): void {
    this.standing = { state, channel, task, expects };
    if (language && language !== this.language) {
      this.language = language;
      this.memory.write({ language });
    }
  }

  #otherTabChanged(): void {
    const kept = this.memory.read();
    if (kept.key?.id !== this.key?.id) return this.#change(kept.key, kept.language);
    if (this.outbox.adopt(this.key?.id ?? null, "sending")) {
      this.#sender.workIn(OTHER_TAB_MS);
    }
    this.#changed();
  }

  /* Another tab began a conversation, or left this one. */
  #change(key: Key | null, language: Language | null): void {
    const following = this.#follower.running;
    this.#follower.stop();
    this.#reset(key);
    this.language = language ?? this.language;
    if (key) void this.restore().then(() => following && this.follow());
    this.#changed();
  }

  #forget(): void {
    this.#follower.stop();
    this.outbox.clear();
    this.#reset(null);
    this.memory.write({ key: null, language: null, ratings: {}, satisfied: false });
  }

  #reset(key: Key | null): void {
    this.#sender.stop();
    this.key = key;
    this.history = new History();
    this.standing = BEGINNING;
  }

  #connected(online: boolean): void {
    if (this.online === online) return;
    this.online = online;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

const restorable = (item: Item) => (item.text === MASK || !("text" in item.body) ? "" : item.body.text);
