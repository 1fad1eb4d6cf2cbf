import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbedded, type Embedded } from "./embedded.ts";
import { FolderTaken } from "./folder-lock.ts";
import { connect } from "./sql.ts";

let folder = "";
const running: Embedded[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "concerto-embedded-"));
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(at = folder): Promise<Embedded> {
  const one = await startEmbedded({ folder: at, durable: false });
  running.push(one);
  return one;
}

async function ask(url: string, question: string): Promise<unknown> {
  const sql = connect(url, { max: 1 });
  try {
    const [row] = await sql.unsafe<{ answer: unknown }[]>(`select (${question}) as answer`);
    return row?.answer;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const postmaster = () => Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);

describe("the embedded server", () => {
  it("keeps its data from one start to the next, in French order, closed to others", async () => {
    const first = await start();
    await ask(first.url, "select set_config('x.y', '1', false)");
    expect(await ask(first.url, "'Émile' < 'Fabien' and 'zoé' > 'Yves'")).toBe(true);
    expect(await ask(first.url, "current_setting('listen_addresses') || current_setting('fsync')")).toBe("127.0.0.1off");
    expect(statSync(join(folder, "database.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "postgres")).mode & 0o777).toBe(0o700);
    const wrong = new URL(first.url);
    wrong.password = "guess";
    await expect(ask(wrong.href, "1")).rejects.toThrow(/password/);
    const sql = connect(first.url, { max: 1 });
    await sql`create table kept (id integer)`;
    await sql.end();
    await running.pop()?.stop();
    const second = await start();
    expect(await ask(second.url, "select count(*)::integer from kept")).toBe(0);
  });

  it("is not started twice on one folder: the second says so and the first goes on", async () => {
    const first = await start();
    await expect(startEmbedded({ folder, durable: false })).rejects.toThrow(FolderTaken);
    expect(await ask(first.url, "1")).toBe(1);
  });

  it("is adopted when its process was killed, and stopped by the one that adopted it", async () => {
    const script = `
      const { startEmbedded } = await import(${JSON.stringify(new URL("embedded.ts", import.meta.url).href)});
      await startEmbedded({ folder: ${JSON.stringify(folder)}, durable: false });
      console.log("started");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const pid = postmaster();
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    const adopted = await start();
    expect(postmaster()).toBe(pid);
    expect(await ask(adopted.url, "1")).toBe(1);
    await running.pop()?.stop();
    expect(() => postmaster()).toThrow(/ENOENT/);
  });

  it("starts again over what a dead one, or another program with its number, left behind", async () => {
    await start();
    const left = readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8");
    await running.pop()?.stop();
    for (const pid of [process.pid, 2 ** 22 - 3]) {
      writeFileSync(join(folder, "postgres", "postmaster.pid"), left.replace(/^\d+/, String(pid)));
      writeFileSync(join(folder, "lock"), `${pid} 12345`);
      const again = await start();
      expect(await ask(again.url, "1")).toBe(1);
      await running.pop()?.stop();
    }
  });

  it("recovers from a power cut of the server itself", async () => {
    const first = await start();
    process.kill(postmaster(), "SIGKILL");
    await expect.poll(() => ask(first.url, "1").catch(() => "away")).toBe("away");
    const dead = running.pop();
    await dead?.stop();
    const second = await start();
    expect(await ask(second.url, "1")).toBe(1);
  });

  // Only root has another user to think of.
  it.each(process.getuid?.() === 0 ? ["root"] : [])(
    "as %s below a folder nobody else may enter, keeps data where its user can",
    async () => {
      const closed = join(folder, "closed");
      mkdirSync(closed);
      chmodSync(closed, 0o700);
      chmodSync(folder, 0o700);
      const one = await start(closed);
      expect(await ask(one.url, "1")).toBe(1);
      const away = readFileSync(join(closed, "postgres-is-at"), "utf8");
      await running.pop()?.stop();
      await start(closed);
      await running.pop()?.stop();
      rmSync(away, { recursive: true, force: true });
      expect(spawnSync("ls", [away]).status).not.toBe(0);
    },
  );
});
