import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { dayIn, parseDay } from "#domain/dates.ts";
import { pathOf } from "#domain/place.ts";
import { api, refusalIn } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { problemSentence } from "#words/problem.ts";
import type { Place } from "./place-values.ts";

/** From which day a place is no longer offered, and what still names it. What stops it is said here, not after. */
export function RetireDialog(props: { open: boolean; place: Place; onClose(): void }) {
  const w = useWords(catalogueWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [day, setDay] = createSignal("");
  const [error, setError] = createSignal<string | null>(null);
  const [refused, setRefused] = createSignal<string | null>(null);
  /** What still lies open under it: each is retired or moved on its own record. */
  const [inTheWay, setInTheWay] = createSignal<{ id: string; name: string }[]>([]);
  const [pending, setPending] = createSignal(false);
  const [successor, setSuccessor] = createSignal("");
  const catalogue = useQuery(() => ({
    queryKey: ["catalogue", "all"],
    queryFn: () => api.catalogue.all.query(),
    enabled: props.open && props.place.level === "destination",
  }));
  const heirs = () => {
    const all = catalogue.data;
    return (all?.destinations ?? [])
      .filter(({ agencyId, id, retiredOn }) => agencyId === props.place.agencyId && id !== props.place.id && retiredOn === null)
      .map((unit) => ({
        value: unit.id,
        label: unit.name,
        hint: all ? pathOf(all, { agencyId: null, siteId: unit.siteId, serviceId: unit.serviceId, destinationId: null }) : "",
      }))
      .toSorted((one, other) => one.hint.localeCompare(other.hint, "fr-CA") || one.label.localeCompare(other.label, "fr-CA"));
  };
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setDay(dayIn(new Date()));
        setError(null);
        setRefused(null);
        setSuccessor("");
      },
    ),
  );
  const retire = async () => {
    const on = parseDay(day());
    if (on === null)
      return setError(problemSentence(day().trim() === "" ? { kind: "missing" } : { kind: "not-a-day", text: day() }, language()));
    const { id, name } = props.place;
    setPending(true);
    setRefused(null);
    try {
      await api.catalogue.retire.mutate({ id, on, successorId: successor() === "" ? null : successor() });
      toast({
        text: w().done.retired(name),
        action: { label: w().undo, run: () => void api.catalogue.restore.mutate({ id }).catch(failure.tell) },
      });
      props.onClose();
    } catch (why) {
      const refusal = refusalIn(why);
      setInTheWay(refusal?.code === "in-use" ? (refusal.which ?? []) : []);
      setRefused(failure.sentence(why));
    } finally {
      setPending(false);
    }
  };
  return (
    <ConfirmDialog
      open={props.open}
      title={w().retireTitle(props.place.name)}
      text={w().retireText}
      confirm={w().retireConfirm}
      pending={pending()}
      onConfirm={() => void retire()}
      onClose={props.onClose}
    >
      <div class="flex flex-col gap-3">
        <Show when={props.place.requests > 0}>
          <Notice kind="warn" quiet>
            {w().retireRequests(props.place.requests)}
          </Notice>
        </Show>
        <Show when={refused()}>
          {(why) => (
            <Notice kind="danger">
              {why()}
              <Show when={inTheWay().length > 0}>
                <ul class="mt-1 flex flex-wrap gap-x-4 gap-y-1">
                  <For each={inTheWay()}>
                    {(one) => (
                      <li>
                        <A class="inline-flex min-h-6 items-center text-accent underline" href={`/milieux/${one.id}`}>
                          {one.name}
                        </A>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </Notice>
          )}
        </Show>
        <Field label={w().retireOn} error={error()} required>
          <DateInput
            value={day()}
            onChange={(value) => {
              setDay(value);
              setError(null);
            }}
          />
        </Field>
        <Show when={props.place.level === "destination"}>
          <Field label={w().successor} hint={w().successorHint} optional>
            <Combobox value={successor()} options={heirs()} text="" onChange={setSuccessor} />
          </Field>
        </Show>
      </div>
    </ConfirmDialog>
  );
}
