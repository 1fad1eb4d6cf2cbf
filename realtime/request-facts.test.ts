import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { readEnv } from "#server/env.ts";
import { secure } from "./headers.ts";
import { allowedOrigin, fromOurPages } from "./origin.ts";
import { addressOf, newRequestId, pathForLog } from "./request-facts.ts";

const plain = readEnv({ argv: [], env: {} });
const behind = readEnv({ argv: [], env: { BASE_URL: "https://stages.example" } });
const request = (headers: Record<string, string>, method = "POST") =>
  ({ method, headers, socket: { remoteAddress: "10.0.0.9" } }) as unknown as IncomingMessage;

describe("the address of a client", () => {
  const claimed = request({ "x-forwarded-for": "1.2.3.4, 203.0.113.7" });

  it("is the socket's, whatever the client claims", () => {
    expect(addressOf(claimed, plain)).toBe("10.0.0.9");
  });

  it("is, behind our proxy, the one the proxy saw and not those the client made up", () => {
    expect(addressOf(claimed, behind)).toBe("203.0.113.7");
    expect(addressOf(request({}), behind)).toBe("10.0.0.9");
  });
});

describe("what changes something", () => {
  it.each([
    [{ origin: "http://localhost:3000", host: "localhost:3000" }, true],
    [{ origin: "http://evil.example", host: "localhost:3000" }, false],
    [{ origin: "null", host: "localhost:3000" }, false],
    [{ origin: "http://localhost:3000.evil.example", host: "localhost:3000" }, false],
    [{ "sec-fetch-site": "cross-site", host: "localhost:3000" }, false],
    [{ host: "localhost:3000" }, true],
  ])("with %j is let through: %s", (headers, may) => {
    expect(allowedOrigin(request(headers), plain)).toBe(may);
  });

  it("comes, behind a proxy, from the address people type", () => {
    expect(allowedOrigin(request({ origin: "https://stages.example", host: "127.0.0.1:3000" }), behind)).toBe(true);
  });

  it("a socket needs an origin, and ours", () => {
    expect(fromOurPages(request({ host: "localhost:3000" }), plain)).toBe(false);
  });
});

describe("the headers of an answer", () => {
  function headersFor(env: typeof plain, headers: Record<string, string>): Map<string, string> {
    const set = new Map<string, string>();
    secure(request(headers), { setHeader: (name: string, value: string) => set.set(name, value) } as never, { env, nonce: "N" });
    return set;
  }

  it("let nothing run that does not carry the nonce", () => {
    const policy = headersFor(plain, {}).get("Content-Security-Policy") ?? "";
    expect(policy).toContain("script-src 'self' 'nonce-N'");
    expect(policy).toContain("style-src 'self' 'nonce-N'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it("ask for TLS next time only where there is TLS", () => {
    expect(headersFor(plain, { "x-forwarded-proto": "https" }).has("Strict-Transport-Security")).toBe(false);
    expect(headersFor(behind, { "x-forwarded-proto": "https" }).has("Strict-Transport-Security")).toBe(true);
    expect(headersFor(behind, { "x-forwarded-proto": "http" }).has("Strict-Transport-Security")).toBe(false);
  });
});

describe("the log", () => {
  it("keeps ids and no tokens", () => {
    expect(pathForLog("/fiches/0198c7a2-1111-7abc-8def-0123456789ab?mot=x@y.ca")).toBe("/fiches/0198c7a2-1111-7abc-8def-0123456789ab");
    expect(pathForLog("/mot-de-passe/Zm9vYmFyYmF6cXV1eGZvb2JhcmJhenF1dXg")).toBe("/mot-de-passe/…");
  });

  it("numbers requests with eight letters that read well aloud", () => {
    expect(newRequestId()).toMatch(/^[0-9A-HJKMNP-Z]{8}$/);
    expect(newRequestId()).not.toBe(newRequestId());
  });
});
