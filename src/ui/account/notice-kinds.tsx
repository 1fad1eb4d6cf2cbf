import { For, Show } from "solid-js";
import { noticeModes, type NoticeKind, type NoticeMode, type NoticeSetting } from "#domain/notice.ts";
import type { Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Select } from "#ui/parts/select.tsx";
import { noticeWords } from "#words/notice.ts";

type Told = Outputs["notice"]["setting"];
type Chosen = NoticeMode | "same" | "evening" | "none";

const toggled = (kinds: readonly NoticeKind[], kind: NoticeKind, within: boolean): NoticeKind[] =>
  within ? [...kinds.filter((one) => one !== kind), kind] : kinds.filter((one) => one !== kind);

/** How a kind is mailed, as the list of its row says it. */
function chosenOf(kind: NoticeKind, setting: NoticeSetting): Chosen {
  if (setting.muted.includes(kind)) return "none";
  return kind === "cancellation" ? setting.cancellations : (setting.own[kind] ?? "same");
}

function withMail(kind: NoticeKind, chosen: Chosen, setting: NoticeSetting): NoticeSetting {
  const muted = toggled(setting.muted, kind, chosen === "none");
  if (chosen === "none") return { ...setting, muted };
  if (kind === "cancellation") return { ...setting, muted, cancellations: chosen === "evening" ? "evening" : "at-once" };
  const { [kind]: _before, ...others } = setting.own;
  return { ...setting, muted, own: chosen === "same" || chosen === "evening" ? others : { ...others, [kind]: chosen } };
}

/** Kind by kind: on the page, by mail, on her devices. */
export function NoticeKinds(props: { told: Told; onChange(setting: NoticeSetting): void }) {
  const w = useWords(noticeWords);
  const setting = () => props.told.setting;
  const options = (kind: NoticeKind): { value: Chosen; label: string }[] => [
    ...(kind === "cancellation"
      ? (["evening", "at-once"] as const).map((value) => ({ value, label: w().cancellationModes[value] }))
      : [{ value: "same" as const, label: w().same }, ...noticeModes.map((value) => ({ value, label: w().modes[value] }))]),
    { value: "none", label: w().never },
  ];
  return (
    <table class="w-full border-collapse text-sm">
      <caption class="pb-2 text-left text-sm font-medium">{w().kinds}</caption>
      <thead>
        <tr class="border-b border-line text-left text-xs text-muted max-sm:sr-only">
          <th scope="col" class="py-1.5 pr-3 font-medium">
            {w().columns.kind}
          </th>
          <th scope="col" class="px-2 py-1.5 text-center font-medium">
            {w().columns.page}
          </th>
          <th scope="col" class="px-2 py-1.5 font-medium">
            {w().columns.mail}
          </th>
          <th scope="col" class="px-2 py-1.5 text-center font-medium">
            {w().columns.push}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.told.kinds}>
          {(kind) => (
            <tr class="border-b border-line max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-3 max-sm:py-2">
              <th scope="row" class="py-1.5 pr-3 text-left font-normal max-sm:col-span-2 max-sm:font-medium">
                {w().kind[kind]}
              </th>
              <td class="px-2 text-center max-sm:order-2 max-sm:px-0 max-sm:text-left">
                <Tick
                  label={w().columns.page}
                  of={w().kind[kind]}
                  checked={!setting().hidden.includes(kind)}
                  onChange={(on) => props.onChange({ ...setting(), hidden: toggled(setting().hidden, kind, !on) })}
                />
              </td>
              <td class="px-2 py-1 max-sm:order-1 max-sm:col-span-2 max-sm:px-0">
                <Show when={kind !== "bounce"} fallback={<span class="text-xs text-muted">{w().pageOnly}</span>}>
                  <Select<Chosen>
                    class="w-full sm:max-w-64"
                    aria-label={w().mailOf(w().kind[kind])}
                    value={chosenOf(kind, setting())}
                    onChange={(chosen) => props.onChange(withMail(kind, chosen, setting()))}
                    options={options(kind)}
                  />
                </Show>
              </td>
              <td class="px-2 text-center max-sm:order-3 max-sm:px-0 max-sm:text-left">
                <Tick
                  label={w().columns.push}
                  of={w().kind[kind]}
                  checked={setting().push.includes(kind)}
                  onChange={(on) => props.onChange({ ...setting(), push: toggled(setting().push, kind, on) })}
                />
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

/** A tick of a column: its words are beside it on a phone, where there are no columns. */
function Tick(props: { label: string; of: string; checked: boolean; onChange(on: boolean): void }) {
  return (
    <span class="inline-flex items-center gap-1">
      <Checkbox aria-label={`${props.label}, ${props.of}`} checked={props.checked} onChange={(on) => props.onChange(on)} />
      <span class="text-xs text-muted sm:hidden" aria-hidden="true">
        {props.label}
      </span>
    </span>
  );
}
