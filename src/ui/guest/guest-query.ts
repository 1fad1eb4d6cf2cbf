import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { api, refusalIn, type Outputs } from "#ui/client.ts";

export type GuestPage = Outputs["guest"]["page"];
export type GuestEntry = GuestPage["entries"][number];
export type GuestRequest = GuestPage["requests"][number];

/** How often the page asks what has changed, in milliseconds: a telephone has a battery. */
const every = 5_000;

/** What the link opens, followed; a dead link is an answer here, not an accident. */
export function useGuestPage(token: () => string) {
  const queries = useQueryClient();
  const page = useQuery(() => ({
    queryKey: ["guest", "page", token()],
    queryFn: async (): Promise<GuestPage | "dead"> => {
      try {
        return await api.guest.page.query({ token: token() });
      } catch (error) {
        if (refusalIn(error)?.code === "link-dead") return "dead";
        throw error;
      }
    },
    refetchInterval: (query) => (query.state.data === "dead" ? false : every),
    refetchOnWindowFocus: true,
    staleTime: 0,
  }));
  return { page, refresh: () => queries.invalidateQueries({ queryKey: ["guest", "page", token()] }) };
}
