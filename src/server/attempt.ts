import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { RateLimiterRes, type RateLimiterStoreAbstract } from "rate-limiter-flexible";
import { Refused } from "#domain/refusal.ts";
import { addAttempts, deleteAttempts, findAttempts, type Counted } from "#db/attempt.ts";
import type { Sql } from "#db/sql.ts";

/** What its own stores extend; its types name it and its entry forgets to export it. */
const Store = createRequire(import.meta.url)("rate-limiter-flexible/lib/RateLimiterStoreAbstract.js") as typeof RateLimiterStoreAbstract;

type Limit = { keyPrefix: string; points: number; duration: number; blockDuration?: number };

/** rate-limiter-flexible over our own pool: counts are shared by all nodes and outlive a restart, which an attacker would wait for. */
class Limiter extends Store {
  readonly sql: Sql;
  constructor(sql: Sql, limit: Limit) {
    super({ storeClient: sql, ...limit });
    this.sql = sql;
  }
  _upsert(...[key, points, milliseconds, anew = false]: [string, number, number, boolean?]): Promise<Counted> {
    const now = Date.now();
    return addAttempts(this.sql, { key, points, expire: milliseconds > 0 ? now + milliseconds : null, anew, now });
  }
  _get(key: string): Promise<Counted | null> {
    return findAttempts(this.sql, key, Date.now());
  }
  _delete(key: string): Promise<boolean> {
    return deleteAttempts(this.sql, key);
  }
  _getRateLimiterRes(_key: string, changed: number, { points, expire }: Counted): RateLimiterRes {
    const left = Math.max(this.points - points, 0);
    return new RateLimiterRes(left, expire === null ? -1 : Math.max(expire - Date.now(), 0), points, changed === points);
  }
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Five wrong passwords for one account from one address: a person has found her note by then. */
const pairLimit: Limit = { keyPrefix: "pair", points: 5, duration: 15 * minute, blockDuration: 15 * minute };
/** One address trying many accounts. A whole hospital may share an address, so only failures stay counted, and there are many. */
const addressLimit: Limit = { keyPrefix: "address", points: 60, duration: hour, blockDuration: hour };
/** One account tried from many addresses: past this many in an hour, answers to addresses it never signed in from come slowly. */
const accountLimit: Limit = { keyPrefix: "account", points: 20, duration: hour };
/** Links asked for, by account and by address: a mailbox is not to be flooded through us. */
const linkLimit: Limit = { keyPrefix: "link", points: 3, duration: hour };
const linkAddressLimit: Limit = { keyPrefix: "link-address", points: 20, duration: hour };
/** Answer links that are none, tried from one address: nobody guesses 256 bits, and nobody is to try. */
const deadReplyLimit: Limit = { keyPrefix: "reply-dead", points: 60, duration: hour };
/** What is done by one link in an hour: a unit answers a few requests, a script many. */
const replyLimit: Limit = { keyPrefix: "reply", points: 120, duration: hour };
/** What is typed by one guest's link in an hour: a wizard saves as one types. */
const draftLimit: Limit = { keyPrefix: "guest-draft", points: 2_000, duration: hour };
/** Letters one person sends in an hour: a school's whole session, not a mailing. */
const letterLimit: Limit = { keyPrefix: "letter", points: 200, duration: hour };
/** Codes of displays that are none, typed by one account: a code has seven hundred million, and lasts ten minutes. */
const pairingLimit: Limit = { keyPrefix: "pairing", points: 20, duration: 10 * minute };
/** Codes given to browsers of one address: a house full of screens that wait all day asks for a few hundred an hour. */
const codeLimit: Limit = { keyPrefix: "pairing-code", points: 1_000, duration: hour };
const knownFor = 90 * day;
const longestDelay = 8_000;

/** Keys are hashes: the table of attempts is no list of who works where. */
const keyOf = (...parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("base64url");

/** An IPv6 subscriber holds 2^64 addresses and would use a new one at each attempt: the network is what counts. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const filled =
    tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
  return filled.slice(0, 4).join(":");
}

async function consume(limiter: Limiter, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (no) {
    if (no instanceof RateLimiterRes)
      throw new Refused({ code: "too-many-attempts", seconds: Math.max(1, Math.ceil(no.msBeforeNext / 1_000)) });
    throw no;
  }
}

/** An attempt that was let through; tell how it ended. */
export interface Attempt {
  succeeded(): Promise<void>;
}

/**
 * Lets an attempt through or refuses it with the seconds to wait.
 *
 * Counted before the password is looked at: an attacker would send a thousand at once, all reading "no failure yet".
 * Refused per account *and* address only, so that an attacker who fails on purpose, elsewhere, does not lock the
 * victim out; what an attacker with many addresses gets instead is slow answers, and the victim's own addresses none of it.
 * The same for addresses that have no account: nothing here tells them apart.
 */
export async function admit(
  sql: Sql,
  of: { email: string; ip: string; slowly?: (milliseconds: number) => Promise<unknown> },
): Promise<Attempt> {
  const network = networkOf(of.ip);
  const [pair, account] = [keyOf(of.email, network), keyOf(of.email)];
  const byPair = new Limiter(sql, pairLimit);
  const byAddress = new Limiter(sql, addressLimit);
  const byAccount = new Limiter(sql, accountLimit);
  const known = new Limiter(sql, { keyPrefix: "known", points: 1, duration: knownFor });
  await consume(byAddress, network);
  await consume(byPair, pair);
  const isKnown = (await known.get(pair)) !== null;
  if (!isKnown) {
    const { consumedPoints } = await byAccount.penalty(account);
    const over = consumedPoints - accountLimit.points;
    if (over > 0) await (of.slowly ?? pause)(Math.min(longestDelay, 250 * 2 ** Math.min(over, 6)));
  }
  return {
    async succeeded() {
      await Promise.all([
        byPair.delete(pair),
        byAddress.reward(network),
        known.set(pair, 1, knownFor),
        isKnown ? undefined : byAccount.reward(account),
      ]);
    },
  };
}

/** Lets a demand for a mailed link through; false when this account was mailed enough (which the asker must not see). */
export async function admitLink(sql: Sql, of: { email: string; ip: string }): Promise<boolean> {
  await consume(new Limiter(sql, linkAddressLimit), networkOf(of.ip));
  return new Limiter(sql, linkLimit).consume(keyOf(of.email)).then(
    () => true,
    (no: unknown) => {
      if (no instanceof RateLimiterRes) return false;
      throw no;
    },
  );
}

/** Counts an answer link that is none; refused when an address tried too many. */
export const countDeadReply = (sql: Sql, ip: string): Promise<void> => consume(new Limiter(sql, deadReplyLimit), networkOf(ip));

/** Lets something done by an answer link through, or refuses it with the seconds to wait. */
export const admitReply = (sql: Sql, linkId: string): Promise<void> => consume(new Limiter(sql, replyLimit), keyOf(linkId));

/** Lets what a guest typed through, or refuses it with the seconds to wait. */
export const admitDraft = (sql: Sql, linkId: string): Promise<void> => consume(new Limiter(sql, draftLimit), keyOf(linkId));

/** Lets a letter through, or refuses it with the seconds to wait. */
export const admitLetter = (sql: Sql, accountId: string): Promise<void> => consume(new Limiter(sql, letterLimit), keyOf(accountId));

/** Lets an account type a display's code, or refuses it with the seconds to wait; counted before the code is looked at, as a sign-in is. */
export async function admitPairing(sql: Sql, accountId: string): Promise<Attempt> {
  const limiter = new Limiter(sql, pairingLimit);
  const key = keyOf(accountId);
  await consume(limiter, key);
  return { succeeded: async () => void (await limiter.reward(key)) };
}

/** Lets a browser have a code to wait with, or refuses it with the seconds to wait. */
export const admitCode = (sql: Sql, ip: string): Promise<void> => consume(new Limiter(sql, codeLimit), networkOf(ip));
