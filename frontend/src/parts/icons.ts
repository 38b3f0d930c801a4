import { html, svg, type TemplateResult } from "lit";

const PATHS = {
  chat: "M4 5h16v11H9l-5 4z",
  down: "m6 9 6 6 6-6",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  restart: "M5 12a7 7 0 1 1 2 5M5 12V7m0 5h5",
  phone: "M8 3h8v18H8zM11 18h2",
  end: "M7 7l10 10M17 7 7 17",
  download: "M12 4v11m-5-4 5 5 5-5M5 20h14",
  send: "M5 12h13m-6-6 6 6-6 6",
  calendar: "M5 6h14v14H5zM5 10h14M9 3v4m6-4v4",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  document: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5m-5 4h5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0",
  check: "m5 12.5 4.5 4.5L19 7.5",
  thumbUp: "M8 11v9H4v-9zm0 8h9a2 2 0 0 0 2-1.6l1.3-5A2 2 0 0 0 18.3 10H14l.7-4.2A1.6 1.6 0 0 0 13 4L8 11",
  thumbDown: "M16 13V4h4v9zm0-8H7a2 2 0 0 0-2 1.6l-1.3 5A2 2 0 0 0 5.7 14H10l-.7 4.2A1.6 1.6 0 0 0 11 20l5-7",
} as const;

export type IconName = keyof typeof PATHS;

/* A drawing without meaning of its own: what it stands for is said beside it or by its button. */
export const icon = (name: IconName, extra = ""): TemplateResult =>
  html`<svg class=${extra} viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${PATHS[name]}></path>`}</svg>`;
