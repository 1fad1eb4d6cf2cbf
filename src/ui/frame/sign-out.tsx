import { createSignal, For, Show, type JSX } from "solid-js";
import { A } from "@solidjs/router";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { unsubscribeHere } from "#ui/notice/push.ts";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { connectionWords } from "#words/connection.ts";
import { screenTruth } from "./unsaved.ts";

/** Read when somebody signs out and not before: every page has a frame. */
const drafts = () => import("#ui/worksheet/connection-drafts.ts");

interface Leaving {
  everywhere: boolean;
  sheets: { sheet: string | null; title: string; count: number }[];
}

/**
 * Signing out takes everything of the person from this machine, so that the next one at it reads nothing: when that would lose edits
 * that no server has, it is asked first, with what would go. A session that ends by itself loses nothing: its drafts stay, under the
 * name of their author, for their seven days.
 */
export function createSignOut(person: () => string): { ask(everywhere: boolean): void; Question: () => JSX.Element } {
  const w = useWords(connectionWords);
  const [leaving, setLeaving] = createSignal<Leaving | null>(null);
  const [pending, setPending] = createSignal(false);

  const leave = async (everywhere: boolean) => {
    setPending(true);
    await (await drafts()).forgetPerson(person());
    // Nor does this browser show the next person what this one is told.
    await unsubscribeHere().catch(() => {});
    // Even when the server is not reached, the person leaves: the page with their data goes.
    await (everywhere ? api.account.signOutEverywhere.mutate() : api.account.signOut.mutate()).catch(() => {});
    window.location.assign("/connexion");
  };
  const ask = async (everywhere: boolean) => {
    const kept = await (await drafts()).unsentSheets(person());
    const sheets: Leaving["sheets"] = kept.filter(({ count }) => count > 0);
    const here = screenTruth();
    if (here?.kept === false && here.unsaved) sheets.push({ sheet: null, title: document.title, count: here.unsaved });
    if (sheets.length === 0) return leave(everywhere);
    setLeaving({ everywhere, sheets });
  };
  const total = () => leaving()?.sheets.reduce((sum, { count }) => sum + count, 0) ?? 0;

  return {
    ask: (everywhere) => void ask(everywhere),
    Question: () => (
      <Show when={leaving()} keyed>
        {(now) => (
          <ConfirmDialog
            open
            danger
            title={w().leave.title}
            text={w().leave.text(total())}
            confirm={w().leave.confirm}
            pending={pending()}
            onConfirm={() => void leave(now.everywhere)}
            onClose={() => setLeaving(null)}
          >
            <ul class="flex flex-col gap-1.5 text-sm">
              <For each={now.sheets}>
                {(one) => (
                  <li>
                    <Show when={one.sheet} fallback={w().leave.sheet(one.title || w().leave.unnamed, one.count)}>
                      {(sheet) => (
                        <A class="underline" href={`/fiches/${sheet()}`} onClick={() => setLeaving(null)}>
                          {w().leave.sheet(one.title || w().leave.unnamed, one.count)}
                        </A>
                      )}
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </ConfirmDialog>
        )}
      </Show>
    ),
  };
}
