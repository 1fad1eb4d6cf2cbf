/** A tag up to its style attribute; attributes before it may be quoted, bare or without a value. */
const STYLED = /(<[a-z][\w-]*(?:\s+[^\s"'=<>/]+(?:=(?:"[^"]*"|[^\s"'<>]+))?)*?)\s+style="([^"]*)"/g;
/** Nothing that could end the rule or the element it is put into. */
const UNSAFE = /[{}<>@\\]/;

const decode = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&amp;", "&");

/**
 * The policy lets no style attribute of the served page through (an injected one could cover the page or
 * spell out secrets with background images). What components put there is moved to rules of one style
 * element that carries the nonce; `src/entry-client.tsx` puts it back on the elements by script, which
 * the policy allows, before hydration, so that components find what they rendered.
 */
export function liftStyles(html: string, nonce: string): string {
  const rules: string[] = [];
  const seen = new Map<string, number>();
  const body = html.replace(STYLED, (whole: string, before: string, value: string) => {
    const style = decode(value);
    if (UNSAFE.test(style)) return before;
    let number = seen.get(style);
    if (number === undefined) {
      number = rules.length;
      seen.set(style, number);
      rules.push(`[data-lifted="${number}"]{${style}}`);
    }
    return `${before} data-lifted="${number}"`;
  });
  if (rules.length === 0) return body;
  return body.replace("</head>", () => `<style id="lifted" nonce="${nonce}">${rules.join("")}</style></head>`);
}
