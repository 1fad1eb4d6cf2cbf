import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";

const read = (env: Record<string, string>, argv: string[] = []) => readEnv({ argv, env });

describe("the settings", () => {
  it("start without any", () => {
    expect(read({})).toMatchObject({ port: 3000, data: ".data", empty: false, databaseUrl: undefined });
  });

  it("take the port from the command line before the environment", () => {
    expect(read({ PORT: "5000" }, ["--port", "4000", "--empty"])).toMatchObject({ port: 4000, empty: true });
    expect(read({ PORT: "5000" }, ["--port=4001"])).toMatchObject({ port: 4001 });
    expect(read({ PORT: "5000" })).toMatchObject({ port: 5000 });
  });

  it("read an empty variable as one that is not there", () => {
    expect(read({ PORT: "", SMTP_URL: "", DATABASE_URL: "" })).toMatchObject({ port: 3000, smtpUrl: undefined });
  });

  it.each([
    ["PORT", "abc"],
    ["PORT", "70000"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["SMTP_URL", "localhost"],
    ["BUS_URL", "redis://localhost"],
    ["CONCERTO_NODE_ADDRESS", "http://10.0.0.5:3000"],
    ["CONCERTO_SECRET", "short"],
    ["CONCERTO_METRICS_TOKEN", "short"],
    ["BASE_URL", "ftp://x.example"],
  ])("stop the start on a bad %s (%s), naming it and not its value", (name, value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name}.*\n${name}`));
    expect(() => read({ [name]: value })).not.toThrow(new RegExp(value));
  });

  it("stop the start on an option that does not exist", () => {
    expect(() => read({}, ["--prot", "4000"])).toThrow(/--prot/);
  });

  it.each(["10.0.0.5:3000", "concerto-2.internal:3000", "[fd00::5]:3000"])("take %s as the address of this node", (address) => {
    expect(read({ CONCERTO_NODE_ADDRESS: address }).nodeAddress).toBe(address);
  });

  it("keep only the origin of the address people type", () => {
    expect(read({ BASE_URL: "https://stages.example/chemin" }).baseUrl).toBe("https://stages.example");
  });
});
