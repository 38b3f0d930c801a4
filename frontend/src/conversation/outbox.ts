import type { Body } from "../api/types";
import { MASK } from "../text/mask";
import type { Memory } from "./memory";

/* A message that the server has not confirmed. `text` is what the customer sees: a button's title, or [PIN]. */
export interface Unsent {
  clientId: string; // by which the server knows a message that arrives twice
  conversation: string | null; // null: the one that it will open
  text: string;
  body: Body;
  at: string;
}

/* sending: on its way, or waiting its turn; lost: the network failed, it goes out again by itself; failed: the server
   could not take it, the customer may try again. */
export type Delivery = "sending" | "lost" | "failed";

export interface Item extends Unsent {
  delivery: Delivery;
  kept: boolean; // in the browser's store, where other tabs see it
}

/* Messages on their way, oldest first. They are kept in the browser's store until the server has them, so that a
   reload loses none, save PINs and codes, which are never written anywhere. */
export class Outbox {
  items: readonly Item[] = [];

  constructor(readonly memory: Memory) {}

  add(body: Body, text: string, conversation: string | null): void {
    const at = new Date().toISOString();
    const message = { clientId: newId(), conversation, text, body, at };
    const kept = text !== MASK && this.memory.keepUnsent(message);
    this.items = [...this.items, { ...message, delivery: "sending", kept }];
  }

  /* Takes up what is in the store: of before a reload, or of another tab. Says whether anything
     is new here. */
  adopt(conversation: string | null, delivery: Delivery): boolean {
    const stored = this.memory.unsent().filter((other) => (other.conversation ?? conversation) === conversation);
    const known = new Set(this.items.map((item) => item.clientId));
    const added = stored.filter((other) => !known.has(other.clientId));
    const unconfirmed = new Set(stored.map((other) => other.clientId));
    const left = this.items.filter((item) => !item.kept || unconfirmed.has(item.clientId));
    const items = [...left, ...added.map((other) => ({ ...other, delivery, kept: true }))];
    this.items = items.sort((one, other) => one.at.localeCompare(other.at));
    return added.length > 0;
  }

  /* The conversation that was opened for the first message. */
  belongTo(conversation: string): void {
    for (const item of this.items.filter((item) => item.conversation === null)) {
      item.conversation = conversation;
      if (item.kept) this.memory.keepUnsent(unsent(item));
    }
  }

  mark(clientId: string, delivery: Delivery): void {
    this.items = this.items.map((item) => (item.clientId === clientId ? { ...item, delivery } : item));
  }

  remove(clientId: string): void {
    this.memory.dropUnsent(clientId);
    this.items = this.items.filter((item) => item.clientId !== clientId);
  }

  clear(): void {
    for (const item of this.items) this.memory.dropUnsent(item.clientId);
    this.items = [];
  }

  /* The next to send: messages go out one after the other, in the order in which they were written. */
  get next(): Item | undefined {
    return this.items.find((item) => item.delivery !== "failed");
  }
}

const unsent = ({ clientId, conversation, text, body, at }: Item): Unsent => ({ clientId, conversation, text, body, at });

const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
