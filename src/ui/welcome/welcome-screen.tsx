import { A, useNavigate, useParams } from "@solidjs/router";
import { createContext, For, Show, Suspense, useContext, type JSX } from "solid-js";
import { can } from "#domain/access.ts";
import { useMe, type ActorInUse } from "#ui/frame/me.ts";
import { railOf } from "#ui/frame/navigation.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { MoveDialogs, RefusedNotice, useMoves, type Moves } from "#ui/request/moves.tsx";
import { RequestPanel } from "#ui/request/request-panel.tsx";
import { MyPlaces } from "#ui/supervision/my-places.tsx";
import { UnitDoor } from "#ui/unit/unit-door.tsx";
import { frameWords } from "#words/frame.ts";
import { welcomeWords } from "#words/welcome.ts";
import { ContactsWatched } from "./contacts-watched.tsx";
import { DeadlinePace } from "./deadline-pace.tsx";
import { DeadlineSection } from "./deadline-section.tsx";
import { useDrillList } from "./drill-list.ts";
import { DrillView } from "./drill-view.tsx";
import { HiddenFoot, HiddenProvider } from "./hidden.tsx";
import { NewsBand } from "./news-band.tsx";
import { useWelcomePage, WelcomeContext } from "./page-state.ts";
import { PeopleWelcome } from "./people-welcome.tsx";
import { PlacingToDo } from "./placing-welcome.tsx";
import { ProgressSection } from "./progress-section.tsx";
import { ReceivingToDo } from "./receiving-welcome.tsx";
import { RegisterWelcome } from "./register-welcome.tsx";
import { SessionFilter } from "./session-filter.tsx";
import { StatusCounts } from "./status-counts.tsx";
import { ToldNotices } from "./told-notices.tsx";

interface Shared {
  moves: Moves;
  back(): void;
  look(id: string): void;
}
const SharedContext = createContext<Shared>();

/** `/accueil`: where the role stands now, with what waits for it and what changed since it was here (4.1.7, 4.2.1; F-146 to F-154). */
export function WelcomeScreen(props: { children?: JSX.Element }) {
  const me = useMe();
  return (
    <Show when={me.data?.actor}>
      {(actor) => (
        <HiddenProvider>
          <Page actor={actor()}>{props.children}</Page>
        </HiddenProvider>
      )}
    </Show>
  );
}

function Page(props: { actor: ActorInUse; children: JSX.Element }) {
  const w = useWords(welcomeWords);
  const params = useParams<{ id?: string }>();
  const navigate = useNavigate();
  const page = useWelcomePage(() => props.actor);
  const list = useDrillList(page);
  const moves = useMoves({ moved: () => list.setTicked(new Set<string>()) });
  const sees = () => can(props.actor, "request.see");
  const is = (...kinds: ActorInUse["kind"][]) => kinds.includes(props.actor.kind);
  const back = () => navigate(`/accueil${page.query()}`, { scroll: false });
  return (
    <WelcomeContext.Provider value={page}>
      <Screen
        title={w().hello(props.actor.name)}
        aside={<span class="text-sm text-muted">{props.actor.agencyName}</span>}
        actions={sees() && !is("supervisor") ? <SessionFilter /> : undefined}
      >
        <div class="mx-auto flex w-full flex-col gap-5" classList={{ "max-w-3xl": is("supervisor"), "max-w-6xl": !is("supervisor") }}>
          <Show when={is("destination-coordinator")}>
            <UnitDoor />
          </Show>
          <NewsBand />
          <Show when={sees()}>
            <Show when={!is("supervisor")}>
              <Show when={page.head()} fallback={page.failed() ? undefined : <Skeleton rows={4} />}>
                {(head) => <StatusCounts head={head()} />}
              </Show>
            </Show>
            <Show when={page.shown() !== null} fallback={<RefusedNotice moves={moves} />}>
              <DrillView of={list} moves={moves} current={params.id ?? null} />
            </Show>
          </Show>
          <Show when={is("supervisor")}>
            <MyPlaces />
          </Show>
          <Show when={sees() && !is("supervisor") ? page.head() : undefined}>
            {(head) => (
              <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
                <Show
                  when={head().side !== "placing"}
                  fallback={
                    <div class="flex min-w-0 flex-col gap-4">
                      <PlacingToDo head={head()} moves={moves} acts={is("placing-coordinator")} />
                      {/* Who follows without acting has next to nothing to do here: what is due has the room. */}
                      <Show when={!is("placing-coordinator")}>
                        <DeadlineSection />
                      </Show>
                    </div>
                  }
                >
                  <ReceivingToDo head={head()} moves={moves} unit={is("destination-coordinator")} acts={is("receiving-coordinator")} />
                </Show>
                <div class="flex min-w-0 flex-col gap-4">
                  <Show when={head().side !== "placing" || is("placing-coordinator")}>
                    <DeadlineSection />
                  </Show>
                  <Show when={is("receiving-coordinator")}>
                    <ContactsWatched />
                  </Show>
                  <DeadlinePace />
                </div>
              </div>
            )}
          </Show>
          <Show when={can(props.actor, "programme.see") && props.actor.agencyKind !== "receiving" && page.asked().side === "placing"}>
            <ProgressSection session={page.head()?.session ?? "today"} />
          </Show>
          <Show when={is("local-administrator")}>
            <PeopleWelcome />
            <ToldNotices />
          </Show>
          <Show when={is("local-administrator", "student-administrator") && props.actor.agencyKind !== "receiving"}>
            <RegisterWelcome />
          </Show>
          <HiddenFoot />
          <Links actor={props.actor} />
        </div>
        <Show when={!params.id}>
          <MoveDialogs moves={moves} />
        </Show>
        <SharedContext.Provider value={{ moves, back, look: list.look }}>
          <Suspense>{props.children}</Suspense>
        </SharedContext.Provider>
      </Screen>
    </WelcomeContext.Provider>
  );
}

/** `/accueil/:id`: one request, over the page. */
export function WelcomePanel() {
  const params = useParams<{ id: string }>();
  const shared = useContext(SharedContext);
  const me = useMe();
  const may = () => (me.data?.actor && can(me.data.actor, "request.see") ? shared : undefined);
  return (
    <Show when={may()} fallback={<Mishap error={{ cause: { refusal: { code: "not-found" } } }} />}>
      {(given) => <RequestPanel id={params.id} moves={given().moves} onClose={given().back} onSeen={given().look} />}
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
