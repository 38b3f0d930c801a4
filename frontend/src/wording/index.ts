import type { Language } from "../api/types";
import { en } from "./en";
import { fr } from "./fr";
import type { Step, Wording } from "./types";

export type { Step, Wording };
export const wordings: Record<Language, Wording> = { fr, en };

/* fr or en of a language tag such as fr-CA; null for any other. */
export function languageOf(tag: string | null | undefined): Language | null {
  const code = (tag ?? "").slice(0, 2).toLowerCase();
  return code === "fr" || code === "en" ? code : null;
}
