import { css } from "lit";

/* What was said, and what can be done with it. */
export const log = css`
  .log { position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 12px; display: flex; flex-direction: column; gap: 4px; scrollbar-width: thin; }
  .log:focus-visible { outline-offset: -3px; }
  .log > * { flex: none; }
  .welcome { padding: 6px 2px 10px; }
  .welcome h3 { text-wrap: balance; margin: 0 0 6px; font-size: 20px; line-height: 1.3; font-weight: 650; }
  .welcome p { margin: 0; color: var(--soft); text-wrap: pretty; }
  .loading { margin: 8px 2px; color: var(--soft); font-size: 13.5px; }

  .message { display: flex; flex-direction: column; max-width: 86%; align-self: flex-start; align-items: flex-start; }
  .message.customer { align-self: flex-end; align-items: flex-end; }
  .message.first { margin-top: 10px; }
  .name { font-size: 12.5px; color: var(--soft); margin: 0 4px 3px; display: flex; gap: 5px; align-items: center; }
  .name svg { width: 15px; height: 15px; }
  .bubble { margin: 0; padding: 9px 13px; border-radius: var(--bubble); background: var(--raised); white-space: pre-wrap; overflow-wrap: anywhere; }
  .customer .bubble { background: var(--accent); color: var(--on-accent); border-bottom-right-radius: min(var(--bubble), 5px); }
  .bot .bubble, .agent .bubble { border-bottom-left-radius: min(var(--bubble), 5px); }
  .agent .bubble { background: var(--tint); border: 1px solid color-mix(in oklab, var(--link), transparent 55%); }
  .bubble a { color: inherit; text-underline-offset: 2px; }
  .failed .bubble, .lost .bubble { background: none; color: var(--ink); border: 1.5px dashed var(--edge); }
  .failed .bubble { border-color: var(--bad); }
  .secret { display: inline-flex; gap: 6px; align-items: center; letter-spacing: 2px; }
  .secret svg { width: 16px; height: 16px; }
  .state { font-size: 12.5px; color: var(--soft); margin: 3px 4px 0; display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 4px; align-items: center; text-align: right; }
  .state svg { width: 14px; height: 14px; }
  .failed .state { color: var(--bad); }
  .sending .state { animation: appear .2s 1.5s both; }
  @keyframes appear { from { opacity: 0; } }

  .sources { border: 1px solid var(--line); border-radius: var(--control); margin-top: 5px; overflow: hidden; font-size: 13px; max-width: 100%; }
  summary { display: flex; gap: 7px; align-items: center; min-height: 32px; padding: 5px 11px; cursor: pointer; color: var(--soft); list-style: none; line-height: 1.35; }
  summary::-webkit-details-marker { display: none; }
  summary:hover { color: var(--ink); }
  summary:focus-visible { outline-offset: -3px; border-radius: var(--control); }
  summary svg { width: 16px; height: 16px; }
  summary .count { font-weight: 600; }
  summary .count::after { content: " ·"; }
  summary .turn { margin-left: auto; width: 14px; height: 14px; transition: transform .15s; }
  details[open] .turn { transform: rotate(180deg); }
  .cited { padding: 2px 11px 8px 34px; color: var(--soft); line-height: 1.45; overflow-wrap: anywhere; }
  .cited p { margin: 2px 0; }
  .cited .heading { color: var(--ink); }
  .cited a { color: var(--link); }

  .choices { display: flex; flex-wrap: wrap; gap: 7px; margin: 8px 0 4px; padding: 0; list-style: none; }
  .choice { border: 1.5px solid var(--link); color: var(--link); border-radius: var(--bubble); padding: 6px 14px; min-height: 36px; font-weight: 600; font-size: 14px; line-height: 1.35; text-align: left; background: var(--surface); }
  .choice:hover { background: var(--tint); }

  .typing { display: flex; gap: 5px; padding: 13px 14px; margin-top: 10px; border-radius: var(--bubble); border-bottom-left-radius: min(var(--bubble), 5px); background: var(--raised); align-self: flex-start; }
  .typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: blink 1.2s infinite both; }
  .typing i:nth-child(2) { animation-delay: .18s; }
  .typing i:nth-child(3) { animation-delay: .36s; }
  @keyframes blink { 0%, 70%, 100% { opacity: .25; } 35% { opacity: 1; } }

  guichet-rating { display: block; max-width: 100%; }
  .rating { display: flex; align-items: center; gap: 2px; margin: 3px 0 0; font-size: 12.5px; color: var(--soft); }
  .thumb { display: grid; place-items: center; width: 30px; height: 28px; border-radius: min(var(--control), 8px); color: var(--soft); }
  .thumb svg { width: 17px; height: 17px; }
  .thumb:hover { background: var(--raised); color: var(--ink); }
  .thumb[aria-pressed="true"] { color: var(--link); background: var(--tint); }
  .thumb[aria-pressed="true"] svg { fill: color-mix(in oklab, currentColor, transparent 70%); }
`;
