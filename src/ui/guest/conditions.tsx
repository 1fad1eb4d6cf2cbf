import { createSignal, For, Show } from "solid-js";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import type { GuestRequest } from "./guest-query.ts";
import { Part } from "./part.tsx";

type Condition = GuestRequest["conditions"][number];

/** What an organisation asks for before or with its yes, and the school's answer to it. */
export function Conditions(props: {
  request: GuestRequest;
  pending: boolean;
  onAnswer(of: { conditionId: string; met: boolean; note: string }): Promise<boolean>;
}) {
  const w = useWords(guestPageWords);
  return (
    <Show when={props.request.conditions.length > 0}>
      <Part title={w().conditions}>
        <ul class="flex flex-col gap-3">
          <For each={props.request.conditions}>
            {(one) => <Line of={one} pending={props.pending} onAnswer={(answer) => props.onAnswer({ conditionId: one.id, ...answer })} />}
          </For>
        </ul>
      </Part>
    </Show>
  );
}

function Line(props: { of: Condition; pending: boolean; onAnswer(of: { met: boolean; note: string }): Promise<boolean> }) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const [why, setWhy] = createSignal<string | null>(null);
  const state = () => w().conditionStates[props.of.state];
  return (
    <li class="flex flex-col gap-2 text-sm">
      <p>
        <span class="font-medium">{language() === "fr" ? props.of.label.fr : props.of.label.en}</span>
        <span class="text-muted">, {state()}</span>
        <Show when={props.of.text}>{(text) => <span class="block break-words">{text()}</span>}</Show>
        <Show when={props.of.note}>{(note) => <span class="block break-words text-muted">{note()}</span>}</Show>
      </p>
      <Show when={props.of.may}>
        <Show
          when={why() !== null}
          fallback={
            <div class="grid gap-2 sm:grid-cols-2">
              <Button class="min-h-11" kind="primary" pending={props.pending} onClick={() => void props.onAnswer({ met: true, note: "" })}>
                {w().conditionMet}
              </Button>
              <Button class="min-h-11" disabled={props.pending} onClick={() => setWhy("")}>
                {w().conditionNot}
              </Button>
            </div>
          }
        >
          <Field label={w().conditionWhy} required>
            <TextArea value={why() ?? ""} onChange={setWhy} maxLength={1_000} rows={2} />
          </Field>
          <div class="grid grid-cols-[auto_1fr] gap-2">
            <Button class="min-h-11" onClick={() => setWhy(null)}>
              {w().back}
            </Button>
            <Button
              class="min-h-11"
              kind="primary"
              pending={props.pending}
              onClick={() => {
                if ((why() ?? "").trim() !== "") void props.onAnswer({ met: false, note: (why() ?? "").trim() });
              }}
            >
              {w().conditionSend}
            </Button>
          </div>
        </Show>
      </Show>
    </li>
  );
}
