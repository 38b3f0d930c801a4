import type { Language, Message, Source } from "../api/types";
import type { Wording } from "../wording";
import { clock, longDate, today } from "./dates";
import { DOTS, MASK } from "./mask";

/* The conversation as plain text, to keep. */
export function transcript(messages: readonly Message[], name: string, language: Language, words: Wording): string {
  const day = longDate(messages[0]?.created_at.slice(0, 10) ?? today(), language);
  const said = messages.map((message) => entry(message, language, words));
  return [words.transcriptTitle(name, day), ...said].join("\n\n") + "\n";
}

function entry(message: Message, language: Language, words: Wording): string {
  const who = { customer: words.you, bot: words.bot, agent: message.author ?? words.agent }[message.sender];
  const lines = [`[${clock(message.created_at, language)}] ${who}`, message.text.replaceAll(MASK, DOTS)];
  return [...lines, ...message.sources.map((source) => `  ${words.sources(1)}: ${cited(source)}`)].join("\n");
}

const cited = ({ document, heading, url }: Source) =>
  [document, headingText(heading), url].filter(Boolean).join(" – ");

export const headingText = (heading: Source["heading"]) =>
  Array.isArray(heading) ? heading.join(" › ") : (heading ?? "");

/* Gives the customer a file; nothing is sent anywhere. */
export function download(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  Object.assign(document.createElement("a"), { href: url, download: fileName }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
