import type { Body, Key, Language, Opened, Operator, Rating, Satisfaction, Transcript, Turn } from "./types";

/* An answer that is not a success; `message` is a sentence for the customer, or empty. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    detail = "",
  ) {
    super(detail);
  }

  /* Nothing is wrong with the request: the same one may succeed later. */
  get passing(): boolean {
    return [502, 503, 504].includes(this.status);
  }
}

interface Request {
  method?: string;
  body?: unknown;
  key?: Key;
  language?: Language;
}

/* The chat API. Rejects with ApiError, or TypeError where the network is lost. */
export class Client {
  /* home: the address of the web process, with a slash at its end. */
  constructor(readonly home: string) {}

  open(operator: string, language: Language): Promise<Opened> {
    return this.#json("api/conversations", { method: "POST", body: { operator, language }, language });
  }

  send(key: Key, body: Body, clientId: string): Promise<Turn> {
    return this.#json(`${path(key)}/messages`, { method: "POST", body: { ...body, client_id: clientId }, key });
  }

  history(key: Key, after: number): Promise<Transcript> {
    return this.#json(`${path(key)}/messages?after=${after}`, { key });
  }

  rate(key: Key, messageId: number, rating: Rating): Promise<unknown> {
    return this.#json(`${path(key)}/messages/${messageId}/rating`, { method: "POST", body: rating, key });
  }

  satisfaction(key: Key, satisfaction: Satisfaction): Promise<unknown> {
    return this.#json(`${path(key)}/satisfaction`, { method: "POST", body: satisfaction, key });
  }

  /* Nobody writes in the conversation here any more: it ends, or goes on by SMS. */
  leave(key: Key, way: "end" | "sms"): Promise<unknown> {
    return this.#json(`${path(key)}/${way}`, { method: "POST", key });
  }

  operators(): Promise<Operator[]> {
    return this.#json("api/operators");
  }

  /* EventSource cannot send the token in a header, so the events are read from an ordinary answer. */
  async events(key: Key, after: number, signal: AbortSignal): Promise<Response> {
    const headers = { Authorization: `Bearer ${key.token}`, "Last-Event-ID": String(after) };
    const response = await fetch(`${this.home}${path(key)}/events`, { headers, signal, cache: "no-store" });
    if (!response.ok) throw new ApiError(response.status);
    return response;
  }

  async #json<T>(address: string, { method = "GET", body, key, language }: Request = {}): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    if (key) headers["Authorization"] = `Bearer ${key.token}`;
    if (language) headers["Accept-Language"] = language;
    const response = await fetch(this.home + address, { method, headers, body: body ? JSON.stringify(body) : null });
    const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
    if (!response.ok) throw new ApiError(response.status, typeof answer.detail === "string" ? answer.detail : "");
    return answer as T;
  }
}

const path = (key: Key) => `api/conversations/${key.id}`;
