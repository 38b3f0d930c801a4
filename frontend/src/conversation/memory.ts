import type { Key, Language, RatingValue } from "../api/types";
import type { Unsent } from "./outbox";

/* What of a conversation outlives a reload, and is common to all tabs of a website. */
export interface Kept {
  key: Key | null;
  language: Language | null; // of the conversation; before there is one, the page's counts
  ratings: Record<number, RatingValue>;
  satisfied: boolean; // the customer has answered how it was
}

const NOTHING: Kept = { key: null, language: null, ratings: {}, satisfied: false };

/* The browser's store, one entry for the conversation and one for each message that the server has not confirmed.
   Storage may be forbidden or full; then nothing outlives a reload, and all else works. */
export class Memory {
  readonly #name: string;

  constructor(
    operator: string,
    readonly storage: Storage | null = browserStorage(),
  ) {
    this.#name = `guichet:${operator}`;
  }

  read(): Kept {
    return { ...NOTHING, ...(this.#get(this.#name) as Partial<Kept> | null) };
  }

  write(change: Partial<Kept>): void {
    this.#set(this.#name, { ...this.read(), ...change });
  }

  unsent(): Unsent[] {
    const found = this.#keys().filter((name) => name.startsWith(this.#unsentPrefix));
    return found.map((name) => this.#get(name) as Unsent).filter(Boolean);
  }

  /* Whether it could be kept. */
  keepUnsent(unsent: Unsent): boolean {
    return this.#set(this.#unsentPrefix + unsent.clientId, unsent);
  }

  dropUnsent(clientId: string): void {
    try {
      this.storage?.removeItem(this.#unsentPrefix + clientId);
    } catch {
      /* see above */
    }
  }

  /* Calls back when another tab changed something; returns what ends it. */
  watch(onChange: () => void): () => void {
    const listener = (event: StorageEvent) => {
      if (event.key === null || event.key.startsWith(this.#name)) onChange();
    };
    window.addEventListener("storage", listener);
    return () => window.removeEventListener("storage", listener);
  }

  /* Runs `work` while no other tab does: two tabs do not open two conversations. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    if (!navigator.locks) return work(); // pages without https
    return (await navigator.locks.request(this.#name, work)) as T;
  }

  get #unsentPrefix(): string {
    return `${this.#name}:unsent:`;
  }

  #keys(): string[] {
    try {
      return Object.keys(this.storage ?? {});
    } catch {
      return [];
    }
  }

  #get(name: string): unknown {
    try {
      return JSON.parse(this.storage?.getItem(name) ?? "null");
    } catch {
      return null;
    }
  }

  #set(name: string, value: unknown): boolean {
    try {
      this.storage?.setItem(name, JSON.stringify(value));
      return this.storage !== null;
    } catch {
      return false;
    }
  }
}

function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
