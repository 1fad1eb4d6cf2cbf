// `npm test`: everything, as the first command after a clone too. Plain JavaScript, like realtime/prepare.mjs.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { node, prepare, root } from "#realtime/prepare.mjs";

const total = { passed: 0, failed: 0, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), "concerto-reports-"));
const bin = (...path) => join(root, "node_modules", ...path);

/** Adds up; the last line is what machines read. */
function count({ passed = 0, failed = 0, skipped = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

function title(text) {
  process.stdout.write(`\n== ${text}\n`);
}

/** The pinned Node, which the tools' own child processes find first as well. */
const ours = (env = {}) => ({ ...process.env, PATH: `${dirname(node())}:${bin(".bin")}:${process.env.PATH}`, ...env });
const run = (words, env) => spawnSync(node(), words, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: ours(env) }).status === 0;

/** Runs one of our tools beside others: whether it went well, and what it said. */
function beside(words) {
  const child = spawn(node(), words, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: ours() });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ passed: code === 0, said: Buffer.concat(said) })));
}

/** A step that is one test: it passes or it fails. */
async function step(name, running) {
  const { passed, said } = await running;
  title(name);
  process.stdout.write(said);
  count(passed ? { passed: 1 } : { failed: 1 });
  return passed;
}

/** A runner with a report; one that ends badly without naming a failure is a failure. */
function suite(name, { words, env, read }) {
  title(name);
  const report = join(reports, `${name}.json`);
  const ended = run(words(report), env?.(report));
  try {
    const counted = read(JSON.parse(readFileSync(report, "utf8")));
    count(!ended && counted.failed === 0 ? { ...counted, failed: 1 } : counted);
  } catch {
    count({ failed: 1 });
  }
}

try {
  await prepare({ build: false });
  // The browser is fetched meanwhile; types (which the linter reads anyway) and build have a core each.
  const browser = beside([join(root, "e2e", "browser.mjs")]);
  const checked = beside([bin("oxlint", "bin", "oxlint"), "--type-check"]);
  const build = beside([bin("vite", "bin", "vite.js"), "build", "--config", "app.config.ts", "--logLevel", "warn"]);
  await step("format", beside([bin("oxfmt", "bin", "oxfmt"), "--check"]));
  await step("lint and types", checked);
  const built = await step("build", build);
  // Before the tests: one of them may fetch a server from the same package manager.
  process.stdout.write((await browser).said);
  suite("unit", {
    words: (report) => [
      bin("vitest", "vitest.mjs"),
      "run",
      "--config",
      "app.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    read: ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests + (numTodoTests ?? 0),
    }),
  });
  if (built) {
    suite("e2e", {
      words: () => [bin("@playwright", "test", "cli.js"), "test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
      env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
      read: ({ stats, errors }) => ({
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected + errors.length,
        skipped: stats.skipped,
      }),
    });
  }
} catch (error) {
  process.stderr.write(`${error.stack ?? error}\n`);
  count({ failed: 1 });
} finally {
  rmSync(reports, { recursive: true, force: true });
}

process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
