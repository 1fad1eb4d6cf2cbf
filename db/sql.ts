import postgres from "postgres";

/** A pool of connections: a tagged template is a query. */
export type Sql = postgres.Sql;
/** The same inside a transaction. */
export type Tx = postgres.TransactionSql;
/** Whichever of the two: what reading functions take. */
export type Query = Sql | Tx;

type Options = {
  /** Connections at most. */
  max?: number;
  /** Seen in pg_stat_activity. */
  name?: string;
  /**
   * False for a connection that passes no arrays: it then does not read their types each time it connects. That reading is not
   * awaited by the library, and when the server goes away in the middle of it nobody can catch the error.
   */
  arrays?: boolean;
  /**
   * One session, and told of its end: the library is not to change its connection for a fresh one when it is an hour old, and
   * whatever belonged to the session (its locks) is gone when it changes it because it broke.
   */
  ended?: () => void;
  /** False when something else than the database rings the bell of committed events (see `appendEvents`). */
  rings?: boolean;
};

const same = (value: string) => value;

/** bigint comes as a number: our sequences stay far below 2^53, and the day they do not, it is an error and not a wrong digit. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`A bigint beyond 2^53: ${text}`);
  return value;
}

/** "2027-01-11 13:30:00.123456+00" -> "2027-01-11T13:30:00.123Z" */
const isoInstant = (text: string) => new Date(text).toISOString();

/**
 * Connects to PostgreSQL.
 *
 * Column names become camelCase and back (not the keys inside json, which are ours already).
 * `date` is 'YYYY-MM-DD', `time` is 'HH:MM', `timestamptz` is an ISO instant in UTC with milliseconds
 * ('2027-01-11T13:30:00.123Z') as text, because all three travel to the browser as they are and a
 * Date would shift a day with the time zone; `bigint` is a number, an error past 2^53. `undefined`
 * as a parameter is null.
 */
export function connect(url: string, { max = 10, name = "concerto", arrays = true, ended, rings = true }: Options = {}): Sql {
  return postgres(url, {
    max,
    connect_timeout: 10,
    // The library would wait longer and longer, up to twenty seconds: pages come back sooner than that, and the database with them.
    backoff: () => 0.1 + Math.random() * 0.2,
    idle_timeout: 0,
    fetch_types: arrays,
    ...(ended ? { max_lifetime: null, keep_alive: 2, onclose: ended } : {}),
    onnotice: () => {},
    connection: {
      application_name: name,
      TimeZone: "UTC",
      statement_timeout: 30_000,
      // Tenants' tables all join each other on `agency_id`: weighing every order of eight takes a tenth of a second and more, each time
      // a statement is new to a connection, to find the one that is written. Five at a time take a few milliseconds.
      join_collapse_limit: 5,
      from_collapse_limit: 5,
      ...(rings ? {} : { "concerto.rings": "off" }),
    },
    transform: {
      undefined: null,
      column: { from: postgres.toCamel, to: postgres.fromCamel },
    },
    types: {
      day: { to: 1082, from: [1082], serialize: same, parse: same },
      hour: { to: 1083, from: [1083], serialize: same, parse: (text: string) => text.slice(0, 5) },
      instant: {
        to: 1184,
        from: [1184],
        serialize: (value: string | Date) => (typeof value === "string" ? value : value.toISOString()),
        parse: isoInstant,
      },
      long: { to: 20, from: [20], serialize: String, parse: safeInteger },
    },
  }) as unknown as Sql;
}

/** How long a transaction waits for somebody's lock, and how long one statement of it may take. */
export async function setPatience(tx: Tx, of: { lock: string; statement: string }): Promise<void> {
  await tx`select set_config('lock_timeout', ${of.lock}, true), set_config('statement_timeout', ${of.statement}, true)`;
}
