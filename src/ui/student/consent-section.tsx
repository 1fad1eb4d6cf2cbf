import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { consentScopes, type ConsentScope } from "#domain/consent.ts";
import { dayIn } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { consentWords } from "#words/consent.ts";
import { EndConsent } from "./end-consent.tsx";

type Consent = Outputs["consent"]["of"];

const useConsent = (studentId: () => string) =>
  useQuery(() => ({ queryKey: ["consent", "of", studentId()], queryFn: () => api.consent.of.query({ studentId: studentId() }) }));

/** What a student signed, until when it holds, and the ways to renew or end it (F-082, F-083). */
export function ConsentSection(props: { studentId: string; edits: boolean }) {
  const w = useWords(consentWords);
  const queries = useQueryClient();
  const consent = useConsent(() => props.studentId);
  const [doing, setDoing] = createSignal<"record" | "end" | null>(null);
  const refresh = () => {
    setDoing(null);
    for (const root of ["consent", "student"]) void queries.invalidateQueries({ queryKey: [root] });
  };
  return (
    <Show when={answerOf(consent)} fallback={<Skeleton rows={2} />}>
      {(one) => (
        <div class="flex flex-col gap-2 text-sm">
          <Show when={one().sealed}>
            {(why) => (
              <Notice kind="warn" quiet title={w().sealed[why()]}>
                <Show when={one().note}>{one().note}</Show>
              </Notice>
            )}
          </Show>
          <p>
            <span class={one().state === "valid" ? "font-medium" : "font-semibold text-warn"}>{w().states[one().state]}</span>
            <Show when={one().consentUntil}>{(day) => <span class="text-muted">, {w().until(day())}</span>}</Show>
          </p>
          <Show when={one().consentSignedOn}>
            <p class="text-muted">
              {w().scopes}:{" "}
              {one().consentScopes.length === 0
                ? w().nothingMore
                : one()
                    .consentScopes.map((scope) => w().scopeNames[scope])
                    .join(", ")}
            </p>
          </Show>
          <Show when={props.edits && doing() === null && one().sealed !== "graduated"}>
            <div class="flex flex-wrap gap-2">
              <Button size="sm" onClick={() => setDoing("record")}>
                {one().state === "none" ? w().record : w().renew}
              </Button>
              <Show when={one().sealed === null && one().state !== "none"}>
                <Button size="sm" kind="quiet" onClick={() => setDoing("end")}>
                  {w().end}
                </Button>
              </Show>
            </div>
          </Show>
          <Show when={doing() === "record"}>
            <RecordConsent studentId={props.studentId} of={one()} onDone={refresh} />
          </Show>
          <EndConsent open={doing() === "end"} studentId={props.studentId} onDone={refresh} onClose={() => setDoing(null)} />
          <p class="text-xs text-muted">{w().why}</p>
        </div>
      )}
    </Show>
  );
}

function RecordConsent(props: { studentId: string; of: Consent; onDone(): void }) {
  const w = useWords(consentWords);
  const form = useForm({
    key: `consent:${props.studentId}`,
    initial: { signedOn: dayIn(new Date()), scopes: [...props.of.consentScopes] as ConsentScope[] },
    send: (values) => api.consent.record.mutate({ studentId: props.studentId, ...values }),
    done: () => {
      toast({ text: w().recorded });
      props.onDone();
    },
  });
  const tick = (scope: ConsentScope, on: boolean) =>
    form.set("scopes", on ? [...form.values.scopes, scope] : form.values.scopes.filter((one) => one !== scope));
  return (
    <form class="flex flex-col gap-3 rounded-md border border-line p-3" novalidate onSubmit={form.onSubmit}>
      <FormNotices form={form} />
      <Field label={w().signed} required error={form.error("signedOn")}>
        <DateInput {...form.field("signedOn")} max={dayIn(new Date())} />
      </Field>
      <Field group label={w().scopes}>
        <For each={consentScopes}>
          {(scope) => (
            <Checkbox label={w().scopeNames[scope]} checked={form.values.scopes.includes(scope)} onChange={(on) => tick(scope, on)} />
          )}
        </For>
      </Field>
      <SmallFormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={props.onDone} />
    </form>
  );
}

/** Where the student was and is to be. */
export function PlacementList(props: { studentId: string }) {
  const w = useWords(consentWords);
  const consent = useConsent(() => props.studentId);
  return (
    <Show when={answerOf(consent)} fallback={<Skeleton rows={2} />}>
      {(one) => (
        <Show when={one().placements.length > 0} fallback={<p class="text-sm text-muted">{w().noPlacements}</p>}>
          <ul class="flex flex-col gap-1.5 text-sm">
            <For each={one().placements}>
              {(placement) => (
                <li>
                  <A href={`/sorties/${placement.requestId}`} class="font-medium text-accent hover:underline">
                    {placement.place}
                  </A>
                  <span class="block text-xs text-muted tabular-nums">
                    {placement.course}, {`${placement.startsOn}\u00A0– ${placement.endsOn}`}, {w().report[placement.state]}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      )}
    </Show>
  );
}
