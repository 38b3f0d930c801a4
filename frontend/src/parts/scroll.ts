const NEAR_PX = 120;

/* Keeps the newest message in sight, unless the customer has scrolled up to read. */
export class Scroll {
  #log: HTMLElement | null = null;
  #atEnd = true;
  #newest: number | null = null;

  /* A ref of any element beside the log: sizes change when the keyboard of a phone opens. */
  readonly watch = (element?: Element): void => {
    this.#log = element?.parentElement?.querySelector<HTMLElement>(".log") ?? null;
    if (!this.#log) return;
    const log = this.#log;
    this.#atEnd = true;
    log.addEventListener("scroll", () => (this.#atEnd = distance(log) < NEAR_PX), { passive: true });
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(log);
  };

  /* After each drawing: goes to the end if something new was said and the customer was there. */
  follow(newest: number | null): void {
    const isNew = newest !== this.#newest;
    this.#newest = newest;
    if (this.#atEnd || (isNew && this.#log && distance(this.#log) < NEAR_PX)) this.toEnd();
  }

  /* To the newest message; to its beginning if it is longer than the window. */
  toEnd(): void {
    this.#atEnd = true;
    requestAnimationFrame(() => {
      const log = this.#log;
      if (!log) return;
      const newest = log.querySelector<HTMLElement>(`[data-id="${this.#newest}"]`);
      const tall = newest && newest.offsetHeight > log.clientHeight - 40;
      log.scrollTop = tall ? newest.offsetTop - 12 : log.scrollHeight;
    });
  }
}

const distance = (log: HTMLElement) => log.scrollHeight - log.scrollTop - log.clientHeight;
