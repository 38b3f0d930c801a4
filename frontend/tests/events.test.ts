import { expect, test } from "vitest";
import { EventParser } from "../src/api/events";

const STREAM = 'event: message\r\nid: 7\r\ndata: {"id": 7}\r\n\r\n: ping\r\n\r\nevent: state\r\ndata: {"a":\r\ndata: 1}\r\n\r\n';
const EVENTS = [
  { kind: "message", id: "7", data: '{"id": 7}' },
  { kind: "state", id: null, data: '{"a":\n1}' },
];

test("events are read wherever the pieces of the stream end", () => {
  for (let size = 1; size <= STREAM.length; size++) {
    const parser = new EventParser();
    const pieces = STREAM.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
    expect(pieces.flatMap((piece) => parser.push(piece))).toEqual(EVENTS);
  }
});

test("an event that is not finished is not given", () => {
  expect(new EventParser().push("data: half\n")).toEqual([]);
});

test("line ends of every kind end a line", () => {
  const parser = new EventParser();
  expect(parser.push("data: a\n\ndata: b\r\r\ndata: c\r\n\r\n").map(({ data }) => data)).toEqual(["a", "b", "c"]);
});
