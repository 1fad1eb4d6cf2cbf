import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "./client.ts";
import { makeSlices, quantile } from "./machine.ts";
import type { Server } from "./server.ts";

/** What a phase of load came to. Times in ms, in order, from the edit's leaving. */
export interface Outcome {
  perSecond: number;
  /** Share of what should have reached the others that did. */
  delivered: number;
  seen: Float64Array;
  acknowledged: Float64Array;
  /** CPU of the server, all its threads, microseconds an edit. */
  cpu: number;
}

/** Numbers of edits under way: many more than any phase has. */
const room = 1 << 22;
let numbers = 0;

/** What was sent when, by whom; shared by all loads of this process, since numbers do not repeat. */
const sentAt = new Float64Array(room);
const sentBy = new Int32Array(room);

/**
 * Open loop: people do not wait for the server before they type on. `clients` are in rooms of `together` people each, in order; an edit
 * is to be seen by the others of its room.
 */
export function makeLoad(clients: Client[], { together = clients.length, server }: { together?: number; server: Server }) {
  let slices = makeSlices();
  let answers = makeSlices();
  slices.stop();
  answers.stop();
  let seen = 0;
  const waiting: number[][] = clients.map(() => []);
  clients.forEach((client, index) => {
    client.seen = (number) => {
      const at = sentAt[number % room] ?? 0;
      if (sentBy[number % room] === index || at === 0) return;
      seen += 1;
      slices.add(at, performance.now() - at);
    };
    client.acknowledged = () => {
      const at = waiting[index]?.shift();
      if (at !== undefined) answers.add(at, performance.now() - at);
    };
  });

  function send(index: number): void {
    const number = ++numbers;
    sentBy[number % room] = index;
    const at = performance.now();
    sentAt[number % room] = at;
    waiting[index]?.push(at);
    clients[index]?.edit(number);
  }

  /** So many edits a second, by everybody in turn at random, for so long. */
  async function run(perSecond: number, during: number): Promise<Outcome> {
    for (const queue of waiting) queue.length = 0;
    seen = 0;
    slices = makeSlices();
    answers = makeSlices();
    const before = await server.stat();
    const begun = performance.now();
    let sent = 0;
    for (let passed = 0; passed < during; passed = performance.now() - begun) {
      // A generator that was held up does not answer with a flood.
      for (let due = Math.min((passed * perSecond) / 1_000 - sent, 2_000); due >= 1; due -= 1) {
        send(Math.floor(Math.random() * clients.length));
        sent += 1;
      }
      await sleep(1);
    }
    const took = performance.now() - begun;
    const expected = sent * (together - 1);
    const patience = performance.now() + 1_500;
    while (seen < expected && performance.now() < patience) await sleep(5);
    const after = await server.stat();
    return {
      perSecond: (sent / took) * 1_000,
      delivered: seen / Math.max(1, expected),
      seen: slices.stop(),
      acknowledged: answers.stop(),
      cpu: ((after.cpu - before.cpu) * 1_000) / Math.max(1, sent),
    };
  }

  const holds = (asked: number, { perSecond, delivered, seen: times }: Outcome): boolean =>
    quantile(times, 0.99) < 200 && delivered > 0.98 && perSecond > asked * 0.85;

  /** The most edits a second at which 99 of 100 are seen within 200 ms: up by half until it breaks, down until it holds, then between. */
  async function most(from: number, during: number): Promise<number> {
    let most = 0;
    let good = 0;
    let bad = Number.POSITIVE_INFINITY;
    let asked = from;
    for (let step = 0; step < 12 && asked > 20 && bad / good > 1.2; step += 1) {
      const outcome = await run(asked, during);
      if (holds(asked, outcome)) [most, good] = [Math.max(most, outcome.perSecond), Math.max(good, asked)];
      else bad = Math.min(bad, asked);
      // What a broken step left behind is worked off before the next.
      await sleep(300);
      asked = good === 0 ? asked / 1.5 : bad === Number.POSITIVE_INFINITY ? asked * 1.5 : Math.sqrt(good * bad);
    }
    return most;
  }

  return { run, most };
}
