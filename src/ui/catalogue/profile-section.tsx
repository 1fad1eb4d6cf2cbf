import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import BadgeCheck from "lucide-solid/icons/badge-check";
import Pencil from "lucide-solid/icons/pencil";
import { profileTexts, saidFor, type ProfileField } from "#domain/profile.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { profileWords } from "#words/profile.ts";
import { writeInstant } from "#words/words.ts";
import { PlaceLine, PlaceLines } from "./place-line.tsx";
import type { Place } from "./place-values.ts";
import { ProfileForm } from "./profile-form.tsx";

export const useProfile = (placeId: () => string) =>
  useQuery(() => ({ queryKey: ["profile", "of", placeId()], queryFn: () => api.profile.of.query({ placeId: placeId() }) }));

const shown = [...profileTexts, "shifts", "gender"] as const satisfies readonly ProfileField[];

/** What a place says of itself, with what it has of what it lies under; who said last that it is true. */
export function ProfileSection(props: { place: Place }) {
  const w = useWords(profileWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [editing, setEditing] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const query = useProfile(() => props.place.id);
  const profile = () => answerOf(query);
  const lines = () => {
    const found = profile();
    if (!found) return [];
    return shown
      .map((key) => ({ key, ...saidFor(key, found.fields, found.above) }))
      .filter(({ key, fields }) =>
        key === "shifts" ? fields.shifts.length > 0 : key === "gender" ? fields.gender !== null : fields[key] !== "",
      );
  };
  const textOf = (key: (typeof shown)[number], { fields }: { fields: NonNullable<ReturnType<typeof profile>>["fields"] }) => {
    if (key === "shifts") return fields.shifts.map((shift) => w().shift[shift]).join(", ");
    if (key === "gender") return fields.gender === null ? "" : `${w().genderOf[fields.gender]}. ${fields.genderReason}`;
    return fields[key];
  };
  const confirm = async () => {
    setPending(true);
    try {
      await api.profile.confirm.mutate({ placeId: props.place.id });
      toast({ text: w().confirmed });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Show when={profile()} fallback={<Skeleton rows={3} />}>
      {(found) => (
        <section class="flex flex-col gap-3 border-t border-line pt-4">
          <div class="flex flex-wrap items-center gap-2">
            <h3 class="min-w-0 flex-1 font-semibold">{w().title}</h3>
            <Show when={found().may.edit}>
              <Button size="sm" icon={<Pencil size={14} aria-hidden="true" />} onClick={() => setEditing(true)}>
                {found().blank ? w().fill : w().edit}
              </Button>
            </Show>
          </div>
          <Show
            when={lines().length > 0}
            fallback={<p class="text-sm text-muted">{found().may.edit ? `${w().nothing} ${w().teach}` : w().nothing}</p>}
          >
            <PlaceLines>
              <For each={lines()}>
                {(line) => (
                  <PlaceLine label={w().field[line.key]}>
                    <span class="whitespace-pre-line">{textOf(line.key, line)}</span>
                    <Show when={line.from}>{(from) => <span class="block text-xs text-muted">{w().inheritedFrom(from().name)}</span>}</Show>
                  </PlaceLine>
                )}
              </For>
            </PlaceLines>
          </Show>
          <Show when={!found().blank}>
            <Show when={found().due && found().may.edit} fallback={<Reviewed />}>
              <Notice
                kind="warn"
                quiet
                actions={
                  <Button size="sm" pending={pending()} icon={<BadgeCheck size={14} aria-hidden="true" />} onClick={() => void confirm()}>
                    {w().confirm}
                  </Button>
                }
              >
                {w().due} <Reviewed inline />
              </Notice>
            </Show>
          </Show>
          <Show when={editing()}>
            <Dialog open title={w().editTitle(props.place.name)} text={w().editText} onClose={() => setEditing(false)}>
              <ProfileForm place={props.place} fields={found().fields} onClose={() => setEditing(false)} />
            </Dialog>
          </Show>
        </section>
      )}
    </Show>
  );

  function Reviewed(of: { inline?: boolean }) {
    const text = () => {
      const reviewed = profile()?.reviewed;
      return reviewed ? w().reviewed(writeInstant(reviewed.at, language(), new Date()), reviewed.by) : w().neverReviewed;
    };
    return (
      <Show when={!of.inline} fallback={<span>{text()}.</span>}>
        <p class="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          {text()}
          <Show when={profile()?.may.edit}>
            <button
              type="button"
              class="inline-flex min-h-6 items-center text-accent hover:underline"
              disabled={pending()}
              onClick={() => void confirm()}
            >
              {w().confirm}
            </button>
          </Show>
        </p>
      </Show>
    );
  }
}
