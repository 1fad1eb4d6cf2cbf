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

export interface SchoolChoice {
  school: string;
  schoolName: string;
  schoolIsUser: boolean;
}

/** The school a request is entered for: looked for first, added where it is not there; one that uses the system is told apart (R331). */
export function SchoolField(props: { value: SchoolChoice; error: string | null; onChange(value: SchoolChoice): void }) {
  const w = useWords(guestWords);
  const found = new Map<string, { name: string; isUser: boolean }>();
  const search = async (text: string) => {
    const schools = await api.guest.schools.query({ search: text });
    for (const { id, name, isUser } of schools) found.set(id, { name, isUser });
    return schools.map(({ id, name, isUser }) => ({ value: id, label: name, ...(isUser ? { hint: w().usesSystem } : {}) }));
  };
  const choose = (school: string) => {
    const known = found.get(school);
    props.onChange({ school, schoolName: known?.name ?? "", schoolIsUser: known?.isUser ?? false });
  };
  const isNew = () => props.value.school.trim().length > 3 && !isKnown(props.value.school);
  const [asked, setAsked] = createSignal("");
  createEffect(
    on(
      () => props.value.school,
      (school) => {
        const timer = setTimeout(() => setAsked(isNew() ? school.trim() : ""), 300);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  const alike = useQuery(() => ({
    queryKey: ["guest", "alike", asked()],
    queryFn: () => api.guest.alike.query({ name: asked() }),
    enabled: asked() !== "",
  }));
  const like = () => (isNew() && asked() !== "" && alike.isSuccess ? alike.data : []);
  const use = (one: { id: string; name: string; isUser: boolean }) =>
    props.onChange({ school: one.id, schoolName: one.name, schoolIsUser: one.isUser });
  return (
    <div class="flex flex-col gap-2">
      <Field label={w().school} required hint={w().schoolHint} error={props.error}>
        <Combobox value={props.value.school} text={props.value.schoolName || props.value.school} free search={search} onChange={choose} />
      </Field>
      <Show when={props.value.schoolIsUser}>
        <Notice kind="warn" title={w().refusedTitle(props.value.schoolName)}>
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
