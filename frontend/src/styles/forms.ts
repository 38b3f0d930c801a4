import { css } from "lit";

/* Where the customer writes and gives an opinion. */
export const forms = css`
  .foot { padding: 10px 12px 12px; border-top: 1px solid var(--line); background: var(--surface); }
  .notice { margin: 0 4px 8px; font-size: 13.5px; line-height: 1.4; color: var(--bad); }
  .hint { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 10px; align-items: center; margin: 0 4px 6px; font-size: 13px; color: var(--soft); }
  .entry { display: flex; align-items: flex-end; gap: 4px; padding: 4px; border: 1.5px solid var(--edge); border-radius: var(--control); background: var(--surface); }
  .entry:focus-within { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
  .entry [data-field] { flex: 1; min-width: 0; border: 0; background: none; outline: 0; padding: 8px 10px; resize: none; max-height: 130px; font-size: 16px; line-height: 1.4; }
  .entry input[type="password"] { letter-spacing: 4px; }
  .entry ::placeholder, textarea::placeholder { color: var(--soft); opacity: 1; letter-spacing: normal; }
  .entry button { display: grid; place-items: center; width: 40px; height: 40px; border-radius: calc(var(--control) - 3px); flex: none; }
  .send { background: var(--accent); color: var(--on-accent); }
  .send[aria-disabled="true"] { background: var(--raised); color: var(--soft); cursor: default; }
  .pick { position: relative; flex: none; color: var(--link); }
  .pick input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; pointer-events: none; border: 0; }

  .ended { padding: 4px 4px 2px; }
  .ended > p { margin: 0 0 10px; font-weight: 600; }
  .ended .solid.again { margin-top: 12px; padding: 9px 16px; }
  .thanks { margin: 0; color: var(--soft); }
  .thanks:focus, .ended > p:focus { outline: 0; }
  .opinion { margin: 6px 0 4px; }
  .opinion fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: 6px; }
  .opinion legend { padding: 0; margin: 0 0 6px; font-size: 13.5px; font-weight: 600; }
  .opinion textarea { display: block; width: 100%; margin: 8px 0; padding: 7px 10px; border: 1.5px solid var(--edge); border-radius: min(var(--control), 9px); background: var(--surface); font-size: 14px; line-height: 1.4; resize: vertical; }
  .row { display: flex; gap: 14px; align-items: center; }
  .pill, .score { position: relative; cursor: pointer; }
  .pill input, .score input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; margin: 0; cursor: pointer; }
  .pill span { display: block; padding: 4px 11px; border: 1.5px solid var(--edge); border-radius: var(--bubble); font-size: 13px; }
  .pill :checked + span, .score :checked + span { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
  .pill :focus-visible + span, .score :focus-visible + span { outline: 3px solid var(--link); outline-offset: 2px; }
  .scores { justify-content: space-between; }
  .score { flex: 1; }
  .score span { display: grid; place-items: center; height: 40px; border: 1.5px solid var(--edge); border-radius: min(var(--control), 10px); font-weight: 600; }
  .score:hover span, .pill:hover span { border-color: var(--link); }
  .ends { flex-basis: 100%; display: flex; justify-content: space-between; margin: 0; font-size: 12.5px; color: var(--soft); }
`;
