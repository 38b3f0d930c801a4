/* Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) from a fetched answer. */

export interface ServerEvent {
  kind: string;
  id: string | null;
  data: string;
}

/* Cuts a stream of text into events; pieces may end anywhere. Comments (the server's pings) give nothing. */
export class EventParser {
  #buffer = "";
  #event: ServerEvent = blank();

  push(piece: string): ServerEvent[] {
    const lines = (this.#buffer + piece).split(/\r\n|\n|\r(?!$)/);
    this.#buffer = lines.pop() ?? "";
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): ServerEvent[] {
    if (line === "") {
      const event = this.#event;
      this.#event = blank();
      return event.data ? [event] : [];
    }
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") this.#event.data += (this.#event.data && "\n") + value;
    else if (name === "event") this.#event.kind = value;
    else if (name === "id") this.#event.id = value;
    return [];
  }
}

const blank = (): ServerEvent => ({ kind: "message", id: null, data: "" });

/* Every event of the answer, until it ends. `onSign` is told of each sign of life, pings included. */
export async function* readEvents(response: Response, onSign: () => void): AsyncGenerator<ServerEvent> {
  if (!response.body) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    onSign();
    yield* parser.push(decoder.decode(value, { stream: true }));
  }
}
