import { createHash } from "node:crypto";
import type { Actor } from "#domain/access.ts";
import { demandOf, roundState, type Demand } from "#domain/choice.ts";
import { topicOf } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { countChoosers, countRanks, listOffered, type Round } from "#db/choice.ts";
import { findOwnRound, listStillIn } from "#db/choice-own.ts";
import type { StoredEvent } from "#db/event.ts";
import type { Query } from "#db/sql.ts";
import type { Context, Feed } from "./context.ts";

/** What a whole class may be told of its round at once: nothing of it is about one student. */
export interface RoundNews {
  /** The server's clock. */
  now: string;
  opensAt: string;
  closesAt: string;
  openedAt: string | null;
  closedAt: string | null;
  /** Changes with the places that are offered: a page that reads another one asks for them again. */
  places: string;
  /** By place, of what was submitted; null where the school does not show it. */
  demand: Demand[] | null;
  /** How many of the class have submitted; null where the school does not show it. */
  classmates: { students: number; submitted: number } | null;
}

/** What students are told of the others, as far as the school shows it (F-236); nothing before it opens. */
export async function shownOf(sql: Query, round: Round, now: Date): Promise<Pick<RoundNews, "demand" | "classmates">> {
  if (roundState(round, now) === "planned") return { demand: null, classmates: null };
  const [ranks, counts] = await Promise.all([
    round.showsDemand ? countRanks(sql, round) : null,
    round.showsClassmates ? countChoosers(sql, round) : null,
  ]);
  return {
    demand: ranks && [...demandOf(ranks).values()],
    classmates: counts && { students: counts.students, submitted: counts.submitted },
  };
}

/** A text that changes with what is offered. */
export const stampOf = (offered: readonly { placeId: Id; seats: number | null }[]): string =>
  createHash("sha256")
    .update(offered.map(({ placeId, seats }) => `${placeId} ${seats ?? ""}`).join("\n"))
    .digest("hex")
    .slice(0, 16);

async function newsOf(sql: Query, round: Round, now: Date): Promise<RoundNews> {
  const [offered, shown] = await Promise.all([listOffered(sql, round), shownOf(sql, round, now)]);
  return {
    now: now.toISOString(),
    opensAt: round.opensAt,
    closesAt: round.closesAt,
    openedAt: round.openedAt,
    closedAt: round.closedAt,
    places: stampOf(offered.filter(({ withheld }) => !withheld)),
    ...shown,
  };
}

/** Two looks at a class are this far apart: five hundred who submit at once are counted a few times, not five hundred. */
const between = 400;

/** A student who follows. */
interface Listener {
  actor: Actor;
  tell(news: RoundNews): void;
  /** She is of the class no more. */
  end(): void;
}

/**
 * One round, followed by many students: looked at when something happened to it, at most every 400 ms, once for all who follow. Who looks
 * asks as any one of those still in the class, since what is told is the same to all.
 */
class Follow {
  readonly #ctx: Pick<Context, "feed" | "sql" | "now" | "log">;
  readonly #round: Round;
  readonly #listeners = new Set<Listener>();
  readonly #leave: () => void;
  readonly #ended: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #looked = 0;
  #busy = false;
  #again = false;

  constructor(ctx: Pick<Context, "feed" | "sql" | "now" | "log">, of: { round: Round; ended(): void }) {
    this.#ctx = ctx;
    this.#round = of.round;
    this.#ended = of.ended;
    this.#leave = ctx.feed.subscribe((events) => {
      if (events.some((event) => this.#concerns(event))) this.#soon();
    });
  }

  #concerns({ kind, about, within }: StoredEvent): boolean {
    const course = this.#round.cohortCourseId;
    return (
      /^(choice|request|enrolment|catalogue)$/.test(topicOf(kind)) &&
      (about === course || within.includes(course) || kind.startsWith("catalogue."))
    );
  }

  #soon(): void {
    if (this.#busy) this.#again = true;
    else this.#timer ??= setTimeout(() => void this.#look(), Math.max(0, this.#looked + between - Date.now()));
  }

  async #look(): Promise<void> {
    this.#timer = null;
    this.#busy = true;
    this.#again = false;
    this.#looked = Date.now();
    try {
      await this.#tellAll();
    } catch (err) {
      this.#ctx.log.warn({ err }, "a choice round could not be looked at; its next event looks again");
    } finally {
      this.#busy = false;
      if (this.#again && this.#listeners.size > 0) this.#soon();
    }
  }

  async #tellAll(): Promise<void> {
    const { sql, now } = this.#ctx;
    const listeners = [...this.#listeners];
    const still = await listStillIn(sql, this.#round, [...new Set(listeners.flatMap(({ actor }) => actor.studentId ?? []))]);
    const here = listeners.filter(({ actor }) => actor.studentId !== undefined && still.has(actor.studentId));
    const round = here[0] && (await findOwnRound(sql, here[0].actor, this.#round.id));
    const news = round && (await newsOf(sql, round, now()));
    if (news) for (const listener of here) listener.tell(news);
    for (const listener of listeners) if (!here.includes(listener)) listener.end();
  }

  join(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#soon();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#leave();
      if (this.#timer) clearTimeout(this.#timer);
      this.#ended();
    };
  }
}

const followed = new WeakMap<Feed, Map<Id, Follow>>();

/** News of a student's round: how it is at once, then each time it changes, the latest alone, until the signal or the end of her enrolment. */
export async function* followRound(
  ctx: Pick<Context, "feed" | "sql" | "now" | "log" | "leaving"> & { actor: Actor },
  of: { roundId: Id; signal: AbortSignal | undefined },
): AsyncGenerator<RoundNews, void, void> {
  const round = (await findOwnRound(ctx.sql, ctx.actor, of.roundId)) ?? refuse({ code: "not-found" });
  const rounds = followed.get(ctx.feed) ?? new Map<Id, Follow>();
  followed.set(ctx.feed, rounds);
  let follow = rounds.get(round.id);
  if (!follow) rounds.set(round.id, (follow = new Follow(ctx, { round, ended: () => rounds.delete(round.id) })));
  let latest: RoundNews | null = null;
  let wake: (() => void) | null = null;
  let gone = false;
  const stop = () => wake?.();
  const leave = follow.join({
    actor: ctx.actor,
    tell(news) {
      latest = news;
      wake?.();
    },
    end() {
      gone = true;
      wake?.();
    },
  });
  const signals = [of.signal, ctx.leaving].filter((signal) => signal !== undefined);
  for (const signal of signals) signal.addEventListener("abort", stop, { once: true });
  try {
    while (!gone && !signals.some(({ aborted }) => aborted)) {
      const news: RoundNews | null = latest;
      latest = null;
      if (news) yield news;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    leave();
    for (const signal of signals) signal.removeEventListener("abort", stop);
  }
}
