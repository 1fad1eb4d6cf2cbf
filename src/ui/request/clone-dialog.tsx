import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import CopyPlus from "lucide-solid/icons/copy-plus";
import { longestMessage } from "#domain/request-clone.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { againWords } from "#words/request-again.ts";
import { partWords } from "#words/parts.ts";
import { requestWords } from "#words/request.ts";
import type { Acts } from "./acts.ts";

/** Where another request like this one goes, and what the school is told with it (F-190). */
export function CloneDialog(props: { acts: Acts }) {
  const w = useWords(againWords);
  const r = useWords(requestWords);
  const p = useWords(partWords);
  const open = () => props.acts.asking()?.act === "clone";
  const request = createMemo(
    (before: SeenRequest | undefined): SeenRequest | undefined => (open() ? props.acts.asking()?.requests[0] : before),
    undefined,
  );
  const [unitId, setUnitId] = createSignal("");
  const [message, setMessage] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const units = useQuery(() => ({ queryKey: ["catalogue", "units"], queryFn: () => api.request.units.query(), enabled: open() }));
  const here = () => request()?.place.destinationId;
  const list = () => (units.isSuccess ? units.data : []).filter(({ id }) => id !== here());
  // Its own service comes first: most clones stay in it.
  const options = () =>
    list()
      .toSorted(
        (one, other) => Number(other.serviceId === request()?.place.serviceId) - Number(one.serviceId === request()?.place.serviceId),
      )
      .map((unit) => {
        const most = unit.largestGroup;
        const small = most !== null && (request()?.size ?? 1) > most;
        return {
          value: unit.id,
          label: unit.name,
          group: `${unit.site} / ${unit.service}`,
          disabled: small,
          ...(small ? { hint: r().ask.tooSmall(most) } : {}),
        };
      });
  const chosen = () => list().find(({ id }) => id === unitId());
  createEffect(
    on(open, (now) => {
      if (!now) return;
      setTried(false);
      setUnitId("");
      setMessage("");
    }),
  );
  const go = () => {
    setTried(true);
    const [unit, one] = [chosen(), request()];
    if (!unit || !one) return;
    void props.acts.run(
      async () => {
        const made = await api.requestClone.make.mutate({
          request: { id: one.id, version: one.version },
          destinationId: unit.id,
          message: message(),
        });
        return { done: { id: made.id, reference: made.reference, version: made.version, status: "redirected" as const } };
      },
      {
        sentence: ({ done }) => w().clone.done(done.reference),
        undo: ({ done }) => api.requestClone.takeBack.mutate({ request: { id: done.id, version: done.version } }),
        undone: ({ done }) => w().clone.undone(done.reference),
      },
    );
  };
  return (
    <Dialog
      open={open()}
      onClose={props.acts.stop}
      title={w().clone.title(request()?.reference ?? 0)}
      text={w().clone.text(request()?.school.name ?? "")}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.acts.stop()}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={props.acts.pending()} onClick={go}>
            {w().clone.confirm}
          </Button>
        </>
      }
    >
      <div class="flex min-h-40 flex-col gap-4">
        <Show when={!units.isSuccess || list().length > 0} fallback={<Notice quiet>{r().ask.noUnits}</Notice>}>
          <Field label={w().clone.unit} required error={tried() && !chosen() ? r().toChoose : null}>
            <Combobox value={unitId()} onChange={(value) => setUnitId(value)} options={options()} />
          </Field>
        </Show>
        <Show when={chosen() && !chosen()?.isUser}>
          <Notice kind="info">{r().ask.onPaper}</Notice>
        </Show>
        <Field label={w().clone.message} optional hint={w().clone.messageHint}>
          <TextArea value={message()} onChange={setMessage} maxLength={longestMessage} />
        </Field>
      </div>
    </Dialog>
  );
}

/** « Clonée de n° 100042 », on the panel of either side; a link where that request is still there. */
export function CloneNotice(props: { of: SeenRequest }) {
  const w = useWords(againWords);
  const base = () => (props.of.side === "placing" ? "/sorties" : "/demandes");
  return (
    <Show when={props.of.clonedFrom}>
      {(from) => (
        <p class="mb-3 flex items-center gap-2 text-sm text-muted">
          <CopyPlus size={15} class="shrink-0" aria-hidden="true" />
          <Show when={from().id} fallback={w().clone.from(from().reference)}>
            {(id) => (
              <A class="inline-flex min-h-7 items-center text-accent hover:underline" href={`${base()}/${id()}`}>
                {w().clone.from(from().reference)}
              </A>
            )}
          </Show>
        </p>
      )}
    </Show>
  );
}
