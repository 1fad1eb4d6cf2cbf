import { pino, type Logger } from "pino";

export type Log = Logger;

/** A database error also carries `detail` and `parameters`, which quote the row: only what names the fault is kept. */
function errorWithoutData(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint_name: constraint, table_name: table } = error as Error & Record<string, unknown>;
  const cause = error.cause === undefined ? undefined : errorWithoutData(error.cause);
  return { type: error.name, message: error.message, code, constraint, table, stack: error.stack, cause };
}

/**
 * The structured log of the process, one JSON object a line on standard output.
 *
 * No personal data goes in: not names, not e-mail addresses, not request bodies, and of an address
 * only its path (a query string may carry a single-use token). Errors keep type, message and stack.
 * The redaction below is the second net, for objects logged by a library or in haste.
 */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorWithoutData },
    redact: {
      paths: ["email", "firstName", "lastName", "phone", "password", "token", "secret"].flatMap((key) => [key, `*.${key}`]),
      censor: "…",
    },
  });
}
