import { useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { isDay } from "#domain/dates.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { mostParts, rotations, scheduleBetween, shared, sharing } from "#domain/request-split.ts";
import { answerOf } from "#ui/answer.ts";
import { api, refusalIn } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { keyOfPlace, placeOfKey, usePlaceChoices } from "#ui/quick/place-choice.ts";
import { partWords } from "#words/parts.ts";
import { splitWords } from "#words/request-split.ts";
import { placeOf } from "./columns.tsx";
import { askedOf, type Acts } from "./acts.ts";

type Preset = "places" | "rotations" | "hand";
/** A part as it is being edited; `id` of one that is there already, the first is the primary's own. */
interface Line {
  id: string | null;
  place: string;
  text: string;
  startsOn: string;
  endsOn: string;
  size: string;
}

const keyIn = (of: SeenRequest["place"]): string =>
  of.serviceId === null ? "" : keyOfPlace({ serviceId: of.serviceId, destinationId: of.destinationId });
const drafted = (of: SeenRequest): boolean => of.status === "new" || of.status === "new-part" || of.status === "sent-held";

/** A request over several places and periods (F-120): presets write the lines, every line can be changed by hand. */
export function SplitDialog(props: { acts: Acts }) {
  const s = useWords(splitWords);
  const p = useWords(partWords);
  const failure = useFailure();
  const asked = () => (props.acts.asking()?.act === "split" ? (props.acts.asking()?.requests[0] ?? null) : null);
  const request = createMemo((before: SeenRequest | null): SeenRequest | null => asked() ?? before, null);
  const family = useQuery(() => ({
    queryKey: ["request", "family", request()?.id ?? ""],
    queryFn: () => api.requestSplit.family.query({ id: request()?.id ?? "" }),
    enabled: asked() !== null,
  }));
  const choices = usePlaceChoices({ agencyId: () => null });
  const former = () =>
    (answerOf(family)?.members ?? []).filter(
      (one) => one.split?.of === request()?.id && one.status !== "declined" && one.status !== "cancelled",
    );
  const [preset, setPreset] = createSignal<Preset>("places");
  const [count, setCount] = createSignal("2");
  const [reason, setReason] = createSignal("");
  const [error, setError] = createSignal<string | null>(null);
  const [state, setState] = createStore<{ lines: Line[] }>({ lines: [] });
  const [filled, setFilled] = createSignal<string | null>(null);

  const primaryLine = (of: SeenRequest): Line => ({
    id: of.id,
    place: keyIn(of.place),
    text: placeOf(of.place),
    startsOn: of.schedule.startsOn,
    endsOn: of.schedule.endsOn,
    size: String(of.sizeHere),
  });
  /** A new part begins at the primary's service: its unit is what differs. */
  const newLine = (of: SeenRequest, more: Partial<Line>): Line => ({
    ...primaryLine(of),
    id: null,
    place: of.place.serviceId === null ? "" : keyOfPlace({ serviceId: of.place.serviceId, destinationId: null }),
    text: [of.place.site, of.place.service].filter(Boolean).join(" / "),
    ...more,
  });
  const write = (lines: Line[]) => {
    setState("lines", reconcile(lines, { key: null }));
    setError(null);
  };
  const apply = () => {
    const of = request();
    const many = Number(count());
    if (!of || preset() === "hand" || !(many >= 2 && many <= mostParts)) return;
    if (preset() === "places") {
      const sizes = shared(
        of.size,
        Array.from({ length: many }, () => 1),
      );
      write(sizes.map((size, index) => (index === 0 ? { ...primaryLine(of), size: String(size) } : newLine(of, { size: String(size) }))));
      return;
    }
    const periods = drafted(of) ? rotations(of.schedule, many) : [];
    const size = String(of.size);
    write(periods.map((dates, index) => (index === 0 ? { ...primaryLine(of), ...dates, size } : newLine(of, { ...dates, size }))));
  };
  // Opened: what there is already, or the first preset.
  createEffect(
    on(
      () => [asked()?.id ?? null, answerOf(family)] as const,
      ([id, known]) => {
        if (id === null) return void setFilled(null);
        const of = request();
        if (!of || !known || filled() === id) return;
        setFilled(id);
        setReason("");
        setCount("2");
        const there = former();
        if (there.length > 0 || !drafted(of)) {
          setPreset("hand");
          const half = shared(of.size, [1, 1]);
          write([
            there.length === 0 ? { ...primaryLine(of), size: String(half[0]) } : primaryLine(of),
            ...there.map((one) => ({ ...primaryLine(one), size: String(one.size) })),
            ...(there.length === 0 ? [newLine(of, { size: String(half[1]) })] : []),
          ]);
        } else {
          setPreset(of.kind === "individual" ? "rotations" : "places");
          apply();
        }
      },
    ),
  );
  const choosePreset = (to: Preset) => {
    setPreset(to);
    apply();
  };
  const number = (text: string): number => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : 0);
  /** Which lines share the group, by their place in the list, and whether their sizes come to it. */
  const clusters = createMemo(() => {
    const of = request();
    if (!of) return [];
    const members = state.lines
      .map((line, index) => ({ index, size: number(line.size), line }))
      .filter(({ line }) => isDay(line.startsOn) && isDay(line.endsOn) && line.startsOn <= line.endsOn)
      .map(({ index, size, line }) => ({ index, size, schedule: scheduleBetween(of.schedule, line) }));
    return sharing(members);
  });
  const alone = (index: number) => !clusters().some((cluster) => cluster.length > 1 && cluster.some((one) => one.index === index));
  const sums = () => clusters().flatMap((cluster) => (cluster.length > 1 ? [cluster.reduce((all, { size }) => all + size, 0)] : []));
  const added = () => state.lines.filter(({ id }) => id === null);
  const needsReason = () => added().length > 0 && request() !== null && !drafted(request() as SeenRequest);

  const go = async () => {
    const of = request();
    const known = choices.catalogue();
    const [own, ...rest] = state.lines;
    if (!of || !own) return;
    setError(null);
    const here = { startsOn: own.startsOn, endsOn: own.endsOn, size: alone(0) ? of.size : number(own.size) };
    const sizeOf = (line: Line) => (alone(state.lines.indexOf(line)) ? of.size : number(line.size));
    const before = { startsOn: of.schedule.startsOn, endsOn: of.schedule.endsOn, size: of.sizeHere };
    const olderSizes = former().map(({ id, size }) => ({ id, size }));
    const work = async () => {
      try {
        return await api.requestSplit.split.mutate({
          id: of.id,
          version: of.version,
          here,
          sizes: rest.flatMap((line) => (line.id === null ? [] : [{ id: line.id, size: sizeOf(line) }])),
          parts: rest
            .filter(({ id }) => id === null)
            .map((line) => ({
              place: (known && placeOfKey(known, line.place)) ?? { receivingId: null, siteId: null, serviceId: null, destinationId: null },
              startsOn: line.startsOn,
              endsOn: line.endsOn,
              size: sizeOf(line),
            })),
          reason: reason(),
        });
      } catch (failed) {
        // What is wrong with a line is said in the box, where it can be mended.
        if (refusalIn(failed)) setError(failure.sentence(failed));
        throw failed;
      }
    };
    await props.acts.run(work, {
      sentence: ({ parts }) => s().done(parts.length),
      undo: async ({ done, parts }) => {
        if (parts.length > 0) await api.request.discard.mutate({ requests: askedOf(parts) });
        const [now] = parts.length > 0 ? [await api.request.get.query({ id: of.id })] : [done];
        return api.requestSplit.split.mutate({ id: of.id, version: now.version, here: before, sizes: olderSizes, parts: [] });
      },
      undone: s().undone,
    });
  };

  return (
    <Dialog
      open={asked() !== null}
      onClose={props.acts.stop}
      size="lg"
      title={s().title(request()?.reference ?? 0)}
      text={s().text}
      actions={
        <>
          <Button kind="quiet" onClick={props.acts.stop}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={props.acts.pending()} onClick={() => void go()}>
            {added().length > 0 ? s().confirm : s().share}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Show when={request() && drafted(request() as SeenRequest) && former().length === 0}>
          <div class="flex flex-wrap items-start gap-x-8 gap-y-3">
            <Field label={s().how} group>
              <RadioGroup<Preset>
                value={preset()}
                onChange={choosePreset}
                options={[
                  { value: "places", label: s().presets.places, disabled: request()?.kind === "individual" },
                  { value: "rotations", label: s().presets.rotations },
                  { value: "hand", label: s().presets.hand },
                ]}
              />
            </Field>
            <Show when={preset() !== "hand"}>
              <Field label={s().count}>
                <NumberInput
                  value={count()}
                  onChange={(value) => {
                    setCount(value);
                    apply();
                  }}
                  class="max-w-20"
                />
              </Field>
            </Show>
          </div>
        </Show>
        <ol class="flex flex-col gap-3">
          <For each={state.lines}>
            {(line, index) => (
              <li class="rounded-lg border border-line bg-sunken/40 p-3">
                <div class="mb-2 flex items-center gap-2">
                  <h3 class="flex-1 text-sm font-semibold">{index() === 0 ? s().primary : s().part(index() + 1)}</h3>
                  <Show when={line.id === null}>
                    <IconButton
                      size="sm"
                      kind="quiet"
                      label={s().remove(index() + 1)}
                      icon={<X size={15} />}
                      onClick={() => {
                        setPreset("hand");
                        write(state.lines.filter((_, at) => at !== index()).map((one) => ({ ...one })));
                      }}
                    />
                  </Show>
                </div>
                <div class="flex flex-wrap items-start gap-3">
                  <Field label={s().place} class="min-w-60 flex-[2_1_16rem]">
                    <Show when={line.id === null} fallback={<p class="py-1.5 text-sm">{line.text || "—"}</p>}>
                      <Combobox
                        value={line.place}
                        onChange={(value) => setState("lines", index(), "place", value)}
                        options={choices.options()}
                        text={line.text}
                      />
                    </Show>
                  </Field>
                  <Field label={s().startsOn} class="w-40">
                    <DateInput
                      value={line.startsOn}
                      onChange={(value) => setState("lines", index(), "startsOn", value)}
                      disabled={line.id !== null && !(index() === 0 && request() !== null && drafted(request() as SeenRequest))}
                    />
                  </Field>
                  <Field label={s().endsOn} class="w-40">
                    <DateInput
                      value={line.endsOn}
                      onChange={(value) => setState("lines", index(), "endsOn", value)}
                      disabled={line.id !== null && !(index() === 0 && request() !== null && drafted(request() as SeenRequest))}
                    />
                  </Field>
                  <Field label={s().size} class="w-40">
                    <Show when={!alone(index())} fallback={<p class="py-1.5 text-sm text-muted">{s().whole(request()?.size ?? 0)}</p>}>
                      <NumberInput value={line.size} onChange={(value) => setState("lines", index(), "size", value)} class="max-w-20" />
                    </Show>
                  </Field>
                </div>
              </li>
            )}
          </For>
        </ol>
        <div class="flex flex-wrap items-center gap-3">
          <Button
            size="sm"
            icon={<Plus size={15} />}
            disabled={state.lines.length >= mostParts}
            onClick={() => {
              const of = request();
              setPreset("hand");
              if (of) write([...state.lines.map((one) => ({ ...one })), newLine(of, { size: "1" })]);
            }}
          >
            {s().more}
          </Button>
          <For each={sums()}>
            {(sum) => (
              <p
                class="text-sm"
                classList={{ "text-done": sum === request()?.size, "font-medium text-danger": sum !== request()?.size }}
                role="status"
              >
                {sum === request()?.size ? s().sumRight(sum) : s().sumWrong(sum, request()?.size ?? 0)}
              </p>
            )}
          </For>
        </div>
        <Show when={needsReason()}>
          <Field label={s().reason} hint={`${s().reasonHint} ${s().reasonExample}`} required>
            <TextInput value={reason()} onChange={setReason} maxLength={500} />
          </Field>
        </Show>
        <Show when={error()}>{(sentence) => <Notice kind="danger">{sentence()}</Notice>}</Show>
      </div>
    </Dialog>
  );
}
