import type { Language } from "../api/types";

/* « 1er décembre 2026 », "December 1, 2026", of an ISO date; what is no date stays as it is. */
export function longDate(iso: string, language: Language): string {
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  const text = new Intl.DateTimeFormat(`${language}-CA`, { dateStyle: "long", timeZone: "UTC" }).format(date);
  return language === "fr" ? text.replace(/^1 /, "1er ") : text;
}

/* Hour and minute of a moment, in the customer's own time zone. */
export function clock(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(`${language}-CA`, { timeStyle: "short" }).format(new Date(iso));
}

/* The customer's today, as an ISO date. */
export function today(now = new Date()): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
