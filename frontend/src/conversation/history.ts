import type { Message } from "../api/types";

/* What the server knows to have been said: each message once, in order of id, however often and by whichever way
   (answer, stream, another tab's) it arrived. */
export class History {
  messages: readonly Message[] = [];
  /* The last id that arrived in order, by the stream; answers to our own messages may run ahead of it. */
  streamed = 0;

  receive(message: Message): void {
    const others = this.messages.filter((other) => other.id !== message.id);
    const place = others.findIndex((other) => other.id > message.id);
    this.messages = place === -1 ? [...others, message] : others.toSpliced(place, 0, message);
  }

  receiveInOrder(message: Message): void {
    this.receive(message);
    this.streamed = Math.max(this.streamed, message.id);
  }

  get last(): Message | undefined {
    return this.messages.at(-1);
  }
}
