import type { Client } from "../api/client";
import type { Key, Rating, RatingValue, Satisfaction } from "../api/types";
import type { Memory } from "./memory";

/* What the customer thinks; the browser remembers what was given, so that it is shown and not asked again. */
export class Opinions {
  constructor(
    readonly client: Client,
    readonly memory: Memory,
    readonly key: () => Key | null,
  ) {}

  ratingOf(messageId: number): RatingValue | null {
    return this.memory.read().ratings[messageId] ?? null;
  }

  get satisfactionGiven(): boolean {
    return this.memory.read().satisfied;
  }

  /* Rejects like the client where the server could not take it. */
  async rate(messageId: number, rating: Rating): Promise<void> {
    await this.client.rate(this.#open(), messageId, rating);
    this.memory.write({ ratings: { ...this.memory.read().ratings, [messageId]: rating.value } });
  }

  async giveSatisfaction(satisfaction: Satisfaction): Promise<void> {
    await this.client.satisfaction(this.#open(), satisfaction);
    this.memory.write({ satisfied: true });
  }

  #open(): Key {
    const key = this.key();
    if (!key) throw new Error("There is no conversation to have an opinion of.");
    return key;
  }
}
