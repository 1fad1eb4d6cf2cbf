import { useQuery } from "@tanstack/solid-query";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";

/** Organisations that receive, by name: those a call can be sent to. */
export function useAgencies() {
  const catalogue = useQuery(() => ({ queryKey: ["catalogue", "all"], queryFn: () => api.catalogue.all.query(), staleTime: 300_000 }));
  return { list: () => answerOf(catalogue)?.agencies ?? [] };
}
