import { z } from "zod";

/** Everything the outside may decide, parsed once, at the start. */
export type Env = {
  /** TCP port; 0 takes a free one (tests). */
  port: number;
  /** Folder of the embedded database, its secrets and its lock. */
  data: string;
  /** Another PostgreSQL instead of the embedded one. */
  databaseUrl: string | undefined;
  /** Rings the bell of what happened among nodes, instead of the database's NOTIFY. */
  busUrl: string | undefined;
  /** "10.0.0.5:3000": where the other nodes on this database reach this one; without it, the loopback port it listens on. */
  nodeAddress: string | undefined;
  /** Where mail goes; without it, to the demo's mailbox page. */
  smtpUrl: string | undefined;
  /** 32 characters or more; signs tickets. Without it, one is made and kept in `data`. */
  secret: string | undefined;
  /**
   * The address people type, when it is not ours: https here means a proxy ends TLS before us, and
   * only then are its X-Forwarded headers believed (an attacker who reaches us directly could
   * otherwise choose the address that sign-in attempts are counted by).
   */
  baseUrl: string | undefined;
  /** Lets whoever shows it read `/metrics` from another machine. */
  metricsToken: string | undefined;
  /** Start without the demo world. */
  empty: boolean;
  /** pino's level. */
  logLevel: string;
  production: boolean;
};

type Source = { argv: readonly string[]; env: Readonly<Record<string, string | undefined>> };

const blank = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional());
const url = (protocol: RegExp) => z.url({ protocol, hostname: /.+/ });

const schema = z.object({
  port: z.preprocess(blank, z.coerce.number().int().min(0).max(65_535).default(3000)),
  data: z.preprocess(blank, z.string().default(".data")),
  databaseUrl: optional(url(/^postgres(ql)?$/)),
  busUrl: optional(url(/^(nats|tls)$/)),
  nodeAddress: optional(z.string().regex(/^([\w.-]+|\[[\da-f:.]+\]):\d{1,5}$/i)),
  smtpUrl: optional(url(/^smtps?$/)),
  secret: optional(z.string().min(32)),
  metricsToken: optional(z.string().min(16)),
  baseUrl: optional(url(/^https?$/).transform((text) => new URL(text).origin)),
  logLevel: z.preprocess(blank, z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info")),
});

/** Name, what it must be in French and in English. Never the value: it may be a password. */
const faults: Record<keyof z.infer<typeof schema>, readonly [string, string, string]> = {
  port: ["PORT (--port)", "doit être un nombre entier de 0 à 65535", "must be a whole number from 0 to 65535"],
  data: ["CONCERTO_DATA", "doit être un dossier", "must be a folder"],
  databaseUrl: ["DATABASE_URL", "doit être une adresse postgres://…", "must be a postgres://… address"],
  busUrl: ["BUS_URL", "doit être une adresse nats://… ou tls://…", "must be a nats://… or tls://… address"],
  nodeAddress: ["CONCERTO_NODE_ADDRESS", "doit être hôte:port", "must be host:port"],
  smtpUrl: ["SMTP_URL", "doit être une adresse smtp://… ou smtps://…", "must be an smtp://… or smtps://… address"],
  secret: ["CONCERTO_SECRET", "doit compter au moins 32 caractères", "must have at least 32 characters"],
  metricsToken: ["CONCERTO_METRICS_TOKEN", "doit compter au moins 16 caractères", "must have at least 16 characters"],
  baseUrl: ["BASE_URL", "doit être une adresse http(s)://…", "must be an http(s)://… address"],
  logLevel: ["LOG_LEVEL", "doit être un niveau comme info ou warn", "must be a level such as info or warn"],
};

/** What stops the start; its message is one sentence per language and names the setting. */
export class StartError extends Error {
  override name = "StartError";
}

/** Reads `--port 4000`, `--port=4000` and `--empty`; refuses what it does not know, so that a typo is not silence. */
function readArguments(argv: readonly string[]): { port: string | undefined; empty: boolean } {
  let port: string | undefined;
  let empty = false;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? "";
    if (word === "--empty") empty = true;
    else if (word === "--port") port = argv[(at += 1)] ?? "missing";
    else if (word.startsWith("--port=")) port = word.slice("--port=".length) || "missing";
    else
      throw new StartError(
        `Option inconnue : ${word} (il y a --port et --empty).\nUnknown option: ${word} (there are --port and --empty).`,
      );
  }
  return { port, empty };
}

/** Parses the environment and the command line. Throws {@link StartError} with a sentence naming the bad setting. */
export function readEnv({ argv, env }: Source): Env {
  const { port, empty } = readArguments(argv);
  const result = schema.safeParse({
    port: port ?? env.PORT,
    data: env.CONCERTO_DATA,
    databaseUrl: env.DATABASE_URL,
    busUrl: env.BUS_URL,
    nodeAddress: env.CONCERTO_NODE_ADDRESS,
    smtpUrl: env.SMTP_URL,
    secret: env.CONCERTO_SECRET,
    metricsToken: env.CONCERTO_METRICS_TOKEN,
    baseUrl: env.BASE_URL,
    logLevel: env.LOG_LEVEL,
  });
  if (!result.success) {
    const key = result.error.issues[0]?.path[0] as keyof typeof faults;
    const [name, fr, en] = faults[key];
    throw new StartError(`${name} ${fr}.\n${name} ${en}.`);
  }
  const { databaseUrl, busUrl, nodeAddress, smtpUrl, secret, metricsToken, baseUrl, ...rest } = result.data;
  return {
    ...rest,
    databaseUrl,
    busUrl,
    nodeAddress,
    smtpUrl,
    secret,
    metricsToken,
    baseUrl,
    empty,
    production: env.NODE_ENV !== "development",
  };
}

/** Where links in mails lead: the address that people know, else this machine. Never of a request's headers: who asks would choose where a stranger is sent with a secret. */
export const originOf = (env: Pick<Env, "baseUrl" | "port">): string => env.baseUrl ?? `http://localhost:${env.port}`;
