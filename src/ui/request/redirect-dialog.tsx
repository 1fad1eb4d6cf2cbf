import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, on, Show } from "solid-js";
import type { SeenRequest } from "#domain/request-seen.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { partWords } from "#words/parts.ts";
import { requestWords } from "#words/request.ts";

/** Which unit requests go to; those too small for the largest group are not offered. */
export function RedirectDialog(props: {
  open: boolean;
  requests: SeenRequest[];
  pending: boolean;
  onConfirm(destinationId: string): void;
  onClose(): void;
}) {
  const w = useWords(requestWords);
  const p = useWords(partWords);
  const [unitId, setUnitId] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const units = useQuery(() => ({ queryKey: ["catalogue", "units"], queryFn: () => api.request.units.query(), enabled: props.open }));
  const list = () => (units.isSuccess ? units.data : []);
  const largest = () => Math.max(0, ...props.requests.map(({ size }) => size));
  // The services asked for come first: most requests stay in theirs.
  const asked = () => new Set(props.requests.map(({ place }) => place.serviceId));
  const options = () =>
    list()
      .toSorted((one, other) => Number(asked().has(other.serviceId)) - Number(asked().has(one.serviceId)))
      .map((unit) => {
        const most = unit.largestGroup;
        const small = most !== null && largest() > most;
        return {
          value: unit.id,
          label: unit.name,
          group: `${unit.site} / ${unit.service}`,
          disabled: small,
          ...(small ? { hint: w().ask.tooSmall(most) } : {}),
        };
      });
  const chosen = () => list().find(({ id }) => id === unitId());
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setTried(false);
        setUnitId(props.requests.length === 1 ? (props.requests[0]?.place.destinationId ?? "") : "");
      },
    ),
  );
  const go = () => {
    setTried(true);
    const unit = chosen();
    if (unit) props.onConfirm(unit.id);
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={w().ask.redirect(props.requests.length)}
      text={w().ask.redirectText}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={props.pending} onClick={go}>
            {w().moves.redirect}
          </Button>
        </>
      }
    >
      <div class="flex min-h-40 flex-col gap-4">
        <Show when={!units.isSuccess || list().length > 0} fallback={<Notice quiet>{w().ask.noUnits}</Notice>}>
          <Field label={w().ask.unit} required error={tried() && !chosen() ? w().toChoose : null}>
            <Combobox value={unitId()} onChange={(value) => setUnitId(value)} options={options()} />
          </Field>
        </Show>
        <Show when={chosen() && !chosen()?.isUser}>
          <Notice kind="info">{w().ask.onPaper}</Notice>
        </Show>
      </div>
    </Dialog>
  );
}
