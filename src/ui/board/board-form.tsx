import { createMemo, createSignal, For, Show } from "solid-js";
import Plus from "lucide-solid/icons/plus";
import { boardWrite, mostViews, policies, tilesFor, wallLanguages, type BoardSide, type BoardWrite } from "#domain/board.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { announce } from "#ui/parts/live-region.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { boardWords } from "#words/board.ts";
import { changedIn, moved, newView, placed, writeOf, type BoardDraft } from "./drafting.ts";
import { EditorPreview } from "./editor-preview.tsx";
import type { Choices } from "./tile-line.tsx";
import { ViewSection } from "./view-section.tsx";

/** A board as it is written, beside what it would show now. */
export function BoardForm(props: {
  /** Names the draft. */
  of: string;
  initial: BoardDraft;
  sides: readonly BoardSide[];
  choices: Choices;
  send(board: BoardWrite): Promise<unknown>;
  onDone(): void;
  onCancel(): void;
}) {
  const w = useWords(boardWords);
  const [seen, setSeen] = createSignal(0);
  const form = useForm<BoardDraft, BoardWrite>({
    key: `board:${props.of}`,
    initial: props.initial,
    schema: boardWrite,
    read: writeOf,
    send: (board) => props.send(board),
    done: () => props.onDone(),
  });
  const views = () => form.values.views;
  const ids = createMemo(() => views().map(({ id }) => id));
  const put = (to: BoardDraft["views"]) => form.set("views", to);
  const say = (text: string) => announce(text, true);
  const see = (id: string) => setSeen(Math.max(0, ids().indexOf(id)));
  const orderSaid = (id: string, to: number) => {
    const view = views().find((one) => one.id === id);
    if (view) say(w().form.moved(view.name, to + 1, ids().length));
  };
  const turnSide = (side: BoardSide) => {
    const kinds = new Set(tilesFor(side));
    form.set("side", side);
    // what means nothing on the other side goes, and what a tile was narrowed to
    put(
      views().map((view) => ({
        ...view,
        tiles: view.tiles.filter(({ kind }) => kinds.has(kind)).map((tile) => ({ ...tile, programmeId: null, siteId: null })),
      })),
    );
  };
  return (
    <div class="grid gap-6 xl:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]">
      <form class="flex min-w-0 flex-col gap-4" onSubmit={form.onSubmit}>
        <FormNotices form={form} />
        <Field label={w().form.name} hint={w().form.nameHint} error={form.error("name")} required>
          <TextInput {...form.field("name")} maxlength={60} autocomplete="off" />
        </Field>
        <Show when={props.sides.length > 1}>
          <Field label={w().form.side} group>
            <RadioGroup
              value={form.values.side}
              onChange={turnSide}
              options={props.sides.map((value) => ({ value, label: w().sides[value] }))}
            />
          </Field>
        </Show>
        <Field label={w().form.policy} group error={form.error("policy")}>
          <RadioGroup
            value={form.values.policy}
            onChange={(value) => form.set("policy", value)}
            options={policies.map((value) => ({ value, ...w().policies[value] }))}
          />
        </Field>
        <div class="flex flex-wrap items-start gap-4">
          <Field label={w().form.language} class="min-w-60 flex-1">
            <Select
              value={form.values.language}
              onChange={(value) => form.set("language", value)}
              options={wallLanguages.map((value) => ({ value, label: w().languages[value] }))}
            />
          </Field>
          <Field label={w().form.night} class="w-40">
            <Select
              value={form.values.nightHow}
              onChange={(value) => form.set("nightHow", value)}
              options={(["none", "dim", "off"] as const).map((value) => ({ value, label: w().form.nightHow[value] }))}
            />
          </Field>
          <Show when={form.values.nightHow !== "none"}>
            <div class="flex gap-2">
              <Field label={w().form.nightFrom} class="w-24">
                <TimeInput {...form.field("nightFrom")} />
              </Field>
              <Field label={w().form.nightTo} class="w-24">
                <TimeInput {...form.field("nightTo")} />
              </Field>
            </div>
          </Show>
        </div>
        <Show when={form.error("night")}>{(error) => <p class="text-xs font-medium text-danger">{error()}</p>}</Show>
        <section class="flex flex-col gap-2">
          <div>
            <h2 class="text-sm font-semibold">{w().form.views}</h2>
            <p class="text-xs text-muted">{w().form.viewsHint}</p>
            <p class="text-xs text-muted">{w().form.moveHint}</p>
          </div>
          <Show when={form.error("views")}>{(error) => <p class="text-xs font-medium text-danger">{error()}</p>}</Show>
          <ol class="flex flex-col gap-3">
            <For each={ids()}>
              {(id, at) => (
                <Show when={views().find((one) => one.id === id)}>
                  {(view) => (
                    <ViewSection
                      view={view()}
                      side={form.values.side}
                      choices={props.choices}
                      alone={ids().length === 1}
                      current={at() === seen()}
                      say={say}
                      order={{
                        list: "views",
                        at: at(),
                        count: ids().length,
                        onMove: (by) => {
                          const to = at() + by;
                          if (to < 0 || to >= ids().length) return;
                          orderSaid(id, to);
                          put(moved(views(), id, by));
                          see(id);
                        },
                        onDrop: (dropped, to) => {
                          orderSaid(dropped, to);
                          put(placed(views(), dropped, to));
                          see(dropped);
                        },
                      }}
                      onSee={() => setSeen(at())}
                      onChange={(to) => put(changedIn(views(), id, to))}
                      onRemove={() => put(views().filter((one) => one.id !== id))}
                    />
                  )}
                </Show>
              )}
            </For>
          </ol>
          <Show when={ids().length < mostViews}>
            <Button
              size="sm"
              class="self-start"
              icon={<Plus size={14} aria-hidden="true" />}
              onClick={() => {
                put([...views(), newView(w().form.newView(ids().length + 1), ["statuses", "answers"])]);
                setSeen(ids().length - 1);
              }}
            >
              {w().form.addView}
            </Button>
          </Show>
        </section>
        <div class="sticky bottom-0 z-10 -mx-1 flex justify-end gap-2 border-t border-line bg-page px-1 py-3">
          <Button
            kind="quiet"
            onClick={() => {
              form.reset();
              props.onCancel();
            }}
          >
            {w().cancel}
          </Button>
          <Button kind="primary" type="submit" pending={form.pending()}>
            {w().save}
          </Button>
        </div>
      </form>
      <div class="min-w-0 xl:sticky xl:top-4 xl:self-start">
        <EditorPreview board={() => writeOf(form.values)} at={seen()} onAt={setSeen} />
      </div>
    </div>
  );
}
