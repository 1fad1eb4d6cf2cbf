import { useQuery } from "@tanstack/solid-query";
import { api } from "#ui/client.ts";

/** Every place, for what chooses among them: asked for once, and again when an event says that a place changed. */
export const useCatalogue = () =>
  useQuery(() => ({ queryKey: ["catalogue", "all"], queryFn: () => api.catalogue.all.query(), staleTime: 300_000 }));
