import { answerOf } from "#ui/answer.ts";
import { useCatalogue } from "#ui/catalogue/whole-catalogue.ts";

/** Organisations that receive, by name: those a call can be sent to. */
export function useAgencies() {
  const catalogue = useCatalogue();
  return { list: () => answerOf(catalogue)?.agencies ?? [] };
}
