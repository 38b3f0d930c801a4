import { ApiError } from "./client";
import { readEvents, type ServerEvent } from "./events";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;
export const SILENCE_MS = 40_000; // the server pings every 15 s: after this the connection is dead

export interface Listener {
  /* Opens the stream of events, after the last one that arrived. */
  connect(signal: AbortSignal): Promise<Response>;
  onConnected(): void;
  onEvent(event: ServerEvent): void;
  onLost(): void;
  /* The server will not have us; following has ended. */
  onRefused(status: number): void;
}

/* Follows a stream of events for as long as it is wanted: a connection that breaks is opened again, each time after
   a longer wait, or at once when the browser says that the network is back. */
export class Follower {
  #stop: AbortController | null = null;
  #cutWait: (() => void) | null = null;

  constructor(readonly listener: Listener) {}

  get running(): boolean {
    return this.#stop !== null;
  }

  start(): void {
    if (this.#stop) return;
    this.#stop = new AbortController();
    void this.#follow(this.#stop.signal);
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.#cutWait?.();
  }

  /* Breaks a connection that may be dead without knowing, and tries again now. */
  restart(): void {
    if (!this.#stop) return;
    this.stop();
    this.start();
  }

  async #follow(stopped: AbortSignal): Promise<void> {
    for (let wait = FIRST_WAIT_MS; !stopped.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        await this.#once(stopped, () => (wait = FIRST_WAIT_MS / 2));
      } catch (error) {
        if (stopped.aborted) return;
        if (error instanceof ApiError && !error.passing && error.status !== 429 && error.status !== 500) {
          this.#stop = null;
          return this.listener.onRefused(error.status);
        }
      }
      if (stopped.aborted) return;
      this.listener.onLost();
      await this.#pause(wait * (0.75 + Math.random() / 2));
    }
  }

  async #once(stopped: AbortSignal, onSign: () => void): Promise<void> {
    const connection = new AbortController();
    const abort = () => connection.abort();
    stopped.addEventListener("abort", abort);
    let watchdog = setTimeout(abort, SILENCE_MS);
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(abort, SILENCE_MS);
      onSign();
    };
    try {
      const response = await this.listener.connect(connection.signal);
      if (stopped.aborted) return;
      this.listener.onConnected();
      for await (const event of readEvents(response, alive)) {
        if (stopped.aborted) return;
        this.listener.onEvent(event);
      }
    } finally {
      clearTimeout(watchdog);
      stopped.removeEventListener("abort", abort);
    }
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#cutWait = () => (clearTimeout(timer), resolve());
      window.addEventListener("online", this.#cutWait, { once: true });
    });
    if (this.#cutWait) window.removeEventListener("online", this.#cutWait);
    this.#cutWait = null;
  }
}
