import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { fold } from "#domain/place.ts";
import { useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { peopleWords } from "#words/people.ts";
import type { Choices } from "./rights-editor.tsx";
import { toggled, type RightValues } from "./rights.ts";

interface Branch {
  id: string;
  name: string;
  level: "sites" | "services" | "destinations";
  children: Branch[];
}

/** Sites, the services in them, the destinations in those. */
function treeOf({ rights }: Choices): Branch[] {
  const leaves = Map.groupBy(rights.destinations, (one) => one.serviceId);
  const services = Map.groupBy(rights.services, (one) => one.siteId);
  return rights.sites.map((site) => ({
    id: site.id,
    name: site.name,
    level: "sites",
    children: (services.get(site.id) ?? []).map((service) => ({
      id: service.id,
      name: service.name,
      level: "services",
      children: (leaves.get(service.id) ?? []).map(({ id, name }) => ({ id, name, level: "destinations", children: [] })),
    })),
  }));
}

/** What bears the words, with what leads to it; a branch that bears them itself keeps all it contains. */
function narrowed(branches: Branch[], words: string[]): Branch[] {
  if (words.length === 0) return branches;
  return branches.flatMap((branch) => {
    const left = words.filter((word) => !fold(branch.name).includes(word));
    if (left.length === 0) return [branch];
    const children = narrowed(branch.children, left);
    return children.length > 0 ? [{ ...branch, children }] : [];
  });
}

const contains = (branch: Branch, ids: ReadonlySet<string>): boolean =>
  branch.children.some((child) => ids.has(child.id) || contains(child, ids));

/** Tick boxes of an organisation's places: ticking a site covers its services, a service its destinations. */
export function PlaceTree(props: { choices: Choices; rights: RightValues; onChange(rights: RightValues): void }) {
  const w = useWords(peopleWords);
  const [text, setText] = createSignal("");
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set());
  const tree = createMemo(() => treeOf(props.choices));
  const words = () => fold(text()).split(/\s+/).filter(Boolean);
  const shown = createMemo(() => narrowed(tree(), words()));
  const chosen = createMemo(() => new Set([...props.rights.sites, ...props.rights.services, ...props.rights.destinations]));
  const isOpen = (branch: Branch) => words().length > 0 || opened().has(branch.id) !== contains(branch, chosen());

  const tick = (branch: Branch) => props.onChange({ ...props.rights, [branch.level]: toggled(props.rights[branch.level], branch.id) });
  const turn = (branch: Branch) => {
    const next = new Set(opened());
    if (!next.delete(branch.id)) next.add(branch.id);
    setOpened(next);
  };

  const line = (branch: Branch, coveredBy: Branch | null): JSX.Element => {
    const covered = () => coveredBy !== null;
    const checked = () => covered() || chosen().has(branch.id);
    return (
      <li>
        <div class="flex items-center gap-1">
          <Show when={branch.children.length > 0} fallback={<span class="w-6 shrink-0" />}>
            <button
              type="button"
              class="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover"
              aria-expanded={isOpen(branch)}
              aria-label={isOpen(branch) ? w().rights.closeBranch(branch.name) : w().rights.open(branch.name)}
              onClick={() => turn(branch)}
            >
              <ChevronRight size={15} class={`transition-transform ${isOpen(branch) ? "rotate-90" : ""}`} aria-hidden="true" />
            </button>
          </Show>
          <Checkbox
            label={branch.name}
            checked={checked()}
            disabled={covered()}
            mixed={!checked() && contains(branch, chosen())}
            onChange={() => tick(branch)}
          />
        </div>
        <Show when={branch.children.length > 0 && isOpen(branch)}>
          <ul class="ml-5">
            <For each={branch.children}>{(child) => line(child, covered() ? coveredBy : chosen().has(branch.id) ? branch : null)}</For>
          </ul>
        </Show>
      </li>
    );
  };

  return (
    <div role="group" aria-label={w().rights.places} class="flex min-w-0 flex-col gap-2">
      <span class="text-xs font-medium text-muted">{w().rights.places}</span>
      <Show when={tree().length > 0} fallback={<p class="text-sm text-muted">{w().rights.noPlaces}</p>}>
        <Field label={w().rights.filter} hiddenLabel>
          <TextInput type="search" value={text()} onChange={setText} placeholder={w().rights.filter} autocomplete="off" />
        </Field>
        <ul class="max-h-72 overflow-y-auto rounded border border-line p-1.5" tabindex={0} aria-label={w().rights.places}>
          <For each={shown()} fallback={<li class="p-2 text-sm text-muted">{w().rights.nothingFound}</li>}>
            {(branch) => line(branch, null)}
          </For>
        </ul>
      </Show>
    </div>
  );
}
