import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Conversation } from "../src/conversation/conversation";
import { Memory } from "../src/conversation/memory";
import { MASK } from "../src/text/mask";
import { FakeServer, FakeStorage } from "./fakes";

let server: FakeServer;
let storage: FakeStorage;
const open: Conversation[] = [];

/* A tab of the browser. */
async function tab(): Promise<Conversation> {
  const conversation = new Conversation("primus", "fr", server.client, new Memory("primus", storage));
  open.push(conversation);
  await conversation.restore();
  return conversation;
}

const said = ({ history, outbox }: Conversation) => [...history.messages, ...outbox.items].map(({ text }) => text);
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const say = (conversation: Conversation, text: string) => (conversation.send({ text }, text), later(0));

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  storage = new FakeStorage();
});

afterEach(() => {
  for (const conversation of open.splice(0)) conversation.dispose();
  vi.useRealTimers();
});

test("the first message opens the conversation, and no page view does", async () => {
  const conversation = await tab();
  expect(server.opened).toBe(0);
  await say(conversation, "Bonjour");
  expect(server.opened).toBe(1);
  expect(said(conversation)).toEqual(["Bonjour", "re: Bonjour"]);
});

test("messages are sent one after the other, in the order in which they were written", async () => {
  const conversation = await tab();
  for (const text of ["un", "deux", "trois"]) conversation.send({ text }, text);
  await later(0);
  expect(said(conversation)).toEqual(["un", "re: un", "deux", "re: deux", "trois", "re: trois"]);
});

test("an ended conversation shows its last word and takes no more messages, also after a reload", async () => {
  const conversation = await tab();
  await say(conversation, "Bonjour");
  await conversation.leave("end");
  expect(said(conversation).at(-1)).toBe("end");
  expect(conversation.writable).toBe(false);
  expect((await tab()).writable).toBe(false);
});

test("what goes on by SMS can be read, and not be written to", async () => {
  const conversation = await tab();
  await say(conversation, "Bonjour");
  await conversation.leave("sms");
  expect(conversation.standing).toMatchObject({ state: "bot", channel: "sms" });
  expect(conversation.writable).toBe(false);
});

test("why it cannot go on by SMS is the server's sentence, and one can go on here", async () => {
  const conversation = await tab();
  await say(conversation, "Bonjour");
  server.failure = 409;
  await conversation.leave("sms");
  expect(conversation.notice).toEqual({ text: "refused with 409", key: null, restore: "" });
  expect(conversation.writable).toBe(true);
});

test("without network nothing is left, and the customer is told", async () => {
  const conversation = await tab();
  await say(conversation, "Bonjour");
  server.failure = "offline";
  await conversation.leave("end");
  expect(conversation.notice?.key).toBe("failure");
  expect(conversation.writable).toBe(true);
});

test("a reload shows what was said", async () => {
  await say(await tab(), "Bonjour");
  expect(said(await tab())).toEqual(["Bonjour", "re: Bonjour"]);
});

test("without network a message waits, is shown as waiting, and goes out when the network is back", async () => {
  const conversation = await tab();
  server.failure = "offline";
  await say(conversation, "Bonjour");
  expect(conversation.outbox.items.map(({ delivery }) => delivery)).toEqual(["lost"]);
  expect(conversation.online).toBe(false);
  server.failure = null;
  conversation.networkChanged(true);
  await later(0);
  expect(said(conversation)).toEqual(["Bonjour", "re: Bonjour"]);
});

test("without a word of the browser's the message goes out after a while all the same", async () => {
  const conversation = await tab();
  server.failure = 503;
  await say(conversation, "Bonjour");
  server.failure = null;
  await later(1000);
  expect(said(conversation)).toEqual(["Bonjour", "re: Bonjour"]);
});

test("a message whose answer was lost is sent again and answered once", async () => {
  const conversation = await tab();
  server.loseAnswers = true;
  await say(conversation, "Bonjour");
  server.loseAnswers = false;
  await later(1000);
  expect(server.received).toHaveLength(2);
  expect(said(conversation)).toEqual(["Bonjour", "re: Bonjour"]);
});

