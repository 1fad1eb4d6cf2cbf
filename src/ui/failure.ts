import { refusalSentence } from "#words/refusal.ts";
import { failureWords } from "#words/failure.ts";
import { refusalIn, requestNumberIn } from "./client.ts";
import { useLanguage, useWords } from "./language.tsx";
import { toast } from "./parts/toast.tsx";

/** The sentence for an error of a command: the refusal's, or the number to quote, or that the server was not reached. */
export function useFailure() {
  const { language } = useLanguage();
  const w = useWords(failureWords);
  const sentence = (error: unknown): string => {
    const refusal = refusalIn(error);
    if (refusal) return refusalSentence(refusal, language());
    const number = requestNumberIn(error);
    return number === null ? w().unreachable : w().bug(number);
  };
  return { sentence, tell: (error: unknown) => toast({ kind: "danger", text: sentence(error) }) };
}
