// `npm start` and `npm run dev`: installs and builds what is missing, then runs Concerto on the pinned Node.
import { spawn } from "node:child_process";
import { compiled, node, prepare, root } from "./prepare.mjs";

const words = process.argv.slice(2);
const dev = words[0] === "--dev";
if (dev) words.shift();

try {
  await prepare({ build: !dev });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

// The channel lets Concerto notice our end, however it comes.
const child = spawn(node(), [dev ? "realtime/dev.ts" : "realtime/main.ts", ...words], {
  cwd: root,
  env: { ...compiled, ...process.env },
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm passes a SIGTERM to its shell, and the shell dies of it without a word to us: then we have another parent.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 250).unref();
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