test("a message that was not sent before a reload is sent after it", async () => {
  const before = await tab();
  await say(before, "Bonjour");
  server.failure = "offline";
  await say(before, "Et demain ?");
  before.dispose();
  server.failure = null;
  const after = await tab();
  await later(0);
  expect(said(after)).toEqual(["Bonjour", "re: Bonjour", "Et demain ?", "re: Et demain ?"]);
  expect(Object.keys(storage)).toEqual(["guichet:primus"]);
});

test("a PIN is sent, but never shown nor written into the browser's store", async () => {
  const conversation = await tab();
  server.failure = "offline";
  conversation.send({ text: "6417" }, MASK);
  await later(0);
  expect(said(conversation)).toEqual([MASK]);
  expect(JSON.stringify(storage)).not.toContain("6417");
  server.failure = null;
  await later(1000);
  expect(server.received).toEqual([{ text: "6417" }]);
});

test("a message that is refused is given back with the reason, and the next one goes out", async () => {
  const conversation = await tab();
  server.failure = 422;
  await say(conversation, "trop long");
  expect(conversation.notice).toEqual({ text: "refused with 422", key: null, restore: "trop long" });
  server.failure = null;
  await say(conversation, "court");
  expect(said(conversation)).toEqual(["court", "re: court"]);
  expect(conversation.notice).toBeNull();
});

test("a message that the server failed over is sent again when the customer wants", async () => {
  const conversation = await tab();
  server.failure = 500;
  await say(conversation, "Bonjour");
  const [item] = conversation.outbox.items;
  expect(item?.delivery).toBe("failed");
  server.failure = null;
  await later(60_000);
  expect(server.received).toHaveLength(0);
  conversation.retry(item!.clientId);
  await later(0);
  expect(said(conversation)).toEqual(["Bonjour", "re: Bonjour"]);
});

test("when the token has expired, what was written is given back for a new conversation", async () => {
  const conversation = await tab();
  await say(conversation, "Bonjour");
  server.failure = 401;
  await say(conversation, "Et demain ?");
  expect(conversation.notice).toEqual({ text: "", key: "expired", restore: "Et demain ?" });
  expect(conversation.started).toBe(false);
  server.failure = null;
  await say(conversation, "Et demain ?");
  expect(server.opened).toBe(2);
});

describe("two tabs", () => {
  const tell = () => window.dispatchEvent(Object.assign(new Event("storage"), { key: null }));

  test("show the same conversation", async () => {
    const [first, second] = [await tab(), await tab()];
    await say(first, "Bonjour");
    tell();
    await later(0);
    expect(said(second)).toEqual(said(first));
  });

  test("a message of a tab that was closed is sent by the other", async () => {
    const [first, second] = [await tab(), await tab()];
    await say(first, "Bonjour");
    tell();
    server.failure = "offline";
    await say(first, "Et demain ?");
    first.dispose();
    tell();
    server.failure = null;
    expect(said(second)).toContain("Et demain ?");
    await later(5000);
    expect(said(second).slice(-2)).toEqual(["Et demain ?", "re: Et demain ?"]);
  });

  test("a new conversation in one is a new one in the other", async () => {
    const [first, second] = [await tab(), await tab()];
    await say(first, "Bonjour");
    tell();
    await later(0);
    first.restart();
    tell();
    await later(0);
    expect([first.started, second.started]).toEqual([false, false]);
  });
});

test("an opinion is remembered once the server has it", async () => {
  const conversation = await tab();
  await say(conversation, "Bonjour");
  await conversation.opinions.rate(2, { value: "down", reason: "wrong" });
  await conversation.opinions.giveSatisfaction({ score: 4 });
  const again = await tab();
  expect([again.opinions.ratingOf(2), again.opinions.satisfactionGiven]).toEqual(["down", true]);
  expect([server.rated, server.given]).toEqual([[[2, { value: "down", reason: "wrong" }]], [{ score: 4 }]]);
});

test("an opinion that the server did not get is not remembered", async () => {
  const conversation = await tab();
  await say(conversation, "Bonjour");
  server.failure = "offline";
  await expect(conversation.opinions.rate(2, { value: "up" })).rejects.toThrow();
  expect(conversation.opinions.ratingOf(2)).toBeNull();
});

test.each(["human", "closed"] as const)("nobody is shown as typing in state %s", async (state) => {
  const conversation = await tab();
  await say(conversation, "Bonjour");
  server.standing = { ...server.standing, state };
  await say(conversation, "Merci");
  expect(conversation.answering).toBe(false);
});
