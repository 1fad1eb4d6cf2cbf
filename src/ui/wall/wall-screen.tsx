import { Title } from "@solidjs/meta";
import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, ErrorBoundary, Match, on, onCleanup, onMount, Show, Switch } from "solid-js";
import { dayIn } from "#domain/dates.ts";
import type { Language } from "#domain/weekdays.ts";
import { api } from "#ui/client.ts";
import { wallWords } from "#words/wall.ts";
import { inWords } from "#words/words.ts";
import { followWall, instant } from "./follow-wall.ts";
import { ageOf, freshnessOf, serverNow } from "./freshness.ts";
import { shiftAt } from "./lay-out.ts";
import { nightAt, timeIn } from "./night.ts";
import { useSelfCare } from "./self-care.ts";
import { useTurning } from "./turning.ts";
import { BoardlessBoard, IdentifyBoard, PairingBoard, spaced } from "./wall-alone.tsx";
import { WallBoard } from "./wall-board.tsx";
import { WallBox } from "./wall-box.tsx";
import { partKey } from "./changed.ts";

const tick = 1_000;
const tellEvery = 30_000;
const tellSoon = 500;
/** Before a board says its languages, both take turns. */
const languageFor = 12_000;
const zone = "America/Toronto";

/** `/mur`: shows a code until it is paired; `/mur/:id`: the wall, read from five metres, that nobody touches (ui.md 5, field E). */
export function WallScreen() {
  const [there, setThere] = createSignal(false);
  onMount(() => setThere(true));
  return (
    <main class="fixed inset-0 bg-[#0a1111]">
      <Title>{inWords(wallWords, "fr").title}</Title>
      <Show when={there()}>
        <ErrorBoundary fallback={(error: unknown) => <Again error={error} />}>
          <Wall />
        </ErrorBoundary>
      </Show>
    </main>
  );
}

/** What should never happen, on a screen that nobody looks after: it begins again by itself. */
function Again(props: { error: unknown }) {
  onMount(() => {
    console.error(props.error);
    const timer = setTimeout(() => location.reload(), 30_000);
    onCleanup(() => clearTimeout(timer));
  });
  return null;
}

function Wall() {
  const params = useParams<{ id?: string }>();
  const navigate = useNavigate();
  const wall = followWall({
    paired: (id) => {
      if (params.id !== id) navigate(`/mur/${id}`, { replace: true });
    },
  });
  const turning = useTurning(wall.frame);
  const [now, setNow] = createSignal(instant());
  const age = () => {
    const news = wall.news();
    return news ? ageOf(news, now()) : 0;
  };
  const clock = () => {
    const news = wall.news();
    return news ? serverNow(news, now()) : now().wall;
  };
  const timeZone = () => wall.frame()?.timeZone ?? zone;
  const time = () => timeIn(clock(), timeZone());
  const care = useSelfCare({
    time: () => (wall.news() ? time() : null),
    age: () => (wall.pairing() === "paired" && wall.news() ? age() : null),
    build: wall.build,
  });
  // Disconnected, its figures are as old as lost ones, whatever their age.
  const freshness = () => (wall.pairing() === "lost" ? "lost" : freshnessOf(age()));
  const board = () => (wall.pairing() === "paired" || wall.pairing() === "lost" ? wall.frame() : null);
  const language = (): Language => (board() ? turning.language() : Math.floor(now().steady / languageFor) % 2 === 0 ? "fr" : "en");
  const w = () => inWords(wallWords, language());
  const address = () => `${location.host}/murs`;
  /** The board that hangs here; a memo, as every frame says it again. */
  const hung = createMemo(() => (wall.pairing() === "paired" ? (wall.frame()?.boardId ?? "none") : null));

  onMount(() => {
    let before = performance.now();
    const timer = setInterval(() => {
      const at = instant();
      setNow(at);
      turning.pass(Math.min(5_000, at.steady - before));
      before = at.steady;
    }, tick);
    const tell = (): void => {
      const frame = wall.frame();
      if (wall.pairing() !== "paired") return;
      const viewId = frame?.views[turning.at()]?.id ?? null;
      void api.wall.seen.mutate({ viewId, width: window.innerWidth, height: window.innerHeight }).catch(() => {});
    };
    const telling = setInterval(tell, tellEvery);
    // whoever has just paired it, or given it another board, looks for it in the list: it is told at once, not with the next round
    let soon: ReturnType<typeof setTimeout> | undefined;
    createEffect(
      on(hung, (board) => {
        clearTimeout(soon);
        if (board !== null) soon = setTimeout(tell, tellSoon);
      }),
    );
    onCleanup(() => {
      clearInterval(timer);
      clearInterval(telling);
      clearTimeout(soon);
    });
  });

  return (
    <WallBox
      language={language()}
      side={wall.frame()?.side ?? "placing"}
      timeZone={timeZone()}
      today={wall.frame()?.today ?? dayIn(new Date())}
      just={(tileId, key) => wall.just().has(partKey(tileId, key))}
      freshness={board() ? freshness() : "fresh"}
      mirrored={Math.floor(clock() / 3_600_000) % 2 === 1}
      shift={shiftAt(Math.floor(clock() / 60_000))}
      night={board() ? nightAt(board()?.night ?? null, time()) : null}
      still={care.still()}
    >
      <Switch
        fallback={
          <PairingBoard code={wall.code()} revoked={wall.pairing() === "revoked"} unreachable={wall.unreachable()} address={address()} />
        }
      >
        <Match when={wall.identity()}>{(name) => <IdentifyBoard name={name()} />}</Match>
        <Match when={board()?.views.length === 0}>
          <BoardlessBoard name={wall.name()} address={address()} />
        </Match>
        <Match when={board()}>
          {(frame) => (
            <WallBoard
              frame={frame()}
              at={turning.at()}
              freshness={freshness()}
              age={age()}
              heard={wall.news()?.server ?? Date.parse(frame().at)}
              now={clock()}
              mirrored={Math.floor(clock() / 3_600_000) % 2 === 1}
              urgent={turning.urgent()}
              paused={turning.paused()}
              onPause={turning.pause}
              onView={turning.go}
              instead={
                wall.pairing() === "lost"
                  ? [w().disconnected, wall.code() ? w().codeIs(spaced(wall.code() ?? "")) : ""].filter((one) => one !== "").join(" · ")
                  : null
              }
            />
          )}
        </Match>
        <Match when={wall.pairing() === "paired"}>
          <div class="wall-alone">
            <p class="wall-soft">{w().neverHeard}</p>
          </div>
        </Match>
      </Switch>
    </WallBox>
  );
}
