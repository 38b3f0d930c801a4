import { html, nothing, type TemplateResult } from "lit";
import type { Source } from "../api/types";
import { longDate } from "../text/dates";
import { safeUrl } from "../text/rich";
import { headingText } from "../text/transcript";
import type { Context } from "./context";
import { icon } from "./icons";

/* Where an answer comes from: a line that opens. */
export const sources = (context: Context, cited: Source[]): TemplateResult => html`
  <details class="sources">
    <summary>
      ${icon("document")}
      <span><span class="count">${context.words.sources(cited.length)}</span> ${cited[0]!.document}</span>
      ${icon("down", "turn")}
    </summary>
    ${cited.map((source) => citation(context, source, cited.length > 1))}
  </details>
`;

function citation({ words, conversation }: Context, source: Source, named: boolean): TemplateResult {
  const heading = headingText(source.heading);
  const url = safeUrl(source.url);
  return html`
    <div class="cited">
      ${named ? html`<p class="heading">${source.document}</p>` : nothing}
      ${heading ? html`<p class="heading">${heading}</p>` : nothing}
      ${source.date ? html`<p>${words.dated(longDate(source.date, conversation.language))}</p>` : nothing}
      ${url ? html`<p><a href=${url} target="_blank" rel="noopener noreferrer">${words.openSource}</a></p>` : nothing}
    </div>
  `;
}
