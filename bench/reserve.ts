import { startTestApp } from "#realtime/testing.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { median, quantile } from "./machine.ts";
import { enter } from "./person.ts";

/** Who arranges places in the demo: they speak for as many as try at once. */
const people = ["Marc Roy", "Sophie Gagné", "Karim Haddad", "Carole Morin", "Patrick Ouellet", "Isabelle Nguyen"];
const tries = 200;
const turns = 5;
const weekdays = [1, 2, 3];

/** Two hundred clients who want the same unit at the same hours at once: how long until the last knows whose it is, beside as many bare questions. */
export async function measureReserve({ quick, note }: Measure): Promise<Figure[]> {
  await using app = await startTestApp();
  const entered = await Promise.all(people.map((name) => enter(app.url, name)));
  const someone = (index: number) => entered[index % entered.length] ?? refuseEmpty();
  const catalogue = (await someone(0).ask("catalogue.all", {})) as { destinations: { id: string }[] };
  const times: number[][] = [];
  const bare: number[][] = [];
  for (let turn = 0; turn < (quick ? 1 : turns); turn += 1) {
    note(`reserve, round ${turn + 1}`);
    const destinationId = catalogue.destinations[turn]?.id;
    const startsOn = "2031-02-03";
    const place = { destinationId, startsOn, endsOn: "2031-03-14", weekdays, startTime: "07:00", endTime: "15:00" };
    const winners = new Set<string>();
    const each = async (ask: (index: number) => Promise<unknown>): Promise<number[]> => {
      const begun = performance.now();
      return Promise.all(Array.from({ length: tries }, (_, index) => ask(index).then(() => performance.now() - begun)));
    };
    bare.push(await each((index) => someone(index).ask("account.me", {})));
    times.push(
      await each((index) =>
        someone(index)
          .tell<{ id: string }>("reservation.take", place)
          .then(({ id }) => winners.add(id))
          .catch((error: unknown) => {
            if (!String(error).includes("place-reserved")) throw error;
          }),
      ),
    );
    if (winners.size !== 1) throw new Error(`${winners.size} reservations of one place`);
  }
  const last = (of: number[][], share: number) =>
    of.map((round) =>
      quantile(
        round.toSorted((one, other) => one - other),
        share,
      ),
    );
  const figure = (name: string, share: number): Figure => ({
    name,
    value: median(last(times, share)),
    unit: "ms",
    peer: "as-many-bare-questions",
    peerValue: median(last(bare, share)),
    spread: [Math.min(...last(times, share)), Math.max(...last(times, share))],
  });
  return [{ ...figure("reserve-200-last", 1), reach: [{ of: "value", most: 300 }] }, figure("reserve-200-p50", 0.5)];
}

function refuseEmpty(): never {
  throw new Error("nobody entered");
}
