import type { Client } from "./api/client";
import type { Operator } from "./api/types";

/* What the server knows of the operators; until it has said so, an operator's name is its slug with a capital. Asked for
   only once the customer opens the widget, so that a page that embeds it costs one request, the script's. */
export class Operators {
  #asked: Promise<unknown> | null = null;
  #known: readonly Operator[] = [];

  constructor(readonly client: Client) {}

  nameOf(slug: string): string {
    return this.#find(slug)?.name ?? slug.charAt(0).toUpperCase() + slug.slice(1);
  }

  hasSms(slug: string): boolean {
    return this.#find(slug)?.sms ?? false;
  }

  async fetch(): Promise<void> {
    this.#asked ??= this.client.operators().then((found) => (this.#known = found));
    await this.#asked.catch(() => (this.#asked = null));
  }

  #find(slug: string): Operator | undefined {
    return this.#known.find((operator) => operator.slug === slug);
  }
}
