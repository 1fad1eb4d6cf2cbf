import { Navigate } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { Show, Suspense } from "solid-js";
import { api } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";

/** `/`: to one's work when signed in, to the set-up of an empty database, else to sign in. */
export function HomeRedirect() {
  const me = useMe();
  const needsSetUp = useQuery(() => ({ queryKey: ["entrance", "set-up"], queryFn: () => api.account.needsSetUp.query() }));
  return (
    <Suspense>
      <Show when={me.data !== undefined && needsSetUp.data !== undefined}>
        <Navigate href={me.data ? "/accueil" : needsSetUp.data ? "/installation" : "/connexion"} />
      </Show>
    </Suspense>
  );
}
