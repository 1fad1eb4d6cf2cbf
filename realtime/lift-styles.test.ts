import { describe, expect, it } from "vitest";
import { liftStyles } from "./lift-styles.ts";

describe("style attributes of a served page", () => {
  const page = (body: string) => `<html><head></head><body>${body}</body></html>`;

  it("become rules that carry the nonce, one per value", () => {
    const html = liftStyles(page('<p class="a" style="width:3px">x</p><b style="width:3px"></b>'), "N");
    expect(html).toContain('<style id="lifted" nonce="N">[data-lifted="0"]{width:3px}</style></head>');
    expect(html).toContain('<p class="a" data-lifted="0">x</p><b data-lifted="0"></b>');
  });

  it("are found after attributes that are bare, empty or hold a greater-than sign", () => {
    const html = liftStyles(page('<p data-hk=00a disabled class="[&>svg]:w-1" style="width:3px">x</p>'), "N");
    expect(html).toContain('<p data-hk=00a disabled class="[&>svg]:w-1" data-lifted="0">x</p>');
  });

  it("cannot end their rule, however they are escaped", () => {
    for (const value of ["a}b{color:red", "&lt;/style&gt;", "x:\\7d y", "@import 'x'"]) {
      const html = liftStyles(page(`<p style="${value}"></p>`), "N");
      expect(html).toBe(page("<p></p>"));
    }
  });

  it("leave text and a page without any as they are", () => {
    const html = page('<p>say style="x" &lt;b style="y"&gt;</p>');
    expect(liftStyles(html, "N")).toBe(html);
  });
});
