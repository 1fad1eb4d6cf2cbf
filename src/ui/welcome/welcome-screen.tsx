import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import { grants } from "#domain/access.ts";
import { useMe, type ActorInUse } from "#ui/frame/me.ts";
import { railOf } from "#ui/frame/navigation.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { frameWords } from "#words/frame.ts";
import { MyPlaces } from "#ui/supervision/my-places.tsx";
import { UnitDoor } from "#ui/unit/unit-door.tsx";
import { welcomeWords } from "#words/welcome.ts";
import { PlacingWelcome } from "./placing-welcome.tsx";
import { ReceivingWelcome } from "./receiving-welcome.tsx";

const seesRequests = new Set<string>(grants["request.see"]);
const receives = new Set<string>(["receiving-coordinator", "destination-coordinator"]);

/** `/accueil`: where the role stands now, with what waits for it (4.1.7, 4.2.1; F-146). */
export function WelcomeScreen() {
  const w = useWords(welcomeWords);
  const me = useMe();
  const actor = () => me.data?.actor ?? undefined;
  const sees = (of: ActorInUse) => seesRequests.has(of.kind) && of.kind !== "supervisor";
  const receiving = (of: ActorInUse) => receives.has(of.kind) || (of.kind === "observer" && of.agencyKind === "receiving");
  return (
    <Show when={actor()}>
      {(one) => (
        <Screen title={w().hello(one().name)} aside={<span class="text-sm text-muted">{one().agencyName}</span>}>
          <div class="mx-auto flex w-full max-w-6xl flex-col gap-6">
            <Show when={one().kind === "destination-coordinator"}>
              <UnitDoor />
            </Show>
            <Switch>
              <Match when={one().kind === "supervisor"}>
                <MyPlaces />
              </Match>
              <Match when={sees(one()) && receiving(one())}>
                <ReceivingWelcome unit={one().kind === "destination-coordinator"} acts={one().kind === "receiving-coordinator"} />
              </Match>
              <Match when={sees(one())}>
                <PlacingWelcome acts={one().kind === "placing-coordinator"} />
              </Match>
            </Switch>
            <Links actor={one()} />
          </div>
        </Screen>
      )}
    </Show>
  );
}

/** The role's own pages, each with what it is for. */
function Links(props: { actor: ActorInUse }) {
  const w = useWords(welcomeWords);
  const f = useWords(frameWords);
  const pages = () =>
    railOf(props.actor).flatMap((item) =>
      item.id === "home" ? [] : [{ href: item.href, name: f().nav[item.id], about: w().about[item.id] }],
    );
  return (
    <section aria-labelledby="links">
      <h2 id="links" class="mb-2 text-sm font-semibold text-muted">
        {w().links}
      </h2>
      <ul class="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        <For each={pages()}>
          {(page) => (
            <li>
              <A
                href={page.href}
                class="block h-full rounded-lg border border-line bg-surface px-3.5 py-2.5 hover:border-line-strong hover:bg-hover"
              >
                <span class="block font-medium">{page.name}</span>
                <span class="block text-sm text-muted">{page.about}</span>
              </A>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
