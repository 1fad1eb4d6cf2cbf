import { keepPreviousData, useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Download from "lucide-solid/icons/download";
import Scale from "lucide-solid/icons/scale";
import { addDays, isDay } from "#domain/dates.ts";
import { servedOf, shareOf, sumLines, type ShareLine } from "#domain/supply-share.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { download } from "#ui/student/download.ts";
import { supplyWords } from "#words/supply.ts";
import { writeInstant, writeNumber } from "#words/words.ts";
import type { SupplyAddress } from "./supply-address.ts";

type Answer = Outputs["sharing"]["lines"];

/** How an organisation's places are shared between schools, as bars and figures, with how it is counted (R505, R506). */
export function SharingView(props: { address: SupplyAddress; today: string }) {
  const w = useWords(supplyWords);
  const s = () => w().sharing;
  const { language } = useLanguage();
  const failure = useFailure();
  const { address } = props;
  const [pending, setPending] = createSignal(false);
  const [saving, setSaving] = createSignal(false);
  // the school year unless the address says otherwise: from the first of August
  const year = () => Number(props.today.slice(0, 4)) - (props.today.slice(5) < "08-01" ? 1 : 0);
  const from = () => address.day(`${year()}-08-01`);
  const to = () => (isDay(address.text("au")) && address.text("au") >= from() ? address.text("au") : addDays(from(), 364));
  const asked = () => ({
    side: address.side(),
    from: from(),
    to: to(),
    receivingId: address.agency().agencyId,
    siteId: address.text("site") || null,
    discipline: address.text("discipline") || null,
  });
  const shares = useQuery(() => ({
    queryKey: ["sharing", "lines", asked()],
    queryFn: () => api.sharing.lines.query(asked()),
    placeholderData: keepPreviousData,
  }));
  const answer = () => answerOf(shares);
  const give = async () => {
    setPending(true);
    try {
      download(await api.sharing.file.mutate({ ...asked(), language: language() }));
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const set = async (open: boolean, undone = false) => {
    setSaving(true);
    try {
      await api.sharing.set.mutate({ open });
      if (!undone)
        toast({ text: open ? s().opened : s().closed, about: "sharing", action: { label: s().undo, run: () => void set(!open, true) } });
    } catch (error) {
      failure.tell(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <div class="flex flex-col gap-4 md:min-h-0 md:flex-1 md:overflow-auto">
      <div role="search" aria-label={w().filters} class="flex flex-wrap items-end gap-x-3 gap-y-2">
        <Day label={s().from} value={from()} onChange={(du) => address.set({ du })} />
        <Day label={s().to} value={to()} onChange={(au) => address.set({ au })} />
        <Show when={(answer()?.partners.length ?? 0) > 1}>
          <Select
            look="quiet"
            class="max-w-64 max-sm:max-w-[60vw]"
            aria-label={s().receiving}
            value={answer()?.receiving?.id ?? ""}
            onChange={(organisme) => address.set({ organisme, site: "", discipline: "" })}
            options={(answer()?.partners ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Show>
        <Show when={(answer()?.sites.length ?? 0) > 1}>
          <Select
            look="quiet"
            class="max-w-56 max-sm:max-w-[45vw]"
            aria-label={w().site}
            value={address.text("site")}
            onChange={(site) => address.set({ site })}
            options={[{ value: "", label: w().everySite }, ...(answer()?.sites ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </Show>
        <Show when={(answer()?.disciplines.length ?? 0) > 1 || address.text("discipline") !== ""}>
          <Select
            look="quiet"
            class="max-w-56 max-sm:max-w-[45vw]"
            aria-label={w().discipline}
            value={address.text("discipline")}
            onChange={(discipline) => address.set({ discipline })}
            options={[
              { value: "", label: w().everyDiscipline },
              ...[...new Set([...(answer()?.disciplines ?? []), ...(address.text("discipline") ? [address.text("discipline")] : [])])].map(
                (name) => ({ value: name, label: name }),
              ),
            ]}
          />
        </Show>
        <Show when={(answer()?.lines.length ?? 0) > 0}>
          <Button
            size="sm"
            class="ml-auto"
            icon={<Download size={14} aria-hidden="true" />}
            pending={pending()}
            onClick={() => void give()}
          >
            {s().export}
          </Button>
        </Show>
      </div>
      <Show when={!shares.isError} fallback={<Mishap error={shares.error} />}>
        <Show when={answer()} fallback={<Skeleton rows={6} />}>
          {(found) => (
            <Show when={found().receiving} fallback={<EmptyState icon={<Scale size={24} />} title={s().noneTitle} text={s().nobody} />}>
              <p class="text-sm text-muted">{found().placing ? (found().open ? s().isOpen : s().isClosed) : s().lead}</p>
              <Lines of={found()} />
              <details class="rounded-lg border border-line bg-surface px-4 py-3 text-sm">
                <summary class="cursor-pointer font-medium">{s().definition}</summary>
                <p class="mt-2 max-w-prose text-muted">{s().definitionText}</p>
              </details>
              <Show when={found().may.open}>
                <div class="max-w-xl rounded-lg border border-line bg-surface px-4 py-3">
                  <Switch
                    checked={found().open}
                    disabled={saving()}
                    onChange={(open) => void set(open)}
                    label={s().setting}
                    hint={s().settingHint}
                  />
                  <Show when={found().by !== null && found().at}>
                    {(at) => (
                      <p class="mt-2 text-xs text-muted">{s().setBy(found().by ?? "", writeInstant(at(), language(), new Date()))}</p>
                    )}
                  </Show>
                </div>
              </Show>
            </Show>
          )}
        </Show>
      </Show>
    </div>
  );
}

function Day(props: { label: string; value: string; onChange(day: string): void }) {
  const [typed, setTyped] = createSignal<string | null>(null);
  return (
    <span class="flex items-center gap-1.5 text-sm">
      <span aria-hidden="true" class="text-muted">
        {props.label}
      </span>
      <DateInput
        aria-label={props.label}
        value={typed() ?? props.value}
        onChange={(value) => {
          setTyped(value);
          if (!isDay(value)) return;
          setTyped(null);
          props.onChange(value);
        }}
      />
    </span>
  );
}

function Lines(props: { of: Answer }) {
  const w = useWords(supplyWords);
  const s = () => w().sharing;
  const { language } = useLanguage();
  const all = () => sumLines(props.of.lines);
  const most = () => Math.max(1, ...props.of.lines.map(({ asked }) => asked));
  const number = (value: number) => (value === 0 ? "–" : writeNumber(value, language()));
  const figures = (line: Pick<ShareLine, "requests" | "asked" | "given" | "waiting">): string[] => {
    const { ofAsked, ofGiven } = shareOf(line, all());
    return [
      number(line.requests),
      number(line.asked),
      number(line.waiting),
      number(line.given),
      s().percent(servedOf(line)),
      s().percent(ofAsked),
      s().percent(ofGiven),
    ];
  };
  const heads = () => [s().requests, s().asked, s().waiting, s().given, s().served, s().ofAsked, s().ofGiven];
  return (
    <Show when={props.of.lines.length > 0} fallback={<p class="rounded-lg border border-line bg-surface px-4 py-6 text-sm">{s().none}</p>}>
      <div class="overflow-x-auto rounded-lg border border-line bg-surface" tabindex={0} role="region" aria-label={s().caption}>
        <table class="w-full min-w-200 text-sm tabular-nums">
          <caption class="sr-only">{s().caption}</caption>
          <thead class="bg-sunken text-xs text-muted">
            <tr>
              <th scope="col" class="sticky left-0 bg-sunken px-3 py-2 text-left font-medium">
                {s().school}
              </th>
              <th scope="col" class="min-w-52 px-3 py-2 text-left font-medium">
                {`${s().given} / ${s().asked}`}
              </th>
              <For each={heads()}>
                {(head) => (
                  <th scope="col" class="px-2 py-2 text-right font-medium whitespace-nowrap last:pr-3">
                    {head}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.of.lines}>
              {(line) => (
                <tr class="border-t border-line">
                  <th
                    scope="row"
                    class="sticky left-0 bg-surface px-3 py-2 text-left font-medium"
                    classList={{ italic: line.schoolId === null }}
                  >
                    {line.schoolId === null ? s().others : line.school}
                  </th>
                  <td class="px-3 py-2">
                    <Bar line={line} most={most()} />
                  </td>
                  <For each={figures(line)}>{(figure) => <td class="px-2 py-2 text-right last:pr-3">{figure}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot class="border-t-2 border-line-strong bg-page font-semibold">
            <tr>
              <th scope="row" class="sticky left-0 bg-page px-3 py-2 text-left">
                {s().total}
              </th>
              <td />
              <For each={figures(all())}>{(figure) => <td class="px-2 py-2 text-right last:pr-3">{figure}</td>}</For>
            </tr>
          </tfoot>
        </table>
      </div>
    </Show>
  );
}

/** What was asked as an outline, what was given filled, what waits in dashes: told by form, not only by colour. */
function Bar(props: { line: ShareLine; most: number }) {
  const w = useWords(supplyWords);
  const part = (count: number) => `${(count / props.most) * 100}%`;
  return (
    <span class="relative block h-4 w-full" role="img" aria-label={w().sharing.bar(props.line.given, props.line.asked)}>
      <span class="absolute inset-y-0 left-0 rounded-sm border border-line-strong bg-sunken" style={{ width: part(props.line.asked) }} />
      <Show when={props.line.waiting > 0}>
        <span
          class="absolute inset-y-0 rounded-sm border border-dashed border-accent"
          style={{ left: part(props.line.given), width: part(props.line.waiting) }}
        />
      </Show>
      <span class="absolute inset-y-0 left-0 rounded-sm bg-(--heat-4)" style={{ width: part(props.line.given) }} />
    </span>
  );
}
