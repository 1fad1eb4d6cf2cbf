import { For, Show } from "solid-js";
import type { PersonColour } from "#domain/person-colour.ts";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";

export interface Someone {
  name: string;
  colour: PersonColour;
  me?: boolean;
}

/** The class of each colour, as a ground. */
export const fills: Record<PersonColour, string> = {
  1: "bg-p1",
  2: "bg-p2",
  3: "bg-p3",
  4: "bg-p4",
  5: "bg-p5",
  6: "bg-p6",
  7: "bg-p7",
  8: "bg-p8",
};

/** « Marie-Ève Roy » gives « MR ». */
export function initialsOf(name: string): string {
  const parts = name.split(/[\s\u00A0]+/).filter((part) => part !== "");
  return `${parts[0]?.[0] ?? "?"}${parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : ""}`.toUpperCase();
}

/** A person in a circle: initials, colour; the name is heard and shown on hover. */
export function Avatar(props: Someone & { size?: "sm" | "md" }) {
  const w = useWords(partWords);
  return (
    <span
      role="img"
      aria-label={props.me ? `${props.name} (${w().people.you})` : props.name}
      title={props.me ? `${props.name} (${w().people.you})` : props.name}
      // Drawn, not written: inside a button the letters would be words that its name must hold.
      data-initials={initialsOf(props.name)}
      class={`grid shrink-0 before:content-[attr(data-initials)] place-items-center rounded-full font-semibold text-on-person select-none ${fills[props.colour]} ${props.size === "sm" ? "size-5 text-[0.5625rem]" : "size-7 text-2xs"}`}
    />
  );
}

/** Who is on this page: up to `most` circles, then a count; one sentence for a reader. */
export function AvatarGroup(props: { people: readonly Someone[]; most?: number }) {
  const w = useWords(partWords);
  const most = () => props.most ?? 4;
  const shown = () => props.people.slice(0, most());
  const rest = () => props.people.slice(most());
  const sentence = () => {
    const names = props.people.map(({ name, me }) => (me ? w().people.you : name));
    return w().people.here(names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")}${w().people.and}${names.at(-1)}`);
  };
  return (
    <Show when={props.people.length > 0}>
      <div role="group" aria-label={sentence()} class="flex items-center -space-x-0.5">
        <For each={shown()}>
          {(one) => (
            <span class="rounded-full ring-2 ring-surface">
              <Avatar {...one} />
            </span>
          )}
        </For>
        <Show when={rest().length > 0}>
          <span
            class="grid h-7 min-w-7 place-items-center rounded-full bg-sunken px-1 text-2xs font-semibold text-muted ring-2 ring-surface"
            role="img"
            aria-label={w().people.others(rest().length)}
            title={rest()
              .map(({ name }) => name)
              .join(", ")}
          >
            +{rest().length}
          </span>
        </Show>
      </div>
    </Show>
  );
}
