/* What the chat API gives and takes; bot/web/views.py is the other side. */

export type Language = "fr" | "en";
export type Channel = "web" | "sms"; // by SMS a conversation can be read here, and no longer be written to
export type State = "bot" | "queued" | "human" | "closed";
export type Input = "text" | "secret" | "email" | "date" | "choice" | "confirmation";
export type RatingValue = "up" | "down";

export interface Button {
  title: string;
  payload: string;
}

export interface Source {
  document: string;
  heading?: string | string[] | null;
  date?: string | null;
  url?: string | null;
}

export interface Message {
  id: number;
  sender: "customer" | "bot" | "agent";
  author?: string | null; // an agent's name
  text: string;
  language: Language | null;
  buttons: Button[];
  sources: Source[];
  created_at: string;
  client_id?: string | null;
  status?: "received" | "answered" | "failed" | null;
}

export interface Expects {
  slot: string;
  input: Input;
}

export interface Standing {
  state: State;
  channel: Channel;
  task: string | null;
  expects: Expects | null;
  language: Language;
}

export interface Transcript extends Standing {
  messages: Message[];
}

export interface Turn extends Transcript {
  message: Message;
}

/* An operator; sms: whether a verified customer can go on by SMS. */
export interface Operator {
  slug: string;
  name: string;
  sms: boolean;
}

/* What opens a conversation; the token is known to this browser only. */
export interface Key {
  id: string;
  token: string;
}

export interface Opened extends Key {
  language: Language;
  expires_at: string;
}

/* Exactly one of the two. */
export type Body = { text: string } | { payload: string };

export interface Rating {
  value: RatingValue;
  reason?: string;
  comment?: string;
}

export interface Satisfaction {
  score: number;
  comment?: string;
}
