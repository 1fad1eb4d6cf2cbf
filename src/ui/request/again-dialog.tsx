import { createMemo, Show } from "solid-js";
import type { SeenRequest } from "#domain/request-seen.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { againWords } from "#words/request-again.ts";
import { askedOf, type Acts } from "./acts.ts";

/** Asks again for what was called off or declined: the one thing left to do with it, so a button and not a menu's line. */
export function AgainButton(props: { requests: readonly SeenRequest[]; acts: Acts; size?: "sm" | "md" }) {
  const w = useWords(againWords);
  const able = () => props.requests.filter(({ may }) => may.reactivate);
  return (
    <Show when={able().length > 0}>
      <Button size={props.size ?? "md"} onClick={() => props.acts.begin("reactivate", able())}>
        {props.requests.length > 1 ? w().counted(able().length) : w().act}
      </Button>
    </Show>
  );
}

/** What asking again means, before it is done. */
export function AgainDialog(props: { acts: Acts }) {
  const w = useWords(againWords);
  const open = () => props.acts.asking()?.act === "reactivate";
  // What closes keeps its words until it is gone.
  const requests = createMemo((before: SeenRequest[]): SeenRequest[] => (open() ? (props.acts.asking()?.requests ?? []) : before), []);
  const text = () => {
    const all = requests();
    const [one] = all;
    if (!one) return "";
    if (one.side !== "placing") return `${w().receiving(all.length, one.school.name)} ${w().students}`;
    if (all.every(({ sentAt }) => sentAt === null)) return w().unsent;
    const paper = all.some(({ onPaper }) => onPaper) ? ` ${w().paper}` : "";
    return `${w().school(all.length, one.place.receiving ?? "")}${paper} ${w().students}`;
  };
  const confirm = () =>
    void props.acts.run(() => api.requestAgain.reactivate.mutate({ requests: askedOf(requests()) }), {
      sentence: ({ done }) => w().done(done.length),
    });
  return (
    <ConfirmDialog
      open={open()}
      title={w().title(requests().length)}
      text={text()}
      confirm={w().act}
      pending={props.acts.pending()}
      onConfirm={confirm}
      onClose={props.acts.stop}
    />
  );
}
