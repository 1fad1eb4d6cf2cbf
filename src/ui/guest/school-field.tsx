import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import { z } from "zod";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { guestWords } from "#words/guest.ts";

export const isKnown = (school: string): boolean => z.uuid().safeParse(school).success;

/** The school a request is entered for: looked for first, added where it is not there; one that uses the system is told apart (R331). */
export function SchoolField(props: {
  value: string;
  error: string | null;
  onChange(value: string): void;
  onUser(name: string | null): void;
}) {
  const w = useWords(guestWords);
  const [names, setNames] = createSignal<Record<string, { name: string; isUser: boolean }>>({});
  const chosen = () => names()[props.value];
  const search = async (text: string) => {
    const found = await api.guest.schools.query({ search: text });
    setNames({ ...names(), ...Object.fromEntries(found.map(({ id, name, isUser }) => [id, { name, isUser }])) });
    return found.map(({ id, name, isUser }) => ({ value: id, label: name, ...(isUser ? { hint: w().usesSystem } : {}) }));
  };
  const isNew = () => props.value.trim().length > 3 && !isKnown(props.value);
  const [asked, setAsked] = createSignal("");
  createEffect(
    on(
      () => props.value,
      (value) => {
        const timer = setTimeout(() => setAsked(isNew() ? value.trim() : ""), 300);
        onCleanup(() => clearTimeout(timer));
        const known = chosen();
        props.onUser(known?.isUser ? known.name : null);
      },
    ),
  );
  const alike = useQuery(() => ({
    queryKey: ["guest", "alike", asked()],
    queryFn: () => api.guest.alike.query({ name: asked() }),
    enabled: asked() !== "",
  }));
  const like = () => (isNew() && asked() !== "" && alike.isSuccess ? alike.data : []);
  const use = (one: { id: string; name: string; isUser: boolean }) => {
    setNames({ ...names(), [one.id]: one });
    props.onChange(one.id);
  };
  return (
    <div class="flex flex-col gap-2">
      <Field label={w().school} required hint={w().schoolHint} error={props.error}>
        <Combobox
          value={props.value}
          text={chosen()?.name ?? (isKnown(props.value) ? "…" : props.value)}
          free
          search={search}
          onChange={(value) => props.onChange(value)}
        />
      </Field>
      <Show when={chosen()?.isUser}>
        <Notice kind="warn" title={w().refusedTitle(chosen()?.name ?? "")}>
          {w().refused}
        </Notice>
      </Show>
      <Show when={like().length > 0}>
        <Notice kind="info" title={w().alike}>
          <p class="mb-1.5">{w().alikeHint}</p>
          <ul class="flex flex-col gap-1">
            <For each={like()}>
              {(one) => (
                <li class="flex flex-wrap items-center justify-between gap-2">
                  <span class="min-w-0 break-words">
                    {one.name}
                    <Show when={one.isUser}>
                      <span class="text-muted">, {w().usesSystem}</span>
                    </Show>
                  </span>
                  <Button size="sm" aria-label={`${w().useIt}, ${one.name}`} onClick={() => use(one)}>
                    {w().useIt}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Notice>
      </Show>
    </div>
  );
}
