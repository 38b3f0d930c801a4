import { html, type TemplateResult } from "lit";
import { icon } from "../parts/icons";
import type { Wording } from "../wording";
import { DOTS, MASK } from "./mask";

const ADDRESS = /(https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]’'])/;

/* French punctuation does not begin a line. */
export const unbroken = (text: string) =>
  text.replace(/ (?=[;!?])/g, "\u202f").replace(/ (?=[:»])|(?<=«) /g, "\u00a0");

/* Text with web addresses as links and secrets as dots. Whatever it holds is shown as text: lit sets text nodes. */
export function rich(text: string, words: Wording): (string | TemplateResult)[] {
  return unbroken(text)
    .split(MASK)
    .flatMap((part, i) => [...(i ? [dots(words)] : []), ...linked(part)]);
}

const linked = (text: string) =>
  text
    .split(ADDRESS)
    .map((part, i) => (i % 2 ? html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>` : part));

const dots = (words: Wording) =>
  html`<span class="secret">${icon("lock")}<span aria-hidden="true">${DOTS}</span><span class="unseen">${words.hidden}</span></span>`;

/* An address that may be a link; of any other scheme nothing. */
export const safeUrl = (url: string | null | undefined) => (/^https?:\/\//i.test(url ?? "") ? url! : null);
