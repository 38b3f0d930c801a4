import { render } from "lit";
import { describe, expect, test } from "vitest";
import type { Language } from "../src/api/types";
import { longDate, today } from "../src/text/dates";
import { rich, safeUrl, unbroken } from "../src/text/rich";
import { transcript } from "../src/text/transcript";
import { languageOf, wordings } from "../src/wording";
import { message } from "./fakes";

function shown(text: string, language: Language = "fr"): HTMLElement {
  const box = document.createElement("p");
  render(rich(text, wordings[language]), box);
  return box;
}

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '/inform{"account_number": "1"}',
  "&lt;b&gt; & {{x}} ${y}",
])("%s is shown as it was written", (text) => {
  const box = shown(text);
  expect(box.textContent).toBe(text);
  expect(box.children).toHaveLength(0);
});

test("web addresses become links without the punctuation after them", () => {
  const link = shown("Voir https://www.example.com/a?b=1.").querySelector("a")!;
  expect([link.getAttribute("href"), link.rel]).toEqual(["https://www.example.com/a?b=1", "noopener noreferrer"]);
});

test.each(["javascript:alert(1)", "data:text/html,x", "//example.com", "", null])("%s is no link", (url) => {
  expect(safeUrl(url)).toBeNull();
  expect(shown(url ?? "").querySelector("a")).toBeNull();
});

test.each([["fr", "chiffres masqués"], ["en", "hidden digits"]] as const)("a secret is dots in %s", (language, words) => {
  const box = shown("[PIN]", language);
  expect(box.textContent).toContain("••••");
  expect(box.textContent).toContain(words);
});

test("French punctuation does not begin a line", () => {
  expect(unbroken("Ça va ? « Oui » : non")).toBe("Ça va\u202f? «\u00a0Oui\u00a0»\u00a0: non");
});

test.each([
  ["2026-12-01", "fr", "1er décembre 2026"],
  ["2026-12-01", "en", "December 1, 2026"],
  ["2026-11-21", "fr", "21 novembre 2026"],
  ["bientôt", "fr", "bientôt"],
] as const)("%s in %s is %s", (iso, language, text) => {
  expect(longDate(iso, language)).toBe(text);
});

test("today is an ISO date", () => {
  expect(today()).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test.each([["fr-CA", "fr"], ["EN", "en"], ["de", null], ["", null], [undefined, null]])("%s speaks %s", (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

describe.each(["fr", "en"] as const)("the transcript in %s", (language) => {
  const words = wordings[language];
  const text = transcript(
    [
      message(1, { sender: "customer", text: "[PIN]" }),
      message(2, { text: "Voilà", sources: [{ document: "Aide", heading: ["Factures", "Payer"], url: "https://a.example" }] }),
      message(3, { sender: "agent", author: "Maude", text: "Bonjour" }),
    ],
    "Primus",
    language,
    words,
  );

  test("names who spoke, and the agent", () => {
    for (const who of [words.you, words.bot, "Maude"]) expect(text).toContain(`] ${who}\n`);
  });

  test("keeps the sources and hides the secret", () => {
    expect(text).toContain("Aide – Factures › Payer – https://a.example");
    expect(text).toContain("••••");
    expect(text).not.toContain("[PIN]");
  });
});

test.each([["Ooma", "d’Ooma"], ["Primus", "de Primus"]])("the French preposition before %s is %s", (name, text) => {
  expect(wordings.fr.welcomeMore(name)).toContain(text);
});

test("both languages have the same choices to offer", () => {
  const { fr, en } = wordings;
  expect(Object.keys(fr)).toEqual(Object.keys(en));
  for (const key of ["tasks", "secret", "reasons"] as const) expect(Object.keys(fr[key])).toEqual(Object.keys(en[key]));
  for (const key of ["suggestions", "scores"] as const) expect(fr[key]).toHaveLength(en[key].length);
});
