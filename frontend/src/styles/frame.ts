import { css } from "lit";

/* Colours, the launcher, and the panel with its header. A page sets --guichet-… on guichet-chat or anything around it. */
export const frame = css`
  :host {
    all: initial;
    --accent: var(--guichet-accent, #2b5f8c);
    --on-accent: var(--guichet-on-accent, #fff);
    --header: var(--guichet-header, var(--accent));
    --on-header: var(--guichet-on-header, var(--on-accent));
    --radius: var(--guichet-radius, 18px);
    --bubble: min(var(--radius), 18px);
    --control: min(var(--radius), 14px);
    --surface: light-dark(#fff, #191b1f);
    --raised: light-dark(#f1f3f6, #282b31);
    --line: light-dark(#dde1e7, #3a3e46);
    --edge: light-dark(#838b96, #7b828d);
    --ink: light-dark(#1a1d21, #eceef1);
    --soft: light-dark(#565e69, #abb2bd);
    --link: light-dark(var(--accent), color-mix(in oklab, var(--accent), white 58%));
    --tint: light-dark(color-mix(in oklab, var(--accent), white 92%), color-mix(in oklab, var(--accent), #191b1f 74%));
    --bad: light-dark(#a3221c, #ff9d94);
    color-scheme: light dark;
    display: block;
    position: fixed;
    inset: auto 20px 20px auto;
    z-index: 2147483000;
    font: 15px/1.5 var(--guichet-font, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
    color: var(--ink);
  }
  :host([data-theme="light"]) { color-scheme: light; }
  :host([data-theme="dark"]) { color-scheme: dark; }
  *, ::before, ::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  button, input, textarea { font: inherit; color: inherit; margin: 0; }
  button { cursor: pointer; background: none; border: 0; padding: 0; }
  svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
  :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  .launcher { position: relative; display: grid; place-items: center; width: 60px; height: 60px; margin-left: auto; border-radius: max(12px, min(50%, var(--radius) * 2)); background: var(--accent); color: var(--on-accent); box-shadow: 0 6px 20px rgb(0 0 0 / .25); transition: transform .15s; }
  .launcher:hover { transform: scale(1.05); }
  .launcher svg { width: 28px; height: 28px; }
  .badge { position: absolute; top: -3px; right: -3px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; background: #c5221f; color: #fff; font-size: 13px; font-weight: 600; line-height: 22px; text-align: center; }

  .panel { position: relative; display: flex; flex-direction: column; width: min(408px, calc(100vw - 40px)); height: min(700px, calc(100dvh - 40px)); overflow: hidden; border-radius: var(--radius); border: 1px solid var(--line); background: var(--surface); box-shadow: 0 16px 48px rgb(0 0 0 / .24); animation: rise .2s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(14px); } }

  .head { display: flex; align-items: center; gap: 6px; padding: 12px 10px 12px 16px; background: var(--header); color: var(--on-header); }
  .head :focus-visible { outline-color: var(--on-header); outline-offset: -3px; }
  .mark { display: grid; place-items: center; width: 40px; height: 40px; margin-right: 6px; border-radius: var(--control); flex: none; background: color-mix(in oklab, var(--on-header), transparent 84%); font-size: 20px; font-weight: 700; }
  .who { flex: 1; min-width: 0; }
  .who h2 { margin: 0; font-size: 16px; font-weight: 650; line-height: 1.25; }
  .who p { margin: 1px 0 0; font-size: 12.5px; line-height: 1.3; }
  .head button { display: grid; place-items: center; width: 36px; height: 36px; border-radius: min(var(--control), 10px); flex: none; font-size: 13px; font-weight: 650; }
  .head button:hover, .head button[aria-expanded="true"] { background: color-mix(in oklab, var(--on-header), transparent 84%); }
  .more svg { stroke-width: 3; }

  .menu { position: absolute; top: 60px; right: 12px; z-index: 1; padding: 6px; border: 1px solid var(--line); border-radius: var(--control); background: var(--surface); box-shadow: 0 8px 28px rgb(0 0 0 / .2); }
  .menu button { display: flex; align-items: center; gap: 10px; width: 100%; padding: 9px 14px 9px 10px; border-radius: min(var(--control), 9px); text-align: left; }
  .menu button:hover { background: var(--tint); }
  .menu svg { width: 19px; height: 19px; color: var(--link); }

  .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; padding: 7px 16px; background: var(--tint); border-bottom: 1px solid var(--line); font-size: 13.5px; line-height: 1.35; }
  .bar span { flex: 1; min-width: 9em; }
  .bar svg { width: 18px; height: 18px; color: var(--link); }
  .bar.bad { background: light-dark(#fdeeed, #3a201f); color: var(--bad); }
  .quiet { color: var(--link); font-size: 13.5px; font-weight: 600; text-decoration: underline; text-underline-offset: 3px; padding: 4px 2px; min-height: 24px; }
  .solid { background: var(--accent); color: var(--on-accent); border-radius: min(var(--control), 9px); padding: 6px 14px; font-weight: 600; font-size: 13.5px; }

  @media (max-width: 520px), (max-height: 480px) {
    :host([data-open]) { inset: 0; }
    .panel { width: 100%; height: 100dvh; border: 0; border-radius: 0; }
  }
  @media (max-height: 480px) {
    .head { padding-block: 5px; }
    .mark, .who p { display: none; }
    .menu { top: 46px; }
  }
  @media (prefers-reduced-motion: reduce) {
    *, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
  }
  @media (forced-colors: active) { .bubble, .launcher, .send, .choice, .pill span, .score span { border: 1px solid; } }
  @media print { :host { display: none; } }
`;
