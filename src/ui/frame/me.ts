import { useQuery } from "@tanstack/solid-query";
import { api, type Outputs } from "#ui/client.ts";

export type Me = NonNullable<Outputs["account"]["me"]>;
export type ActorInUse = NonNullable<Me["actor"]>;

/** Who is signed in and as what; null for a visitor. One query for the whole page. */
export const useMe = () => useQuery(() => ({ queryKey: ["account", "me"], queryFn: () => api.account.me.query(), staleTime: 60_000 }));
