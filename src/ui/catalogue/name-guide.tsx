import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import { dayIn } from "#domain/dates.ts";
import type { Refusal } from "#domain/refusal.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { catalogueWords } from "#words/catalogue.ts";

export interface Displaced {
  id: string;
  name: string;
}

/** A name that another place bears: whose it is, one that is free, or the other gives it up as this one is saved (F-031). */
export function NameTaken(props: {
  refusal: Refusal | null;
  displaced: Displaced | null;
  onDisplace(displaced: Displaced | null): void;
  onTake(name: string): void;
}) {
  const w = useWords(catalogueWords);
  const taken = () => (props.refusal?.code === "name-taken" && props.refusal.other ? props.refusal : null);
  return (
    <>
      <Show when={props.displaced === null ? taken() : null}>
        {(found) => (
          <Notice kind="warn" quiet title={w().taken.title(found().other?.path ?? "")}>
            <div class="mt-1.5 flex flex-wrap gap-2">
              <Show when={found().suggestion}>
                {(name) => (
                  <Button size="sm" onClick={() => props.onTake(name())}>
                    {w().taken.take(name())}
                  </Button>
                )}
              </Show>
              <Show when={found().other}>
                {(other) => (
                  <>
                    <Button
                      size="sm"
                      onClick={() => props.onDisplace({ id: other().id, name: w().taken.before(other().name, dayIn(new Date())) })}
                    >
                      {w().taken.other}
                    </Button>
                    <A class="inline-flex min-h-7 items-center text-accent hover:underline" href={`/milieux/${other().id}`}>
                      {w().taken.open}
                    </A>
                  </>
                )}
              </Show>
            </div>
          </Notice>
        )}
      </Show>
      <Show when={props.displaced}>
        {(other) => (
          <div class="flex flex-col gap-2 rounded-lg border border-line bg-page p-3">
            <Field label={w().taken.otherName} hint={w().taken.both}>
              <TextInput value={other().name} maxLength={120} onChange={(name) => props.onDisplace({ ...other(), name })} />
            </Field>
            <Button size="sm" kind="quiet" class="self-start" onClick={() => props.onDisplace(null)}>
              {w().taken.keep}
            </Button>
          </div>
        )}
      </Show>
    </>
  );
}

/** What resembles the organisation or the site that is being added: the same place is not kept twice (F-053). */
export function AlikePlaces(props: { name: string; address: string }) {
  const w = useWords(catalogueWords);
  const [asked, setAsked] = createSignal({ name: "", address: "" });
  createEffect(() => {
    const next = { name: props.name.trim().slice(0, 120), address: props.address.trim().slice(0, 500) };
    const timer = setTimeout(() => setAsked(next), 400);
    onCleanup(() => clearTimeout(timer));
  });
  const query = useQuery(() => ({
    queryKey: ["catalogue", "alike", asked()],
    queryFn: () => api.catalogue.alike.query(asked()),
    enabled: asked().name.length > 2 || asked().address.length > 7,
  }));
  const found = () => (asked().name.length > 2 || asked().address.length > 7 ? (answerOf(query) ?? []) : []);
  return (
    <Show when={found().length > 0}>
      <Notice kind="info" title={w().alike.title}>
        <p>{w().alike.text}</p>
        <ul class="mt-1 flex flex-col gap-1">
          <For each={found()}>
            {(one) => (
              <li>
                <A class="font-medium text-accent hover:underline" href={`/milieux/${one.id}`}>
                  {one.path}
                </A>
                <Show when={one.address !== ""}>
                  <span class="text-muted">, {one.address.replaceAll("\n", ", ")}</span>
                </Show>
                <Show when={one.retired}>
                  <span class="text-muted"> ({w().alike.retired})</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}
