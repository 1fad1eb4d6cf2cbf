import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, on, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { UnitReservation } from "#ui/reservation/unit-reservation.tsx";
import { closingWords } from "#words/closing.ts";
import { partWords } from "#words/parts.ts";
import { requestWords } from "#words/request.ts";
import { askedOf, type Acts } from "./acts.ts";

/** To which other unit an accepted or confirmed placement goes; those with room on all its days are offered first (3.4). */
export function RelocateDialog(props: { acts: Acts }) {
  const w = useWords(closingWords);
  const r = useWords(requestWords);
  const p = useWords(partWords);
  const open = () => props.acts.asking()?.act === "relocate";
  const requests = () => (open() ? (props.acts.asking()?.requests ?? []) : []);
  const [unitId, setUnitId] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const units = useQuery(() => ({ queryKey: ["catalogue", "units"], queryFn: () => api.request.units.query(), enabled: open() }));
  const free = useQuery(() => ({
    queryKey: ["request", "relocation", requests()[0]?.id],
    queryFn: () => api.relocation.units.query({ requestId: requests()[0]?.id ?? "" }),
    enabled: open() && requests().length === 1,
  }));
  const here = () => requests()[0]?.place.destinationId;
  const options = () => {
    const roomy = new Map((answerOf(free) ?? []).map((unit) => [unit.id, unit.room]));
    return (answerOf(units) ?? [])
      .filter(({ id }) => requests().length > 1 || id !== here())
      .toSorted((one, other) => Number(roomy.has(other.id)) - Number(roomy.has(one.id)))
      .map((unit) => ({
        value: unit.id,
        label: unit.name,
        group: roomy.has(unit.id) ? w().relocate.free : `${unit.site} / ${unit.service}`,
        ...(roomy.has(unit.id) ? { hint: `${unit.site} / ${unit.service}` } : {}),
      }));
  };
  const chosen = () => (answerOf(units) ?? []).find(({ id }) => id === unitId());
  createEffect(
    on(open, (now) => {
      if (!now) return;
      setTried(false);
      setUnitId("");
    }),
  );
  const go = () => {
    setTried(true);
    const unit = chosen();
    const before = here();
    const asked = requests();
    if (!unit) return;
    void props.acts.run(() => api.relocation.move.mutate({ requests: askedOf(asked), destinationId: unit.id }), {
      sentence: ({ done }) => w().relocate.done(done.length, unit.name),
      ...(before && asked.every(({ place }) => place.destinationId === before)
        ? {
            undo: ({ done }) => api.relocation.move.mutate({ requests: askedOf(done), destinationId: before, back: true }),
            undone: ({ done }) => w().relocate.undone(done.length),
          }
        : {}),
    });
  };
  return (
    <Dialog
      open={open()}
      onClose={props.acts.stop}
      title={w().relocate.title(requests().length)}
      text={w().relocate.text}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.acts.stop()}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={props.acts.pending()} onClick={go}>
            {w().relocate.confirm}
          </Button>
        </>
      }
    >
      <div class="flex min-h-40 flex-col gap-3">
        <Field label={w().relocate.unit} required error={tried() && !chosen() ? r().toChoose : null}>
          <Combobox value={unitId()} onChange={(value) => setUnitId(value)} options={options()} />
        </Field>
        <Show when={chosen()} keyed>
          {(unit) => <UnitReservation destinationId={unit.id} compact />}
        </Show>
      </div>
    </Dialog>
  );
}
