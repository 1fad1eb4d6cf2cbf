import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { api, type Outputs } from "#ui/client.ts";
import { openLink } from "#ui/reply/mailed-link.tsx";

export type GuestPage = Outputs["guest"]["page"];
export type GuestEntry = GuestPage["entries"][number];
export type GuestRequest = GuestPage["requests"][number];

/** How often the page asks what has changed, in milliseconds: a telephone has a battery. */
const every = 5_000;

/** What the link opens, followed. */
export function useGuestPage(token: () => string) {
  const queries = useQueryClient();
  const page = useQuery(() => ({
    queryKey: ["guest", "page", token()],
    queryFn: (): Promise<GuestPage | "dead"> => openLink(() => api.guest.page.query({ token: token() })),
    refetchInterval: (query) => (query.state.data === "dead" ? false : every),
    refetchOnWindowFocus: true,
    staleTime: 0,
  }));
  return { page, refresh: () => queries.invalidateQueries({ queryKey: ["guest", "page", token()] }) };
}
