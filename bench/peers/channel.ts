import { setTimeout as sleep } from "node:timers/promises";

/** A peer's end of the measuring channel: memory in bytes, CPU in milliseconds, as realtime/measured.ts tells them of Concerto. */
export function measured(port: number): void {
  process.on("message", ({ id, collect }: { id: number; collect?: boolean }) => {
    void (async () => {
      for (let round = 0; collect === true && round < 3; round += 1) {
        globalThis.gc?.();
        await sleep(30);
      }
      const { rss, heapUsed, external } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      process.send?.({ to: id, told: { rss, heap: heapUsed + external, cpu: (user + system) / 1_000, loopDelay: 0 } });
    })();
  });
  process.once("disconnect", () => process.exit(0));
  process.send?.({ ready: { url: `http://127.0.0.1:${port}` } });
}
