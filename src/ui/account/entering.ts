import { refusalIn } from "#ui/client.ts";
import { refusalSentence } from "#words/refusal.ts";
import type { Language } from "#words/words.ts";

/** Runs a command that sets a password: null when it did, else why the password was refused, to be said beside its field. Everything else is thrown on. */
export async function orWeak(work: Promise<unknown>, language: Language): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal?.code !== "password-weak") throw error;
    return refusalSentence(refusal, language);
  }
}

/** Goes on to one's work with a page loaded whole: what a visitor's page holds is a visitor's. Does not come back. */
export function enterWork(to = "/accueil"): Promise<never> {
  window.location.assign(to);
  return new Promise<never>(() => {});
}
