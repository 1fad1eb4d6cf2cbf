import { refusalIn } from "#ui/client.ts";
import { refusalSentence } from "#words/refusal.ts";
import type { Language } from "#words/words.ts";

/** Runs a command that sets a password; a password that is refused is said beside its field, everything else is thrown on. */
export async function orWeak(work: Promise<unknown>, say: (sentence: string) => void, language: Language): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal?.code !== "password-weak") throw error;
    say(refusalSentence(refusal, language));
    return false;
  }
}
