import type { Client } from "./api/client";

/* The operator's name as the server knows it; until it has said so, its slug with a capital. Asked for only once the
   customer opens the widget, so that a page that embeds it costs one request, the script's. */
export class OperatorName {
  #known: Promise<Map<string, string>> | null = null;
  readonly #names = new Map<string, string>();

  constructor(readonly client: Client) {}

  of(slug: string): string {
    return this.#names.get(slug) ?? slug.charAt(0).toUpperCase() + slug.slice(1);
  }

  async fetch(): Promise<void> {
    this.#known ??= this.client.operators().then((found) => {
      for (const { slug, name } of found) this.#names.set(slug, name);
      return this.#names;
    });
    await this.#known.catch(() => (this.#known = null));
  }
}
