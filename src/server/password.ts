import { hash, verify } from "@node-rs/argon2";
import { dictionary } from "@zxcvbn-ts/language-common";

/** Shorter than this is refused; there is no rule about kinds of characters, which people answer with « Hiver2027! ». */
export const shortest = 12;
/** Argon2 reads any length: an attacker would send megabytes to keep us busy. */
export const longest = 256;

/** OWASP's second choice of argon2id: 19 MiB, two passes, one lane; some 25 ms, and as much memory per guess for a thief. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** What people here choose and an English list lacks. */
const local = [
  "motdepasse",
  "bonjour",
  "soleil",
  "quebec",
  "montreal",
  "canadiens",
  "hopital",
  "infirmiere",
  "stagiaire",
  "stage",
  "stages",
  "concerto",
  "cegep",
  "universite",
  "coordonnateur",
  "printemps",
  "automne",
  "hiver",
];
const common = new Set([...dictionary["passwords-common"], ...local]);
/** Letters and digits in the order of an alphabet or a keyboard, read both ways. */
const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "1234567890123456789012345",
  "0123456789012345678901234",
];
const runs = rows.flatMap((row) => [row, [...row].reverse().join("")]);
const disguises: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
};

/** The same key presses are the same password on every system: one form for « é » and the like. */
const tidy = (password: string): string => password.normalize("NFKC");
const bare = (text: string): string => text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "");

/**
 * Would a guesser's first thousands of tries find it? The list itself, an entry of it dressed up with
 * figures and signs (« Soleil2027!!! », « P@ssw0rd1234 »), a piece said again and again, a run along the keyboard.
 */
function isCommon(password: string): boolean {
  const lower = plain(password.toLowerCase());
  const undisguised = lower.replaceAll(/[013457 8@$!]/g, (sign) => disguises[sign] ?? sign);
  const looks = [lower, bare(lower), undisguised, bare(undisguised), bare(lower).replaceAll(/[^\p{L}]/gu, "")];
  if (looks.some((look) => look.length > 3 && common.has(look))) return true;
  const undressed = bare(lower).replaceAll(/[013457 8@$!]/g, (sign) => disguises[sign] ?? sign);
  if (undressed.length > 3 && common.has(undressed)) return true;
  if (/^(.{1,10}?)\1+.{0,2}$/u.test(lower)) return true;
  return runs.some((run) => run.includes(lower) || (bare(lower).length > 5 && run.includes(bare(lower))));
}

/** What is wrong with a password somebody chooses, or null. `email` is the account's, which an attacker tries first. */
export function weakness(password: string, email: string): "short" | "common" | "own-address" | null {
  const chosen = tidy(password);
  if ([...chosen].length < shortest) return "short";
  const lower = chosen.toLowerCase();
  const name = email.slice(0, email.indexOf("@")).toLowerCase();
  if (lower.includes(email.toLowerCase()) || (name.length > 3 && lower.includes(name))) return "own-address";
  return isCommon(chosen) ? "common" : null;
}

export const hashPassword = (password: string): Promise<string> => hash(tidy(password), cost);

let nobody: Promise<string> | undefined;

/**
 * Is it the password? Without a hash (no such account, no password set yet) it works as long and says no:
 * an attacker would time the answers to learn which addresses have an account.
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword("nobody has this password");
  const matches = await verify(stored ?? (await nobody), tidy(password)).catch(() => false);
  return matches && stored !== null;
}
