import { ApiError, type Client } from "../src/api/client";
import type { Body, Key, Message, Rating, Satisfaction, Standing, Transcript, Turn } from "../src/api/types";

/* A store like the browser's. */
export class FakeStorage implements Storage {
  [name: string]: unknown;
  getItem(name: string): string | null {
    return (this[name] as string | undefined) ?? null;
  }
  setItem(name: string, value: string): void {
    this[name] = value;
  }
  removeItem(name: string): void {
    delete this[name];
  }
  clear(): void {
    for (const name of Object.keys(this)) delete this[name];
  }
  key(index: number): string | null {
    return Object.keys(this)[index] ?? null;
  }
  get length(): number {
    return Object.keys(this).length;
  }
}

export const message = (id: number, change: Partial<Message> = {}): Message => ({
  id,
  sender: "bot",
  text: `message ${id}`,
  language: "fr",
  buttons: [],
  sources: [],
  created_at: "2026-11-21T15:00:00Z",
  ...change,
});

/* A server that keeps one conversation: answers each message once, whatever reaches it twice. */
export class FakeServer {
  messages: Message[] = [];
  standing: Standing = { state: "bot", channel: "web", task: null, expects: null, language: "fr" };
  opened = 0;
  received: Body[] = [];
  failure: "offline" | number | null = null;
  loseAnswers = false; // the message arrives, its answer does not
  rated: [number, Rating][] = [];
  given: Satisfaction[] = [];

  get client(): Client {
    return this as unknown as Client;
  }

  async open(): Promise<{ id: string; token: string }> {
    this.#check();
    this.opened += 1;
    return { id: `c${this.opened}`, token: "t" };
  }

  async send(_key: Key, body: Body, clientId: string): Promise<Turn> {
    this.#check();
    this.received.push(body);
    let asked = this.messages.find((other) => other.client_id === clientId);
    if (!asked) {
      const text = "text" in body ? body.text : "button";
      asked = this.#add({ sender: "customer", text, client_id: clientId, status: "answered" });
      this.#add({ text: `re: ${text}` });
    }
    if (this.loseAnswers) throw new TypeError("network");
    const answer = this.messages.find((other) => other.id > asked.id)!;
    return { ...this.standing, message: asked, messages: [answer] };
  }

  async history(_key: Key, after: number): Promise<Transcript> {
    this.#check();
    return { ...this.standing, messages: this.messages.filter(({ id }) => id > after) };
  }

  async events(_key: Key, _after: number, signal: AbortSignal): Promise<Response> {
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new TypeError("aborted"))));
  }

  async leave(_key: Key, way: "end" | "sms"): Promise<void> {
    this.#check();
    if (way === "end") this.standing = { ...this.standing, state: "closed" };
    else this.standing = { ...this.standing, channel: "sms" };
    this.#add({ text: way });
  }

  async rate(_key: Key, id: number, rating: Rating): Promise<void> {
    this.#check();
    this.rated.push([id, rating]);
  }

  async satisfaction(_key: Key, satisfaction: Satisfaction): Promise<void> {
    this.#check();
    this.given.push(satisfaction);
  }

  #check(): void {
    if (this.failure === "offline") throw new TypeError("network");
    if (this.failure) throw new ApiError(this.failure, `refused with ${this.failure}`);
  }

  #add(change: Partial<Message>): Message {
    const added = message(this.messages.length + 1, change);
    this.messages.push(added);
    return added;
  }
}
