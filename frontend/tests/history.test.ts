import { expect, test } from "vitest";
import { History } from "../src/conversation/history";
import { message } from "./fakes";

test("each message is there once and in order, whichever way it came", () => {
  const history = new History();
  for (const id of [3, 1, 2, 3, 1]) history.receive(message(id));
  expect(history.messages.map(({ id }) => id)).toEqual([1, 2, 3]);
});

test("the newest state of a message counts", () => {
  const history = new History();
  history.receive(message(1, { status: "received" }));
  history.receive(message(1, { status: "answered" }));
  expect(history.last?.status).toBe("answered");
});

test("an answer that ran ahead of the stream does not make the stream skip what came before it", () => {
  const history = new History();
  history.receiveInOrder(message(1));
  history.receive(message(4));
  expect(history.streamed).toBe(1);
});
