/* What leaves the conversation as it is now; asked about before it is done. */
export type Step = "restart" | "sms" | "end";

/* Everything that the widget itself says; the same keys in both languages, or it does not compile. */
export interface Wording {
  title(name: string): string;
  subtitle: string;
  withAgent(name: string): string;
  launch(name: string): string;
  unread(count: number): string;
  minimize: string;
  more: string;
  steps: Record<Step, { menu: string; ask: string; yes: string }>;
  endWaiting: string;
  cancel: string;
  download: string;
  otherLanguage: string;
  switchLanguage: string;
  askLanguage: string;
  log: string;
  welcome: string;
  welcomeMore(name: string): string;
  suggestions: string[];
  loading: string;
  placeholder: string;
  field: string;
  send: string;
  typing: string;
  you: string;
  bot: string;
  agent: string;
  secret: Record<string, string>; // by slot
  secretHint: string;
  secretNot: string;
  secretAgain: string;
  hidden: string;
  email: string;
  emailField: string;
  date: string;
  dateField: string;
  pickDate: string;
  yes: string;
  no: string;
  choices: string;
  sources(count: number): string;
  dated(date: string): string;
  openSource: string;
  sending: string;
  sent: string;
  lost: string;
  failed: string;
  retry: string;
  offline: string;
  expired: string;
  failure: string;
  queued: string;
  human: string;
  closed: string;
  moved: string;
  tasks: Record<string, string>; // by name
  abort: string;
  abortText: string;
  rate: string;
  up: string;
  down: string;
  reasonAsk: string;
  reasons: Record<"wrong" | "off_topic" | "incomplete" | "unclear" | "other", string>;
  comment: string;
  give: string;
  thanks: string;
  satisfactionAsk: string;
  scores: string[]; // 1 to 5
  transcriptTitle(name: string, date: string): string;
}
