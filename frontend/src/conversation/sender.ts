import type { Item, Outbox } from "./outbox";

const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

/* Works through the outbox: one message after the other, in the order in which they were written; what did not get
   through is tried again, each time after a longer wait.

   deliver: brings one message to the server and takes it out of the outbox, or marks it; says whether the next may go. */
export class Sender {
  working = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly outbox: Outbox,
    readonly deliver: (item: Item) => Promise<boolean>,
  ) {}

  async work(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.working) return;
    this.working = true;
    try {
      for (let item = this.outbox.next; item; item = this.outbox.next) {
        if (!(await this.deliver(item))) break;
        this.#failures = 0;
      }
    } finally {
      this.working = false;
    }
    if (this.outbox.next) this.workIn(RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]!);
  }

  workIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.work(), ms);
  }

  /* The network is back. */
  hurry(): void {
    this.#failures = 0;
    void this.work();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
