import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { longestComment } from "#domain/remark.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { remarkWords } from "#words/remark.ts";
import { writeInstant } from "#words/words.ts";

type Comment = Outputs["comment"]["list"]["comments"][number];

/** What was said about a request, by both sides or inside one's own organisation, and the field to say more (F-117). */
export function CommentSection(props: { requestId: string }) {
  const w = useWords(remarkWords);
  const queries = useQueryClient();
  const list = useQuery(() => ({
    queryKey: ["comment", "list", props.requestId],
    queryFn: () => api.comment.list.query({ requestId: props.requestId }),
  }));
  const refresh = () => void queries.invalidateQueries({ queryKey: ["comment"] });
  const known = () => answerOf(list);
  return (
    <Show when={known()} fallback={<Skeleton rows={2} />}>
      {(said) => (
        <div class="flex flex-col gap-2">
          <Show when={said().comments.length > 0} fallback={<p class="text-sm text-muted">{w().none}</p>}>
            <ol class="flex flex-col gap-2">
              <For each={said().comments}>{(comment) => <Said comment={comment} onChange={refresh} />}</For>
            </ol>
          </Show>
          <Show when={said().may.add}>
            <Say requestId={props.requestId} onSaid={refresh} />
          </Show>
        </div>
      )}
    </Show>
  );
}

function Said(props: { comment: Comment; onChange(): void }) {
  const w = useWords(remarkWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const withdraw = () =>
    api.comment.withdraw.mutate({ id: props.comment.id }).then(() => {
      props.onChange();
      toast({
        text: w().withdrawnToast,
        action: {
          label: w().undo,
          run: () => void api.comment.restore.mutate({ id: props.comment.id }).then(props.onChange, failure.tell),
        },
      });
    }, failure.tell);
  return (
    <li
      class={`rounded-md border px-2.5 py-1.5 text-sm ${props.comment.internal ? "border-warn/40 bg-warn-soft" : "border-line bg-surface"}`}
    >
      <p class="flex flex-wrap items-baseline gap-x-2 text-xs text-muted">
        <span class="font-medium text-ink">{props.comment.mine ? w().you : props.comment.by}</span>
        <time dateTime={props.comment.at}>{writeInstant(props.comment.at, language(), new Date())}</time>
        <Show when={props.comment.internal}>
          <span>
            <span class="font-semibold">{w().internal}</span>, {w().internalHint}
          </span>
        </Show>
        <Show when={props.comment.mine && props.comment.text !== null}>
          <button type="button" class="ml-auto min-h-6 rounded-sm px-1 text-accent hover:underline" onClick={() => void withdraw()}>
            {w().withdraw}
          </button>
        </Show>
      </p>
      <Show when={props.comment.text !== null} fallback={<p class="text-muted italic">{w().withdrawn}</p>}>
        <p class="break-words whitespace-pre-wrap">{props.comment.text}</p>
      </Show>
    </li>
  );
}

function Say(props: { requestId: string; onSaid(): void }) {
  const w = useWords(remarkWords);
  const form = useForm({
    key: `comment:${props.requestId}`,
    initial: { text: "", internal: false },
    send: ({ text, internal }) => api.comment.add.mutate({ requestId: props.requestId, text, internal }),
    done: () => {
      form.reset();
      props.onSaid();
    },
  });
  return (
    <form class="flex flex-col gap-2" novalidate onSubmit={form.onSubmit}>
      <FormNotices form={form} />
      <Field label={w().write} {...(form.values.internal ? {} : { hint: w().noNames })} error={form.error("text")}>
        <TextArea {...form.field("text")} rows={2} maxLength={longestComment} class="min-h-14" />
      </Field>
      <div class="flex flex-wrap items-center justify-between gap-2">
        <Checkbox label={w().onlyUs} checked={form.values.internal} onChange={(on) => form.set("internal", on)} />
        <Button size="sm" type="submit" disabled={form.values.text.trim() === ""} pending={form.pending()}>
          {w().add}
        </Button>
      </div>
    </form>
  );
}
